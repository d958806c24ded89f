// The name of a file as the system has it: bytes, which need be no text.

import CredentialChecks

/// The name of a file within its folder.
struct FileName: Sendable, Hashable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The most that Linux file systems take.
    static let mostBytes = 255

    /// Whether a file of this name is not for us: hidden, unfinished by its ending, or one that we wrote.
    var isPassedOver: Bool {
        if bytes.first == UInt8(ascii: ".") || bytes.isEmpty { return true }
        return [".part", ".tmp", Self.accepted, Self.refused].contains { ends(with: $0) }
    }

    /// Whether the name ends with these ASCII characters, whatever their case.
    func ends(with ending: String) -> Bool {
        bytes.count >= ending.utf8.count && bytes.suffix(ending.utf8.count).elementsEqual(ending.utf8) { $0 | ($0 >= 0x41 && $0 <= 0x5A ? 0x20 : 0) == $1 }
    }

    static let accepted = ".accepted.json", refused = ".refused.json"

    /// The name with something behind it; one that would grow too long is cut, and keeps a digest of itself so that no two meet.
    func followed(by ending: String) -> FileName {
        let whole = bytes + Array(ending.utf8)
        guard whole.count > Self.mostBytes else { return FileName(whole) }
        let tail = "~" + hexadecimal(Digest.sha256(bytes)).prefix(16) + ending
        return FileName(bytes.prefix(Self.mostBytes - tail.utf8.count) + Array(tail.utf8))
    }

    /// Hands the name to the system.
    func withPath<Value>(_ body: (UnsafePointer<CChar>) -> Value) -> Value {
        let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
        return terminated.withUnsafeBufferPointer { body($0.baseAddress!) }
    }
}
