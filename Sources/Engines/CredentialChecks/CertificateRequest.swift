// What a development certificate shall say.

public import Foundation

/// The content of a certificate to be issued.
public struct CertificateRequest: Sendable {
    /// Whom it names.
    public var subject: DistinguishedName
    /// The first moment of its validity.
    public var notBefore: Date
    /// The last moment of its validity.
    public var notAfter: Date
    /// What its key may be used for.
    public var keyUsages: Set<KeyUsage>
    /// The purposes, by OID; empty leaves them unlimited.
    public var extendedKeyUsages: [String]
    /// Further names.
    public var alternativeNames: [AlternativeName]
    /// Further extensions.
    public var extensions: [CertificateExtension]
    /// Whether it is an authority, and how many authorities may stand below it.
    public var authority: AuthorityRole
    /// The kind of key to make for it.
    public var keys: KeyKind
    /// A public key to certify instead of that of the key made, as SubjectPublicKeyInfo in DER: for keys that nobody has, in tests.
    public var publicKey: [UInt8]?
    /// The digest of the signature: SHA-1 for tests alone.
    public var digest = DigestAlgorithm.sha256

    /// Whether a certificate may issue others.
    public enum AuthorityRole: Sendable, Hashable {
        /// It may not.
        case none
        /// It may, and so may as many authorities below it.
        case authority(below: Int)
    }

    /// A certificate for a TLS client, unless told otherwise.
    public init(
        subject: DistinguishedName, notBefore: Date, notAfter: Date, keyUsages: Set<KeyUsage> = [.digitalSignature],
        extendedKeyUsages: [String] = [ExtendedKeyUsage.clientAuthentication], alternativeNames: [AlternativeName] = [],
        extensions: [CertificateExtension] = [], authority: AuthorityRole = .none, keys: KeyKind = .ecP256
    ) {
        self.subject = subject
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.keyUsages = keyUsages
        self.extendedKeyUsages = extendedKeyUsages
        self.alternativeNames = alternativeNames
        self.extensions = extensions
        self.authority = authority
        self.keys = keys
    }

    /// All extensions that the request asks for, save the key identifiers.
    var allExtensions: [CertificateExtension] {
        var all: [CertificateExtension] = []
        if case .authority(let below) = authority {
            let content = DERValue.sequence([.boolean(true), .integer(UInt(max(0, below)))])
            all.append(CertificateExtension(type: CertificateExtensionType.basicConstraints, isCritical: true, value: content))
        }
        if !keyUsages.isEmpty {
            let bits = DERValue.bits(Set(keyUsages.map(\.rawValue)))
            all.append(CertificateExtension(type: CertificateExtensionType.keyUsage, isCritical: true, value: bits))
        }
        if !extendedKeyUsages.isEmpty {
            let purposes = DERValue.sequence(extendedKeyUsages.compactMap(DERValue.objectIdentifier))
            all.append(CertificateExtension(type: CertificateExtensionType.extendedKeyUsage, value: purposes))
        }
        if !alternativeNames.isEmpty {
            let names = DERValue.sequence(alternativeNames.map(\.der))
            all.append(CertificateExtension(type: CertificateExtensionType.subjectAlternativeName, value: names))
        }
        return all + extensions
    }
}
