// Proves that a certificate chains to a trusted authority, for a purpose, at a moment.

import CCrypto
public import Foundation

/// What a path check says.
public struct CertificatePathVerdict: Sendable, Hashable {
    /// The path as far as it could be built, leaf first.
    public let chain: [Certificate]
    /// Every reason to refuse, from the leaf upward; empty for a trusted path.
    public let failures: [CertificatePathFailure]
    /// What is not known of revocation, where lists are used when present: told, and refuses nothing.
    public let gaps: [CertificatePathFailure]
    /// When a revocation list begins or ends to be in force after the moment of the check; nil where none does.
    public let listsChangeAt: Date?

    init(chain: [Certificate], failures: [CertificatePathFailure], gaps: [CertificatePathFailure] = [], listsChangeAt: Date? = nil) {
        self.chain = chain
        self.failures = failures
        self.gaps = gaps
        self.listsChangeAt = listsChangeAt
    }

    /// Whether the leaf chains to a trusted authority, and nothing in the path forbids it.
    public var isTrusted: Bool { failures.isEmpty }

    /// The moments at which every certificate of the path is valid and no revocation list changes; nil where there are none.
    public var validity: Range<Date>? {
        guard let start = chain.map(\.notBefore).max(), let end = (chain.map(\.notAfter) + [listsChangeAt].compactMap(\.self)).min(), start < end else {
            return nil
        }
        return start..<end
    }
}

/// Certificate policies that a path has to hold (RFC 5280, 6.1); without any, none is asked for.
public struct PolicyRequirements: Sendable, Hashable {
    /// The policies of which one has to hold, by OID; empty asks for none.
    public var accepted: [String] = []
    /// Whether a path without any policy is refused.
    public var isExplicit = false
    /// Whether an authority may say that another's policy is as good as its own.
    public var allowsMapping = true
    /// Whether an authority may vouch for any policy.
    public var allowsAnyPolicy = true

    /// Asks for nothing.
    public init() {}

    var flags: Int32 {
        guard self != PolicyRequirements() else { return 0 }
        return X509_V_FLAG_POLICY_CHECK | (isExplicit ? X509_V_FLAG_EXPLICIT_POLICY : 0) | (allowsMapping ? 0 : X509_V_FLAG_INHIBIT_MAP)
            | (allowsAnyPolicy ? 0 : X509_V_FLAG_INHIBIT_ANY)
    }
}

/// Builds and proves certificate paths with OpenSSL (RFC 5280, 6).
///
/// OpenSSL alone decides on paths, with its own stopping at the first error, and the rules of this house may refuse what it accepts. Only when it has
/// refused is the path walked again past each error, to be able to name them all.
public struct CertificatePathCheck: Sendable {
    /// The most certificates of a presented chain that are looked at.
    public static let longestPresentedChain = 10

    /// The trusted authorities.
    public let anchors: TrustAnchors
    /// What the certificate must be good for.
    public let purpose: CertificatePurpose
    /// The most issuing authorities between leaf and root.
    public let maximumIntermediates: Int
    /// The keys and digests that are taken.
    public let keyRules: KeyRules
    /// OpenSSL's security level, nil for what the key rules ask: 2 is 112 bits (RSA 2048, EC 224, SHA-256).
    public let securityLevel: Int?
    /// The revocation lists.
    public let lists: RevocationLists
    /// How much is asked of them.
    public let listUse: RevocationListUse
    /// The certificate policies that are asked for.
    public let policies: PolicyRequirements
    let store: TrustStore

    /// Prepares a check.
    public init(
        anchors: TrustAnchors, purpose: CertificatePurpose = .tlsClient, maximumIntermediates: Int = 4, keyRules: KeyRules = KeyRules(),
        securityLevel: Int? = nil, lists: RevocationLists = RevocationLists(), listUse: RevocationListUse = .off,
        policies: PolicyRequirements = PolicyRequirements()
    ) {
        self.anchors = anchors
        self.purpose = purpose
        self.maximumIntermediates = maximumIntermediates
        self.keyRules = keyRules
        self.securityLevel = securityLevel
        self.lists = lists
        self.listUse = listUse
        self.policies = policies
        store = listUse == .off || lists.lists.isEmpty ? anchors.store : TrustStore(anchors.roots, lists) ?? anchors.store
    }

    /// The same check for another purpose; the store of authorities and lists is shared.
    public func with(purpose: CertificatePurpose) -> CertificatePathCheck { CertificatePathCheck(self, purpose: purpose) }

    private init(_ other: CertificatePathCheck, purpose: CertificatePurpose) {
        anchors = other.anchors
        self.purpose = purpose
        maximumIntermediates = other.maximumIntermediates
        keyRules = other.keyRules
        securityLevel = other.securityLevel
        lists = other.lists
        listUse = other.listUse
        policies = other.policies
        store = other.store
    }

    var flags: Int32 {
        let ofLists =
            listUse == .off
            ? 0 : X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL | X509_V_FLAG_EXTENDED_CRL_SUPPORT | X509_V_FLAG_USE_DELTAS
        return ofLists | policies.flags
    }

    /// What says that nothing is known of revocation, where that refuses nothing.
    var toleratedErrors: Set<Int32> {
        guard listUse == .whenPresent else { return [] }
        return [
            X509_V_ERR_UNABLE_TO_GET_CRL, X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER, X509_V_ERR_CRL_HAS_EXPIRED, X509_V_ERR_CRL_NOT_YET_VALID,
            X509_V_ERR_DIFFERENT_CRL_SCOPE,
        ]
    }

    /// Proves the path of the first certificate; the others may help to build it, in any order.
    public func verdict(on presented: [Certificate], at moment: Date) -> CertificatePathVerdict {
        guard let leaf = presented.first else { return refusal(.none) }
        guard presented.count <= Self.longestPresentedChain else { return refusal(.chainTooLong, leaf) }
        // Nothing is computed with keys that are too large: the cost would be the attack.
        for (depth, certificate) in presented.enumerated() where keyRules.refusal(ofKey: certificate) == .keyTooLarge {
            return CertificatePathVerdict(chain: [leaf], failures: [failure(.keyTooLarge, depth, certificate)])
        }
        let helpers = presented.dropFirst() + anchors.intermediates
        guard let strict = PathOperation(leaf: leaf, helpers: Array(helpers), check: self, moment: moment) else { return refusal(.refused, leaf) }
        if strict.isAccepted { return accepted(strict, at: moment) }
        for choice in choices(among: Array(helpers)) {
            let other = PathOperation(leaf: leaf, helpers: choice, check: self, moment: moment)
            if let other, other.isAccepted { return accepted(other, at: moment) }
        }

        let explaining = PathOperation(leaf: leaf, helpers: Array(helpers), check: self, moment: moment)
        explaining?.continueAndCollect()
        let chain = explaining?.chain ?? [leaf]
        var failures = strict.firstFailure.map { [$0] } ?? []
        for failure in (explaining?.collected ?? []) + ownFailures(chain)
        where !toleratedErrors.contains(failure.openSSLCode) && !failures.contains(where: { $0.code == failure.code && $0.depth == failure.depth }) {
            failures.append(failure)
        }
        // OpenSSL repeats a missing issuer as a signature that it could not verify.
        let known = failures.contains { $0.openSSLCode == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY }
        failures.removeAll { known && $0.openSSLCode == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE }
        failures.sort { $0.depth < $1.depth }
        return CertificatePathVerdict(chain: chain, failures: failures.map(namingMissingIntermediate))
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

    private func accepted(_ operation: PathOperation, at moment: Date) -> CertificatePathVerdict {
        let chain = operation.chain
        let changes = listUse == .off ? nil : lists.nextChange(after: moment)
        return CertificatePathVerdict(chain: chain, failures: ownFailures(chain), gaps: operation.collected, listsChangeAt: changes)
    }

    /// The helpers with one of several authorities of the same name left in, where an authority was certified more than once (cross-signed).
    ///
    /// OpenSSL goes on with the first that fits and does not come back to another. Bounded: a path is built at most so many times more.
    private func choices(among helpers: [Certificate]) -> [[Certificate]] {
        let several = Dictionary(grouping: helpers, by: \.subject).values.filter { Set($0).count > 1 }
        return several.flatMap { same in same.map { one in [one] + helpers.filter { $0.subject != one.subject } } }.prefix(8).map { $0 }
    }

    /// What the rules of this house say of a path: keys, digests, doubled extensions, and whether the leaf is made for the purpose.
    private func ownFailures(_ chain: [Certificate]) -> [CertificatePathFailure] {
        var found: [CertificatePathFailure] = []
        for (depth, certificate) in chain.enumerated() {
            let isAnchor = anchors.roots.contains(certificate)
            if let code = keyRules.refusal(ofKey: certificate) { found.append(failure(code, depth, certificate)) }
            // The signature of a root on itself proves nothing, and so may be of any kind.
            if !isAnchor, !keyRules.allows(digest: certificate.signatureDigest) { found.append(failure(.digestTooWeak, depth, certificate)) }
            if Set(certificate.extensions.map(\.type)).count < certificate.extensions.count {
                found.append(failure(.duplicateExtension, depth, certificate))
            }
        }
        if let leaf = chain.first, !purpose.suits(leaf) { found.append(failure(.wrongPurpose, 0, leaf)) }
        return found
    }

    private func failure(_ code: CertificatePathCode, _ depth: Int, _ certificate: Certificate?) -> CertificatePathFailure {
        CertificatePathFailure(code: code, depth: depth, certificate: certificate, openSSLCode: 0)
    }

    private func refusal(_ code: CertificatePathCode, _ leaf: Certificate? = nil, depth: Int = 0) -> CertificatePathVerdict {
        CertificatePathVerdict(chain: leaf.map { [$0] } ?? [], failures: [failure(code, depth, depth == 0 ? leaf : nil)])
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
