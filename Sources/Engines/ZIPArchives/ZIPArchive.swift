// An archive that was read whole: every entry inflated and proven, in memory, under its name.

/// A file of an archive.
public struct ZIPEntry: Sendable, Hashable {
    /// Where it stands in the archive.
    public let path: ZIPPath
    /// Its bytes, inflated, of the size and checksum that the archive says.
    public let bytes: [UInt8]
}

/// An archive that was read whole.
///
/// Nothing is ever written to a path: entries are bytes under a name. An archive within an archive is an entry as any other.
public struct ZIPArchive: Sendable, Hashable {
    /// The files in the order of the central directory; folders are not listed.
    public let entries: [ZIPEntry]
    private let places: [String: Int]

    /// Reads an archive (APPNOTE 6.3.10): stored and deflated entries that fill it without gap or overlap, each what its headers say.
    public init(reading bytes: [UInt8], limits: ZIPLimits = .standard) throws(ZIPFailure) {
        guard bytes.count <= limits.archiveBytes else { throw ZIPFailure(.archiveTooLarge, detail: "\(bytes.count) > \(limits.archiveBytes)") }
        let view = ByteView(bytes: bytes)
        let directory = try CentralDirectory(of: view, limits: limits)
        var paths: [ZIPPath] = []
        var total = 0
        for entry in directory.entries {
            try entry.checkForm()
            paths.append(try entry.path(limits: limits))
            try entry.checkSize(limits: limits)
            total += entry.bytes
            guard total <= limits.totalBytes else { throw ZIPFailure(.totalTooLarge, detail: "> \(limits.totalBytes)") }
        }
        try Self.checkNames(paths)
        let packed = try directory.packedData(in: view)
        var entries: [ZIPEntry] = []
        var places: [String: Int] = [:]
        for (index, entry) in directory.entries.enumerated() {
            let content = try entry.content(of: packed[index])
            guard !paths[index].isFolder else { continue }
            places[paths[index].key] = entries.count
            entries.append(ZIPEntry(path: paths[index], bytes: content))
        }
        self.entries = entries
        self.places = places
    }

    /// The file of that name, in any letter case.
    public subscript(path: ZIPPath) -> ZIPEntry? { places[path.key].map { entries[$0] } }

    /// No name twice, and none that is a file and a folder.
    private static func checkNames(_ paths: [ZIPPath]) throws(ZIPFailure) {
        var files: Set<String> = []
        var folders: Set<String> = []
        for (index, path) in paths.enumerated() {
            let isNew = path.isFolder ? folders.insert(path.key).inserted : files.insert(path.key).inserted
            guard isNew else { throw ZIPFailure(.duplicate, entry: index + 1) }
        }
        for (index, path) in paths.enumerated() {
            var components = path.components
            if !path.isFolder { components.removeLast() }
            while !components.isEmpty {
                if files.contains(components.joined(separator: "/").lowercased()) { throw ZIPFailure(.duplicate, entry: index + 1, detail: "file and folder") }
                components.removeLast()
            }
        }
    }
}
