// The signature algorithms of tokens: those with a public key, and no others.

import CCrypto

/// A signature algorithm of JSON Web Signatures (RFC 7518, 3.1).
///
/// `none` and the keyed digests (HS256 …) are left out on purpose: what cannot be named cannot be accepted.
public enum SignatureAlgorithm: String, Sendable, Hashable, Codable, CaseIterable {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    case rs256 = "RS256"
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    case rs384 = "RS384"
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    case rs512 = "RS512"
    /// RSASSA-PSS with SHA-256.
    case ps256 = "PS256"
    /// RSASSA-PSS with SHA-384.
    case ps384 = "PS384"
    /// RSASSA-PSS with SHA-512.
    case ps512 = "PS512"
    /// ECDSA on P-256 with SHA-256.
    case es256 = "ES256"
    /// ECDSA on P-384 with SHA-384.
    case es384 = "ES384"
    /// ECDSA on P-521 with SHA-512.
    case es512 = "ES512"

    /// Whether padding is probabilistic (PSS, salt as long as the digest).
    var isPSS: Bool { self == .ps256 || self == .ps384 || self == .ps512 }

    /// The curve, nil for RSA.
    var curve: EllipticCurve? {
        switch self {
        case .es256: .p256
        case .es384: .p384
        case .es512: .p521
        default: nil
        }
    }

    /// OpenSSL's digest, looked up once.
    var digest: OpaquePointer {
        switch self {
        case .rs256, .ps256, .es256: Self.sha256
        case .rs384, .ps384, .es384: Self.sha384
        case .rs512, .ps512, .es512: Self.sha512
        }
    }

    nonisolated(unsafe) private static let sha256 = EVP_MD_fetch(nil, "SHA256", nil)!
    nonisolated(unsafe) private static let sha384 = EVP_MD_fetch(nil, "SHA384", nil)!
    nonisolated(unsafe) private static let sha512 = EVP_MD_fetch(nil, "SHA512", nil)!
}

/// A curve that tokens are signed on (RFC 7518, 6.2.1.1).
public enum EllipticCurve: String, Sendable, Hashable, CaseIterable {
    /// secp256r1.
    case p256 = "P-256"
    /// secp384r1.
    case p384 = "P-384"
    /// secp521r1.
    case p521 = "P-521"

    /// The length of a coordinate, and of each half of a signature, in bytes.
    var byteCount: Int {
        switch self {
        case .p256: 32
        case .p384: 48
        case .p521: 66
        }
    }

    /// The curve's OID (RFC 5480, 2.1.1.1).
    var objectIdentifier: DERValue {
        switch self {
        case .p256: DERValue(tag: DERTag.objectIdentifier, content: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07])
        case .p384: DERValue(tag: DERTag.objectIdentifier, content: [0x2b, 0x81, 0x04, 0x00, 0x22])
        case .p521: DERValue(tag: DERTag.objectIdentifier, content: [0x2b, 0x81, 0x04, 0x00, 0x23])
        }
    }
}
