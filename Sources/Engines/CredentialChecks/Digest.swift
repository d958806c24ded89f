// Digests and keyed digests of bytes, in one call.

import CCrypto

/// Digests of bytes in one call; see `RunningDigest` for bytes that come in pieces.
public enum Digest {
    /// The SHA-1 digest, 20 bytes.
    public static func sha1(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, by: .sha1) }

    /// The SHA-256 digest, 32 bytes.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, by: .sha256) }

    /// The digest of the bytes by one algorithm.
    public static func digest(_ bytes: [UInt8], by algorithm: DigestAlgorithm) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: algorithm.byteCount) { buffer, filled in
            let done = bytes.withUnsafeBytes { EVP_Digest($0.baseAddress, $0.count, buffer.baseAddress, nil, algorithm.implementation, nil) }
            precondition(done == 1, "OpenSSL has no \(algorithm.rawValue)")
            filled = algorithm.byteCount
        }
    }

    /// The HMAC-SHA256 of the bytes under a key (RFC 2104), 32 bytes.
    public static func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, filled in
            var length = 0
            // An empty key is legal, a null pointer for it is not.
            let (keyBytes, message) = (key.isEmpty ? [0] : key, bytes.isEmpty ? [0] : bytes)
            let result = EVP_Q_mac(nil, "HMAC", nil, "SHA256", nil, keyBytes, key.count, message, bytes.count, buffer.baseAddress, 32, &length)
            precondition(result != nil && length == 32, "OpenSSL has no HMAC-SHA256")
            filled = 32
        }
    }
}
