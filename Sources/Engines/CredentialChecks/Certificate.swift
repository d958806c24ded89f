// A certificate, read once, with every field that a check may need.

public import Foundation

/// An X.509 certificate.
///
/// Reading a certificate proves nothing about it; `CertificatePathCheck` does.
public struct Certificate: Sendable {
    /// The largest certificate that is read, in bytes.
    public static let maximumByteCount = 1 << 20

    /// The bytes as received.
    public let der: [UInt8]
    /// The SHA-256 of the bytes, in hexadecimal: the certificate's fingerprint.
    public let fingerprint: String
    /// Whom it names.
    public let subject: DistinguishedName
    /// Who signed it.
    public let issuer: DistinguishedName
    /// The serial number in hexadecimal, upper case as `openssl x509 -serial` prints it.
    public let serialNumber: String
    /// The first moment of its validity.
    public let notBefore: Date
    /// The end of its validity; OpenSSL holds a certificate for expired from this very second on.
    public let notAfter: Date
    /// The algorithm of its key as OpenSSL names it: `RSA`, `EC`, `ED25519`; `unknown` where OpenSSL does not know it.
    public let keyAlgorithm: String
    /// The size of its key in bits, 0 where the algorithm is unknown.
    public let keyBits: Int
    /// The curve of an EC key as OpenSSL names it, for instance `prime256v1`; nil for other keys, and for a curve spelled out instead of named.
    public let curve: String?
    /// The digest of its issuer's signature as OpenSSL names it: `SHA256`; `none` for signatures that have no digest of their own (Ed25519),
    /// `unknown` where OpenSSL does not know the algorithm.
    public let signatureDigest: String
    /// The extensions, in order.
    public let extensions: [CertificateExtension]
    /// OpenSSL's own form.
    let handle: CertificateHandle

    /// The extension of that OID, if there is one.
    public func `extension`(_ type: String) -> CertificateExtension? { extensions.first { $0.type == type } }

    /// What its key may be used for; nil where the certificate does not limit it.
    public var keyUsages: Set<KeyUsage>? {
        self.extension(CertificateExtensionType.keyUsage).map { Set(($0.value?.bits ?? []).compactMap(KeyUsage.init)) }
    }

    /// The purposes it names, by OID; nil where the certificate does not limit them.
    public var extendedKeyUsages: [String]? {
        self.extension(CertificateExtensionType.extendedKeyUsage).map { ($0.value?.elements ?? []).compactMap(\.objectIdentifier) }
    }

    /// Its further names.
    public var alternativeNames: [AlternativeName] {
        (self.extension(CertificateExtensionType.subjectAlternativeName)?.value?.elements ?? []).map { name in
            let text = DERValue(tag: DERTag.ia5String, content: name.content).text
            return switch (name.tag & 0x1f, text) {
            case (1, let text?): .mail(text)
            case (2, let text?): .host(text)
            case (6, let text?): .uri(text)
            case (7, _): .address(name.content)
            default: .other(name)
            }
        }
    }

    /// Whether it says that it is an authority (basicConstraints).
    public var isAuthority: Bool {
        self.extension(CertificateExtensionType.basicConstraints)?.value?.elements?.first == .boolean(true)
    }

    /// Whether its subject is its issuer.
    public var isSelfIssued: Bool { subject == issuer }

    /// The certificate as PEM text (RFC 7468).
    public var pem: String {
        let lines = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN CERTIFICATE-----\n\(lines)\n-----END CERTIFICATE-----\n"
    }
}

extension Certificate: Hashable, CustomStringConvertible {
    /// Equal by bytes.
    public static func == (left: Certificate, right: Certificate) -> Bool { left.der == right.der }

    /// Hashes the fingerprint.
    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }

    /// The beginning of the fingerprint: no name.
    public var description: String { "certificate \(fingerprint.prefix(16))" }
}
