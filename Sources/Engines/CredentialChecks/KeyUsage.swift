// What a key may be used for.

/// The uses of a key (RFC 5280, 4.2.1.3), numbered as the bits of the extension.
public enum KeyUsage: Int, Sendable, Hashable, CaseIterable {
    /// Signatures other than those on certificates and CRLs; TLS client authentication needs it.
    case digitalSignature = 0
    /// Signatures that bind the signer (nonRepudiation).
    case contentCommitment
    /// Encryption of keys.
    case keyEncipherment
    /// Encryption of data.
    case dataEncipherment
    /// Key agreement.
    case keyAgreement
    /// Signatures on certificates.
    case certificateSigning
    /// Signatures on revocation lists.
    case revocationListSigning
    /// Only encryption, with key agreement.
    case encipherOnly
    /// Only decryption, with key agreement.
    case decipherOnly
}

/// The purposes that certificates name by OID (RFC 5280, 4.2.1.12).
public enum ExtendedKeyUsage {
    /// TLS server authentication.
    public static let serverAuthentication = "1.3.6.1.5.5.7.3.1"
    /// TLS client authentication.
    public static let clientAuthentication = "1.3.6.1.5.5.7.3.2"
    /// Signing of mail.
    public static let emailProtection = "1.3.6.1.5.5.7.3.4"
}
