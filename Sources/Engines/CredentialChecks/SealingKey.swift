// Seals bytes so that they can be neither read nor altered at rest.

import CCrypto

/// A 256-bit key that seals bytes with AES-256-GCM (NIST SP 800-38D).
///
/// A sealed box is: one version byte (1), a random 96-bit nonce, the ciphertext, the 128-bit tag. The version byte and
/// the caller's context are authenticated with it, so that a box moved to another row does not open. With random nonces
/// one key seals 2³² boxes safely.
public struct SealingKey: Sendable {
    /// What sealing adds to the length, in bytes.
    public static let overhead = 1 + nonceLength + tagLength
    /// The length of a key in bytes.
    public static let byteCount = 32
    private static let version: UInt8 = 1
    private static let nonceLength = 12
    private static let tagLength = 16

    private let bytes: [UInt8]

    /// A key of 32 bytes; any other length is refused.
    public init(_ bytes: [UInt8]) throws(SealingFailure) {
        guard bytes.count == Self.byteCount else { throw .keyLength }
        self.bytes = bytes
    }

    /// A new random key.
    public static func random() -> SealingKey {
        SealingKey(unchecked: randomBytes(byteCount))
    }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// The key's 32 bytes: for writing it down where it is kept, and nowhere else.
    public var secretBytes: [UInt8] { bytes }

    /// The first bytes of the key's SHA-256, in hexadecimal: names the key without telling it.
    public var name: String { hexadecimal(Digest.sha256(bytes).prefix(8)) }

    /// Seals bytes, bound to a context such as the name of the row that keeps them.
    public func seal(_ plain: [UInt8], context: [UInt8] = []) throws(SealingFailure) -> [UInt8] {
        let head = [Self.version] + randomBytes(Self.nonceLength)
        var complete = false
        let box = [UInt8](unsafeUninitializedCapacity: plain.count + Self.overhead) { buffer, filled in
            guard let cipher = AuthenticatedCipher(encrypting: true, key: bytes, nonce: head.dropFirst()) else { return }
            let start = buffer.baseAddress!
            _ = buffer.update(fromContentsOf: head)
            guard cipher.authenticate([Self.version]), cipher.authenticate(context), cipher.process(plain[...], into: start + head.count),
                cipher.finish(), cipher.writeTag(to: start + head.count + plain.count, length: Self.tagLength)
            else { return }
            complete = true
            filled = plain.count + Self.overhead
        }
        guard complete else { throw .machinery }
        return box
    }

    /// Opens a sealed box; another key, another context or an altered byte is refused as `notAuthentic`.
    public func open(_ box: [UInt8], context: [UInt8] = []) throws(SealingFailure) -> [UInt8] {
        guard box.count >= Self.overhead else { throw .truncated }
        guard box[0] == Self.version else { throw .unknownVersion }
        let contentStart = 1 + Self.nonceLength
        let contentEnd = box.count - Self.tagLength
        var failure: SealingFailure? = .machinery
        let plain = [UInt8](unsafeUninitializedCapacity: contentEnd - contentStart + 1) { buffer, filled in
            guard let cipher = AuthenticatedCipher(encrypting: false, key: bytes, nonce: box[1..<contentStart]) else { return }
            guard cipher.authenticate([Self.version]), cipher.authenticate(context),
                cipher.process(box[contentStart..<contentEnd], into: buffer.baseAddress!), cipher.expectTag(box[contentEnd...])
            else { return }
            guard cipher.finish() else {
                failure = .notAuthentic
                return
            }
            failure = nil
            filled = contentEnd - contentStart
        }
        if let failure { throw failure }
        return plain
    }

    /// Seals bytes, bound to a context in words.
    public func seal(_ plain: [UInt8], context: String) throws(SealingFailure) -> [UInt8] { try seal(plain, context: Array(context.utf8)) }

    /// Opens a box that was bound to a context in words.
    public func open(_ box: [UInt8], context: String) throws(SealingFailure) -> [UInt8] { try open(box, context: Array(context.utf8)) }
}

extension SealingKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The key's name, never the key.
    public var description: String { "sealing key \(name)" }
    /// The key's name, never the key.
    public var debugDescription: String { description }
    /// Nothing: a dump shows no key.
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
