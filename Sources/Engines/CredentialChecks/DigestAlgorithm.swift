// The digests that the field uses, as OpenSSL provides them.

import CCrypto

/// A digest algorithm.
public enum DigestAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// SHA-1, 20 bytes: only where XDS asks for it (`hash` of a DocumentEntry).
    case sha1
    /// SHA-256, 32 bytes.
    case sha256

    /// The length of the digest in bytes.
    public var byteCount: Int { self == .sha1 ? 20 : 32 }

    /// OpenSSL's implementation, looked up once: `EVP_sha256()` would look it up at every call.
    var implementation: OpaquePointer {
        switch self {
        case .sha1: Self.sha1Implementation
        case .sha256: Self.sha256Implementation
        }
    }

    nonisolated(unsafe) private static let sha1Implementation = EVP_MD_fetch(nil, "SHA1", nil)!
    nonisolated(unsafe) private static let sha256Implementation = EVP_MD_fetch(nil, "SHA256", nil)!
}
