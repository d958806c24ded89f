// The files a schema is made of, and the wall around them.

import Glibc
import Synchronization

/// Answers what libxml2 asks for while it compiles: only files of the pack, never the network, never a path that leaves the folder.
///
/// libxml2 is told that the pack lies under a made-up root, so that every relative location comes back resolved and can be told from all others.
final class SchemaFiles: Sendable {
    private static let root = "/pack/"

    private enum Store: Sendable {
        case memory([String: [UInt8]])
        case folder(String)
    }

    private let store: Store
    private let refused = Mutex<[String]>([])
    private let given = Mutex<[[UInt8]]>([])

    init(_ files: [String: [UInt8]]) {
        store = .memory(files)
    }

    init(folder: String) throws(SchemaFailure) {
        guard let real = realpath(folder, nil) else { throw SchemaFailure(.unreadable, file: folder, "there is no such folder") }
        defer { free(real) }
        store = .folder(String(cString: real))
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
        switch store {
        case .memory(let files): return files[file]
        case .folder(let folder):
            // A symbolic link may point anywhere: what counts is where the file really lies.
            guard let real = realpath(folder + "/" + file, nil) else { return nil }
            defer { free(real) }
            guard String(cString: real).hasPrefix(folder + "/") else { return nil }
            return Self.read(real)
        }
    }

    private static func read(_ path: UnsafePointer<CChar>) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(facts.st_size)
        var filled = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while filled < size {
                let got = Glibc.read(descriptor, buffer.baseAddress! + filled, size - filled)
                if got <= 0 { break }
                filled += got
            }
            count = filled
        }
        return filled == size ? bytes : nil
    }
}
