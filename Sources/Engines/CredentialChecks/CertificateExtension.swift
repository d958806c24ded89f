// The extensions of certificates, as they stand there.

/// The extensions that this module reads or writes, by OID (RFC 5280, 4.2.1).
public enum CertificateExtensionType {
    /// subjectKeyIdentifier.
    public static let subjectKeyIdentifier = "2.5.29.14"
    /// keyUsage.
    public static let keyUsage = "2.5.29.15"
    /// subjectAltName.
    public static let subjectAlternativeName = "2.5.29.17"
    /// basicConstraints.
    public static let basicConstraints = "2.5.29.19"
    /// authorityKeyIdentifier.
    public static let authorityKeyIdentifier = "2.5.29.35"
    /// extKeyUsage.
    public static let extendedKeyUsage = "2.5.29.37"
}

/// An extension as it stands in a certificate.
public struct CertificateExtension: Sendable, Hashable {
    /// The OID.
    public let type: String
    /// Whether a reader that does not know it must refuse the certificate.
    public let isCritical: Bool
    /// The content of the extension's OCTET STRING.
    public let bytes: [UInt8]

    /// States an extension.
    public init(type: String, isCritical: Bool = false, bytes: [UInt8]) {
        self.type = type
        self.isCritical = isCritical
        self.bytes = bytes
    }

    /// States an extension that holds a DER value.
    public init(type: String, isCritical: Bool = false, value: DERValue) {
        self.init(type: type, isCritical: isCritical, bytes: value.encoded)
    }

    /// The content as a DER value; nil where it is none.
    public var value: DERValue? { DERValue(bytes) }
}
