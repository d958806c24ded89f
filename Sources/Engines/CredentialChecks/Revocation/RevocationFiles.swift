// The files and folders that revocation lists stand in, read again when they change.

import Foundation

/// The files and folders that revocation lists are read from, and what was last read of each.
///
/// A file that cannot be read any more, or is damaged, leaves the lists in force that were read of it before: they end by themselves at their next
/// update, and until then an old list is better than none. The fault is told. A file that left a folder takes its lists along.
public struct RevocationFiles: Sendable {
    /// A file that could not be read, and why.
    public struct Fault: Sendable, Hashable {
        /// The path.
        public let file: String
        /// Why.
        public let failure: RevocationListFailure
    }

    private struct Known {
        var stamp: Stamp?
        var digest: [UInt8] = []
        var lists: [RevocationList] = []
        var failure: RevocationListFailure?
    }

    /// What tells a changed file at a glance.
    private struct Stamp: Equatable {
        var modified: Date?
        var size: Int?
        var number: Int?
    }

    /// The files and folders.
    public let paths: [String]
    /// Whether lists signed by way of SHA-1 are taken.
    public let allowsSHA1Signatures: Bool
    private var known: [String: Known] = [:]
    private static let extensions: Set<String> = ["crl", "pem", "der"]
    /// The most files of a folder that are looked at.
    private static let mostFiles = 1000

    /// Names files, and folders whose files ending in `.crl`, `.pem` and `.der` count; nothing is read yet.
    public init(paths: [String], allowsSHA1Signatures: Bool = false) {
        self.paths = paths
        self.allowsSHA1Signatures = allowsSHA1Signatures
    }

    /// Reads what changed since the last time, by time and size first and by digest then; says whether other lists are in force now.
    public mutating func reload() -> Bool {
        var now: [String: Known] = [:]
        var hasChanged = false
        for file in files() {
            var entry = known[file] ?? Known()
            hasChanged = refresh(&entry, file) || hasChanged
            now[file] = entry
        }
        hasChanged = hasChanged || known.contains { now[$0.key] == nil && !$0.value.lists.isEmpty }
        known = now
        return hasChanged
    }

    /// The lists in force.
    public var lists: RevocationLists { RevocationLists(known.sorted { $0.key < $1.key }.flatMap(\.value.lists)) }

    /// The files that could not be read the last time.
    public var faults: [Fault] {
        known.sorted { $0.key < $1.key }.compactMap { file, entry in entry.failure.map { Fault(file: file, failure: $0) } }
    }

    private func files() -> [String] {
        paths.flatMap { path -> [String] in
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else { return [path] }
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            let wanted = names.filter { name in !name.hasPrefix(".") && Self.extensions.contains(URL(filePath: name).pathExtension.lowercased()) }
            return wanted.sorted().prefix(Self.mostFiles).map { path + "/" + $0 }
        }
    }

    private func refresh(_ entry: inout Known, _ file: String) -> Bool {
        let found = try? FileManager.default.attributesOfItem(atPath: file)
        let stamp = found.map {
            Stamp(
                modified: $0[.modificationDate] as? Date, size: ($0[.size] as? NSNumber)?.intValue, number: ($0[.systemFileNumber] as? NSNumber)?.intValue)
        }
        guard let stamp else {
            (entry.stamp, entry.failure) = (nil, .fileUnreadable)
            return false
        }
        guard stamp != entry.stamp else { return false }
        guard (stamp.size ?? 0) <= 2 * RevocationList.maximumByteCount else {
            (entry.stamp, entry.failure) = (stamp, .tooLarge)
            return false
        }
        guard let data = FileManager.default.contents(atPath: file) else {
            (entry.stamp, entry.failure) = (nil, .fileUnreadable)
            return false
        }
        let bytes = [UInt8](data)
        let digest = Digest.sha256(bytes)
        entry.stamp = stamp
        guard digest != entry.digest || entry.failure != nil else { return false }
        do throws(RevocationListFailure) {
            let lists = try RevocationLists(file: bytes, allowsSHA1Signatures: allowsSHA1Signatures).lists
            let isOther = digest != entry.digest
            (entry.lists, entry.digest, entry.failure) = (lists, digest, nil)
            return isOther
        } catch {
            entry.failure = error
            return false
        }
    }
}
