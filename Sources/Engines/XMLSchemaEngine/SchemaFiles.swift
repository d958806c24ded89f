// Answers what libxml2 asks for while it compiles a schema.

import Synchronization
import XMLTree

/// Gives libxml2 files of the pack: never the network, never a path that leaves the folder.
///
/// libxml2 is told that the pack lies under a made-up root, so that every relative location comes back resolved and can be told from all others.
final class SchemaFiles: Sendable {
    private static let root = "/pack/"

    private let files: SealedFolder
    private let refused = Mutex<[String]>([])
    private let given = Mutex<[[UInt8]]>([])

    init(_ files: SealedFolder) throws(SchemaFailure) {
        if files.trouble == .noFolder { throw SchemaFailure(.unreadable, file: "", "there is no such folder") }
        self.files = files
    }

    /// The locations that were asked for and not there, in order, each once.
    var missing: [String] { refused.withLock { $0 } }

    /// The bytes of the files that were asked for and given.
    var sources: [[UInt8]] { given.withLock { $0 } }

    /// The made-up location of a file of the pack.
    static func location(of file: String) -> String { root + file }

    /// The path inside the pack of a made-up location; other locations stay as they are.
    static func file(at location: String) -> String {
        location.hasPrefix(root) ? String(location.dropFirst(root.count)) : location
    }

    /// The bytes of a location, nil when it is not one of the pack's files.
    func answer(_ location: String) -> [UInt8]? {
        if location.hasPrefix(Self.root), let bytes = bytes(of: Self.file(at: location)) {
            given.withLock { $0.append(bytes) }
            return bytes
        }
        refused.withLock { if !$0.contains(Self.file(at: location)) { $0.append(Self.file(at: location)) } }
        return nil
    }

    /// The bytes of a file by its path inside the pack.
    func bytes(of file: String) -> [UInt8]? {
        files.find(file).flatMap { files.bytes(of: $0.name) }
    }
}
