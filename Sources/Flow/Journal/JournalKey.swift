// The key of a journal: it seals what is kept of documents, and hides whose they are.

import CredentialChecks
import Foundation

/// The 256-bit key of a journal.
public struct JournalKey: Sendable {
    let sealing: SealingKey
    private let patientKey: [UInt8]

    /// Takes a key of 32 bytes.
    public init(_ bytes: [UInt8]) throws(JournalFailure) {
        do { sealing = try SealingKey(bytes) } catch { throw .malformedKey }
        patientKey = Digest.hmacSHA256(Array("passerelle journal, order of patients".utf8), key: bytes)
    }

    /// Takes a key of 64 hexadecimal digits, as configuration gives it.
    public init(hexadecimal text: String) throws(JournalFailure) {
        guard let bytes = [UInt8](hexadecimal: text) else { throw .malformedKey }
        try self.init(bytes)
    }

    /// Reads the key that a file holds as 64 hexadecimal digits.
    public init(file path: String) throws(JournalFailure) {
        guard let data = FileManager.default.contents(atPath: path) else { throw .folder("no key can be read at \(path)") }
        try self.init(hexadecimal: String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Reads the key in a file, or makes a new one there that only its owner can read (mode 0600).
    public static func kept(at path: String) throws(JournalFailure) -> JournalKey {
        if FileManager.default.fileExists(atPath: path) { return try JournalKey(file: path) }
        let key = randomBytes(SealingKey.byteCount)
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .folder(String(cString: strerror(errno))) }
        defer { close(file) }
        let line = Array((hexadecimal(key) + "\n").utf8)
        // A journal sealed with a key that is lost with the power is lost as well.
        guard write(file, line, line.count) == line.count, fsync(file) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(path)
            throw .folder(reason)
        }
        return try JournalKey(key)
    }

    /// A name for a patient that nobody without the key can trace back, 16 bytes.
    func pseudonym(ofPatient id: String) -> [UInt8] { Array(Digest.hmacSHA256(Array(id.utf8), key: patientKey).prefix(16)) }

    /// A name for anything else that may tell of a patient, such as an address, 16 bytes.
    func mark(of text: String) -> [UInt8] { Array(Digest.hmacSHA256(Array("mark \(text)".utf8), key: patientKey).prefix(16)) }
}
