// One AES-256-GCM operation of OpenSSL, from its nonce to its tag.

import CCrypto

/// One encryption or decryption; each step says whether OpenSSL did it.
final class AuthenticatedCipher {
    private let context: OpaquePointer
    private let encrypting: Bool

    nonisolated(unsafe) private static let implementation = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)!

    init?(encrypting: Bool, key: [UInt8], nonce: ArraySlice<UInt8>) {
        guard let context = EVP_CIPHER_CTX_new() else { return nil }
        self.context = context
        self.encrypting = encrypting
        let ready = nonce.withUnsafeBufferPointer { EVP_CipherInit_ex2(context, Self.implementation, key, $0.baseAddress, encrypting ? 1 : 0, nil) }
        guard ready == 1 else { return nil }
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    /// Takes in bytes that are authenticated but not hidden.
    func authenticate(_ bytes: [UInt8]) -> Bool {
        var length: Int32 = 0
        return bytes.isEmpty || EVP_CipherUpdate(context, nil, &length, bytes, Int32(bytes.count)) == 1
    }

    /// Turns the bytes into the other form; pieces of at most 1 GiB, since OpenSSL counts in `int`.
    func process(_ bytes: ArraySlice<UInt8>, into output: UnsafeMutablePointer<UInt8>) -> Bool {
        var written = 0
        var rest = bytes
        while !rest.isEmpty {
            let piece = rest.prefix(1 << 30)
            var length: Int32 = 0
            let done = piece.withUnsafeBufferPointer { EVP_CipherUpdate(context, output + written, &length, $0.baseAddress, Int32($0.count)) }
            guard done == 1 else { return false }
            written += Int(length)
            rest = rest.dropFirst(piece.count)
        }
        return true
    }

    /// Ends the operation; when decrypting, whether the tag is right.
    func finish() -> Bool {
        var length: Int32 = 0
        var nothing = [UInt8](repeating: 0, count: 16)
        return EVP_CipherFinal_ex(context, &nothing, &length) == 1
    }

    func writeTag(to output: UnsafeMutablePointer<UInt8>, length: Int) -> Bool {
        EVP_CIPHER_CTX_ctrl(context, Int32(EVP_CTRL_AEAD_GET_TAG), Int32(length), output) == 1
    }

    func expectTag(_ tag: ArraySlice<UInt8>) -> Bool {
        var copy = Array(tag)
        return EVP_CIPHER_CTX_ctrl(context, Int32(EVP_CTRL_AEAD_SET_TAG), Int32(copy.count), &copy) == 1
    }
}
