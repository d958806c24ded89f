// How much an archive may hold before it is refused.

/// The limits of reading one archive; each refusal names the limit that was met.
public struct ZIPLimits: Sendable, Hashable {
    /// Bytes of the archive.
    public var archiveBytes: Int
    /// Entries, folders among them.
    public var entries: Int
    /// Bytes of one entry when it is inflated.
    public var entryBytes: Int
    /// Bytes of all entries together when they are inflated.
    public var totalBytes: Int
    /// How many times larger than in the archive an entry may become; asked of entries above `unratedBytes` alone.
    public var ratio: Int
    /// Bytes up to which an entry may be of any ratio.
    public var unratedBytes: Int
    /// Bytes of one name.
    public var nameBytes: Int
    /// Folders that an entry may stand in, one within the other.
    public var depth: Int

    /// The limits for archives from anyone.
    public static let standard = ZIPLimits()

    /// Sets limits; those not named keep their safe default, and none may reach 2 GiB.
    public init(
        archiveBytes: Int = 64 << 20, entries: Int = 1000, entryBytes: Int = 64 << 20, totalBytes: Int = 128 << 20, ratio: Int = 200,
        unratedBytes: Int = 1 << 20, nameBytes: Int = 512, depth: Int = 16
    ) {
        let mostBytes = Int(Int32.max)
        self.archiveBytes = min(archiveBytes, mostBytes)
        self.entries = entries
        self.entryBytes = min(entryBytes, mostBytes)
        self.totalBytes = min(totalBytes, mostBytes)
        self.ratio = ratio
        self.unratedBytes = unratedBytes
        self.nameBytes = nameBytes
        self.depth = depth
    }
}
