// Why bytes are not a certificate.

/// Why bytes could not be read as a certificate or as certificates.
public enum CertificateFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The bytes are no X.509 certificate, or something follows it.
    case notACertificate
    /// The certificate is larger than the limit, in bytes.
    case tooLarge(limit: Int)
    /// A part that every certificate has cannot be read: `subject`, `issuer`, `validity`, `extensions`.
    case unreadable(part: String)
    /// A PEM text holds no certificate.
    case noCertificate
    /// The certificate at this position of a PEM text, counted from 1, cannot be read.
    case unreadableInChain(position: Int)

    /// The code and the part; no content.
    public var description: String {
        switch self {
        case .notACertificate: "certificate.unreadable: not an X.509 certificate"
        case .tooLarge(let limit): "certificate.unreadable: more than \(limit) bytes"
        case .unreadable(let part): "certificate.unreadable: \(part)"
        case .noCertificate: "certificate.unreadable: no certificate in the PEM text"
        case .unreadableInChain(let position): "certificate.unreadable: certificate \(position) of the PEM text"
        }
    }
}
