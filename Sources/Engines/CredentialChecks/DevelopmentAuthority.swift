// A small certification authority for development and tests: never for real cards.

public import Foundation

/// A root and an issuing authority, made on the spot.
///
/// Keys are on P-256 unless asked otherwise: a sandbox issues a dozen identities at its start, and a test suite hundreds,
/// where each RSA key would cost a large part of a second. No moment is read from a clock: callers hand it in.
public struct DevelopmentAuthority: Sendable {
    /// The self-signed root, which verifiers are configured with.
    public let root: IssuedCertificate
    /// The authority below it, which issues.
    public let issuing: IssuedCertificate

    /// Makes a new authority, valid for ten years from shortly before `now`.
    public init(named name: String = "Passerelle development", now: Date, keys: KeyKind = .ecP256) throws(OpenSSLFailure) {
        root = try sign(Self.request("\(name) root", of: name, below: 1, now: now, keys: keys), by: nil)
        issuing = try sign(Self.request("\(name) issuing authority", of: name, below: 0, now: now, keys: keys), by: root)
    }

    /// Takes an authority up again that was written down as PEM text; see `files`.
    public init(files: [String: String]) throws {
        func read(_ name: String) throws -> (Certificate, PrivateKey) {
            guard let certificate = files["\(name).pem"], let key = files["\(name).key"] else { throw CertificateFailure.noCertificate }
            return (try Certificate.chain(pem: certificate)[0], try PrivateKey(pem: key))
        }
        let (rootCertificate, rootKey) = try read("root")
        let (issuingCertificate, issuingKey) = try read("issuing")
        root = IssuedCertificate(certificate: rootCertificate, key: rootKey, chain: [rootCertificate])
        issuing = IssuedCertificate(certificate: issuingCertificate, key: issuingKey, chain: [issuingCertificate])
    }

    /// The authority as PEM text by file name; the keys are secret.
    ///
    /// The names are `root.pem`, `root.key`, `issuing.pem` and `issuing.key`.
    public func files() throws(OpenSSLFailure) -> [String: String] {
        [
            "root.pem": root.certificate.pem, "root.key": try root.keyPEM(),
            "issuing.pem": issuing.certificate.pem, "issuing.key": try issuing.keyPEM(),
        ]
    }

    /// Issuing authority and root as PEM text: what a verifier is configured with.
    public var authoritiesPEM: String { issuing.certificate.pem + root.certificate.pem }

    /// Issuing authority and root as trust anchors.
    public func anchors() throws(TrustAnchorsFailure) -> TrustAnchors { try TrustAnchors([issuing.certificate, root.certificate]) }

    /// Issues what is asked for, signed by the issuing authority.
    public func issue(_ request: CertificateRequest) throws(OpenSSLFailure) -> IssuedCertificate { try issuing.issue(request) }

    /// Issues a certificate that vouches for itself: a fault, for tests.
    public static func selfSigned(_ request: CertificateRequest) throws(OpenSSLFailure) -> IssuedCertificate { try sign(request, by: nil) }

    /// A revocation list of the issuing authority and an empty one of the root, PEM, from shortly before `now`, for `days`.
    public func revocationLists(revoking certificates: [Certificate] = [], now: Date, days: Int = 30, number: UInt = 1) throws(OpenSSLFailure) -> String {
        let (start, end) = (now - Self.clockSlack, now + Double(days) * 86_400)
        let ofIssuing = try issuing.revocationList(RevocationListRequest(revoking: certificates, thisUpdate: start, nextUpdate: end, number: number))
        let ofRoot = try root.revocationList(RevocationListRequest(revoking: [Certificate](), thisUpdate: start, nextUpdate: end, number: number))
        return pemText(ofIssuing, label: "X509 CRL") + pemText(ofRoot, label: "X509 CRL")
    }

    /// Issues a TLS server certificate for hosts and IP addresses, valid for `years`.
    public func server(
        hosts: [String] = ["localhost"], addresses: [[UInt8]] = loopbackAddresses, now: Date, years: Int = 1, keys: KeyKind = .ecP256
    ) throws(OpenSSLFailure) -> IssuedCertificate {
        let names = hosts.map(AlternativeName.host) + addresses.map(AlternativeName.address)
        let subject = DistinguishedName([[(.organization, issuing.certificate.subject.text(.organization) ?? "")], [(.commonName, hosts.first ?? "server")]])
        let usages: Set<KeyUsage> = keys == .rsa2048 ? [.digitalSignature, .keyEncipherment] : [.digitalSignature]
        return try issue(
            CertificateRequest(
                subject: subject, notBefore: now - Self.clockSlack, notAfter: now + Double(years) * Self.year, keyUsages: usages,
                extendedKeyUsages: [ExtendedKeyUsage.serverAuthentication], alternativeNames: names, keys: keys))
    }

    /// Issues a plain TLS client certificate, valid for `years`.
    public func client(named name: String, now: Date, years: Int = 1, keys: KeyKind = .ecP256) throws(OpenSSLFailure) -> IssuedCertificate {
        let subject = DistinguishedName([[(.organization, issuing.certificate.subject.text(.organization) ?? "")], [(.commonName, name)]])
        return try issue(CertificateRequest(subject: subject, notBefore: now - Self.clockSlack, notAfter: now + Double(years) * Self.year, keys: keys))
    }

    /// 127.0.0.1 and ::1.
    public static let loopbackAddresses: [[UInt8]] = [[127, 0, 0, 1], [UInt8](repeating: 0, count: 15) + [1]]
    /// A year of 365 days, in seconds.
    public static let year: TimeInterval = 365 * 86_400
    /// How long before `now` certificates begin, in seconds: two clocks never agree.
    public static let clockSlack: TimeInterval = 300

    private static func request(_ commonName: String, of organization: String, below: Int, now: Date, keys: KeyKind) -> CertificateRequest {
        CertificateRequest(
            subject: DistinguishedName([[(.organization, organization)], [(.commonName, commonName)]]), notBefore: now - clockSlack, notAfter: now + 10 * year,
            keyUsages: [.certificateSigning, .revocationListSigning], extendedKeyUsages: [], authority: .authority(below: below), keys: keys)
    }
}
