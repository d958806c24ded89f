// A folder of files that name one another, and the wall around it: schemas, rules, value sets.

/// A sealed set of files, on disk or in memory: files name one another by relative references, and nothing outside of the set is ever reached.
///
/// Names are paths from the folder, with `/` between parts. A name is looked up as written first; when no file has it, one whose name differs
/// in letter case only is taken, since packs are often written where letter case does not count.
public struct SealedFolder: Sendable {
    /// How much a folder may hold; what exceeds a limit is not read.
    public struct Limits: Sendable, Hashable {
        /// The most bytes of one file.
        public var fileBytes: Int
        /// The most files of one folder, those of folders below included.
        public var files: Int
        /// How many folders may lie within one another.
        public var depth: Int

        /// Sets limits; the defaults leave room for any published pack.
        public init(fileBytes: Int = 128 << 20, files: Int = 50_000, depth: Int = 32) {
            self.fileBytes = fileBytes
            self.files = files
            self.depth = depth
        }
    }

    /// A file that was looked up.
    public struct Found: Sendable, Hashable {
        /// The file's own name, which may differ from what was asked for in letter case.
        public let name: String
        /// Whether the name was asked for in the right letter case.
        public let isExact: Bool
    }

    /// Why a file gives nothing.
    public enum Refusal: String, Error, Sendable, Hashable, CaseIterable {
        /// The set has no file of that name: it is not there, lies outside, or is a link that leads there.
        case missing
        /// The file is larger than the limit.
        case tooLarge = "too-large"
        /// The file cannot be read, or is no longer a regular file.
        case unreadable
        /// The file holds something else than whoever named it said.
        case changed
    }

    /// Why a folder is not known whole.
    public enum Trouble: String, Error, Sendable, Hashable, CaseIterable {
        /// There is no such folder, or it cannot be read.
        case noFolder = "no-folder"
        /// There are more files than the limit; those beyond are not in the set.
        case tooManyFiles = "too-many-files"
        /// Folders lie deeper in one another than the limit; those beyond are not in the set.
        case tooDeep = "too-deep"
    }

    private enum Place: Sendable {
        case memory([UInt8])
        /// The path below the root, free of links.
        case disk(String)
    }

    /// What kept the folder from being known whole; nil for a folder that is.
    public let trouble: Trouble?
    private let root: String
    private let limits: Limits
    private var places: [String: Place]
    private var folded: [String: String] = [:]
    /// Whether what was read of a file may be used.
    private let admits: (@Sendable (String, [UInt8]) -> Bool)?

    /// Files at hand, by name.
    public init(_ files: [String: [UInt8]], limits: Limits = Limits()) {
        root = ""
        trouble = nil
        admits = nil
        self.limits = limits
        places = files.mapValues { .memory($0) }
        fold()
    }

    /// Files of a folder whose names are known, for instance from a list with their digests; the folder is not listed, and no link is followed.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - names: the files; what else lies in the folder is not in the set.
    ///   - admits: judges what was read of a file each time that it is read; what is not admitted is refused as `changed`.
    public init(folder: String, names: some Sequence<String>, limits: Limits = Limits(), admitting admits: @escaping @Sendable (String, [UInt8]) -> Bool) {
        root = folder
        trouble = nil
        self.admits = admits
        self.limits = limits
        places = [:]
        for name in names { places[name] = .disk(name) }
        fold()
    }

    /// The regular files of a folder and of those below it.
    ///
    /// Only names are read now, contents when they are asked for. A symbolic link to a file inside the folder stands for that file; links to folders, and
    /// links that lead out, are not followed.
    public init(folder: String, limits: Limits = Limits()) {
        let listing = FolderListing(of: folder, limits: limits)
        root = listing.root
        trouble = listing.trouble
        admits = nil
        self.limits = limits
        places = listing.files.mapValues { .disk($0) }
        fold()
    }

    private mutating func fold() {
        // Where several names differ in letter case only, the first in byte order stands for all.
        for name in places.keys.sorted() where folded[name.lowercased()] == nil { folded[name.lowercased()] = name }
    }

    /// The names of all files, sorted.
    public var names: [String] { places.keys.sorted() }

    /// The same files with one more, or with another content for one.
    public func replacing(_ name: String, with bytes: [UInt8]) -> SealedFolder {
        var copy = self
        copy.places[name] = .memory(bytes)
        if copy.folded[name.lowercased()] == nil { copy.folded[name.lowercased()] = name }
        return copy
    }

    /// Looks a name up, exactly, then without regard to letter case.
    public func find(_ name: String) -> Found? {
        if places[name] != nil { return Found(name: name, isExact: true) }
        return folded[name.lowercased()].map { Found(name: $0, isExact: false) }
    }

    /// The content of a file by its own name; nil when it gives none.
    public func bytes(of name: String) -> [UInt8]? { try? content(of: name) }

    /// The content of a file by its own name.
    ///
    /// - Throws: why there is none.
    public func content(of name: String) throws(Refusal) -> [UInt8] {
        switch places[name] {
        case .memory(let bytes):
            guard bytes.count <= limits.fileBytes else { throw .tooLarge }
            return bytes
        case .disk(let path):
            let bytes = try readFile(path, below: root, limit: limits.fileBytes)
            if let admits, !admits(name, bytes) { throw .changed }
            return bytes
        case nil: throw .missing
        }
    }
}
