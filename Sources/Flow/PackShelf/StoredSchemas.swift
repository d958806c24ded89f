// Schemas of a pack as they were read and expanded, kept so that it need be done but once.

import CredentialChecks
import Foundation
import Glibc
import SchematronEngine
import Synchronization

/// The stored schemas of one pack: a folder that may vanish or be spoilt at any time, which costs time and nothing else.
///
/// The folder's name holds the pack's digest and the mark of the program that wrote it, so that another content or another program never finds it. Each
/// file begins with the SHA-256 of what follows.
final class StoredSchemas: Sendable {
    private let folder: String

    /// - Parameters:
    ///   - cache: the folder of all that was worked out.
    ///   - digest: the pack's.
    init(in cache: String, digest: String) {
        folder = "\(cache)/\(digest)/\(Self.programMark)"
    }

    /// The schema of a file; nil when it is not stored, or not as it was written.
    func schema(_ file: String) -> SchemaModel? {
        guard let bytes = FileManager.default.contents(atPath: path(of: file)).map({ [UInt8]($0) }), bytes.count > Self.digestLength else { return nil }
        let content = Array(bytes[Self.digestLength...])
        guard Digest.sha256(content) == Array(bytes[..<Self.digestLength]), let model = SchemaModel(stored: content), model.file == file else { return nil }
        return model
    }

    /// Stores a schema; where that cannot be done, it is not.
    func store(_ model: SchemaModel) {
        let content = model.stored
        let passing = "\(folder)/.\(UUID().uuidString)"
        do {
            if !FileManager.default.fileExists(atPath: folder) {
                try? FileManager.default.removeItem(atPath: URL(filePath: folder).deletingLastPathComponent().path)
            }
            try RulePackShelf.write(Digest.sha256(content) + content, to: passing)
            guard rename(passing, path(of: model.file)) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            try? FileManager.default.removeItem(atPath: passing)
        }
    }

    private func path(of file: String) -> String { "\(folder)/\(hexadecimal(Digest.sha256(Array(file.utf8)).prefix(12)))" }

    private static let digestLength = 32

    /// What tells one build of the program from another: the size and the time of its file.
    private static let programMark: String = {
        var facts = stat()
        guard stat("/proc/self/exe", &facts) == 0 else { return "program" }
        return "\(facts.st_size)-\(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)"
    }()
}
