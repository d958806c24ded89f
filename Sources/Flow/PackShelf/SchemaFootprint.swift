// Whether the schemas of a pack on the shelf are still those that were added, at the cost of a look at each file.

import CredentialChecks
import Foundation
import Glibc
import Validation

/// The sizes and times of a pack's Schematrons when their digests were last right.
///
/// What is stored of a schema is used without reading its file: a file that was changed since would go unnoticed. One whose size and time are as they were
/// is taken as unchanged; any other is read and held against the manifest. Value sets and XML Schemas are held against it whenever they are read.
struct SchemaFootprint {
    private let file: String

    /// - Parameter file: the file that keeps the marks; it may vanish at any time, which costs a reading of the schemas.
    init(_ file: String) { self.file = file }

    /// Refuses a pack with a Schematron that is not as the manifest says.
    func hold(_ pack: ShelvedPack) throws(PackFailure) {
        let known = marks()
        var now: [String: String] = [:]
        for (name, digest) in pack.manifest.files where name.hasSuffix(".sch") {
            let path = "\(pack.folder)/\(name)"
            guard let mark = Self.mark(of: path) else { throw PackFailure(.missing, file: path, "the manifest lists the file, and it cannot be read") }
            if known[name] != mark {
                guard let bytes = FileManager.default.contents(atPath: path), hexadecimal(Digest.sha256([UInt8](bytes))) == digest else {
                    throw PackFailure(.changed, file: path, "the file is not what the manifest says")
                }
            }
            now[name] = mark
        }
        if now != known { keep(now) }
    }

    private func marks() -> [String: String] {
        guard let bytes = FileManager.default.contents(atPath: file) else { return [:] }
        var marks: [String: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 1)
            if parts.count == 2 { marks[String(parts[1])] = String(parts[0]) }
        }
        return marks
    }

    /// Where the marks cannot be kept, the next look reads the files again.
    private func keep(_ marks: [String: String]) {
        let text = marks.sorted { $0.key < $1.key }.map { "\($0.value)\t\($0.key)\n" }.joined()
        let passing = "\(file).\(UUID().uuidString)"
        guard (try? RulePackShelf.write(Array(text.utf8), to: passing)) != nil, rename(passing, file) == 0 else {
            try? FileManager.default.removeItem(atPath: passing)
            return
        }
    }

    private static func mark(of path: String) -> String? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return "\(facts.st_size) \(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)"
    }
}
