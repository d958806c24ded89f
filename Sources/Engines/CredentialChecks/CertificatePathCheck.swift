// Proves that a certificate chains to a trusted authority, for a purpose, at a moment.

import CCrypto
public import Foundation

/// What a certificate is presented for.
public enum CertificatePurpose: Sendable, Hashable {
    /// Authentication of a TLS client.
    case tlsClient
    /// Authentication of a TLS server.
    case tlsServer

    var openSSLPurpose: Int32 { self == .tlsClient ? X509_PURPOSE_SSL_CLIENT : X509_PURPOSE_SSL_SERVER }
}

/// What a path check says.
public struct CertificatePathVerdict: Sendable, Hashable {
    /// The path as far as it could be built, leaf first.
    public let chain: [Certificate]
    /// Every reason to refuse, from the leaf upward; empty for a trusted path.
    public let failures: [CertificatePathFailure]

    /// Whether the leaf chains to a trusted authority, and nothing in the path forbids it.
    public var isTrusted: Bool { failures.isEmpty }

    /// The moments at which every certificate of the path is valid; nil where there are none.
    public var validity: Range<Date>? {
        guard let start = chain.map(\.notBefore).max(), let end = chain.map(\.notAfter).min(), start < end else { return nil }
        return start..<end
    }
}

/// Builds and proves certificate paths with OpenSSL (RFC 5280, 6).
///
/// OpenSSL alone decides, with its own stopping at the first error. Only when it has refused is the path walked again
/// past each error, to be able to name them all.
public struct CertificatePathCheck: Sendable {
    /// The most certificates of a presented chain that are looked at.
    public static let longestPresentedChain = 10

    /// The trusted authorities.
    public let anchors: TrustAnchors
    /// What the certificate must be good for.
    public let purpose: CertificatePurpose
    /// The most issuing authorities between leaf and root.
    public let maximumIntermediates: Int
    /// OpenSSL's security level: 2 asks for 112 bits (RSA 2048, EC 224, SHA-256); 1 for 80 bits.
    public let securityLevel: Int

    /// Prepares a check.
    public init(anchors: TrustAnchors, purpose: CertificatePurpose = .tlsClient, maximumIntermediates: Int = 4, securityLevel: Int = 2) {
        self.anchors = anchors
        self.purpose = purpose
        self.maximumIntermediates = maximumIntermediates
        self.securityLevel = securityLevel
    }

    /// Proves the path of the first certificate; the others may help to build it, in any order.
    public func verdict(on presented: [Certificate], at moment: Date) -> CertificatePathVerdict {
        guard let leaf = presented.first else { return refusal(.none) }
        guard presented.count <= Self.longestPresentedChain else { return refusal(.chainTooLong, leaf) }
        let helpers = presented.dropFirst() + anchors.intermediates
        guard let strict = PathOperation(leaf: leaf, helpers: Array(helpers), check: self, moment: moment) else { return refusal(.refused, leaf) }
        if strict.isAccepted { return CertificatePathVerdict(chain: strict.chain, failures: []) }

        let explaining = PathOperation(leaf: leaf, helpers: Array(helpers), check: self, moment: moment)
        explaining?.continueAndCollect()
        var failures = strict.firstFailure.map { [$0] } ?? []
        for failure in explaining?.collected ?? [] where !failures.contains(where: { $0.code == failure.code && $0.depth == failure.depth }) {
            failures.append(failure)
        }
        // OpenSSL repeats a missing issuer as a signature that it could not verify.
        let known = failures.contains { $0.openSSLCode == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY }
        failures.removeAll { known && $0.openSSLCode == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE }
        failures.sort { $0.depth < $1.depth }
        return CertificatePathVerdict(chain: explaining?.chain ?? [leaf], failures: failures.map(namingMissingIntermediate))
    }

    /// Proves the path of a chain as a TLS connection gives it, DER, leaf first.
    public func verdict(on presented: [[UInt8]], at moment: Date) -> CertificatePathVerdict {
        guard presented.count <= Self.longestPresentedChain else { return refusal(.chainTooLong) }
        var certificates: [Certificate] = []
        for (depth, der) in presented.enumerated() {
            guard let certificate = try? Certificate(der: der) else { return refusal(.unreadable, certificates.first, depth: depth) }
            certificates.append(certificate)
        }
        return verdict(on: certificates, at: moment)
    }

    private func refusal(_ code: CertificatePathCode, _ leaf: Certificate? = nil, depth: Int = 0) -> CertificatePathVerdict {
        let failure = CertificatePathFailure(code: code, depth: depth, certificate: depth == 0 ? leaf : nil, openSSLCode: 0)
        return CertificatePathVerdict(chain: leaf.map { [$0] } ?? [], failures: [failure])
    }

    /// A missing issuer of the same organisation as a configured authority is a gap in the chain rather than a stranger.
    private func namingMissingIntermediate(_ failure: CertificatePathFailure) -> CertificatePathFailure {
        guard failure.openSSLCode == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, let certificate = failure.certificate,
            let organization = certificate.issuer.text(.organization),
            anchors.roots.contains(where: { $0.subject.text(.organization) == organization && $0.subject != certificate.issuer })
        else { return failure }
        return CertificatePathFailure(code: .chainIncomplete, depth: failure.depth, certificate: certificate, openSSLCode: failure.openSSLCode)
    }
}
