// What certificates are judged by: authorities, keys, purposes and revocation, for every credential that rests on one.

public import ClinicalTypes
public import CredentialChecks
public import Foundation
import Synchronization

/// How much is asked of certificates.
public struct CertificateRequirements: Sendable, Hashable {
    /// How much is asked of revocation lists.
    public var lists: RevocationListUse
    /// How much is asked of responders (OCSP).
    public var responders: ResponderUse
    /// The keys and digests that are taken.
    public var keys: KeyRules
    /// Whether products for tests (categories 0x80 and above) are accepted: in a sandbox, never in production.
    public var acceptsTestProducts: Bool

    /// States requirements.
    public init(
        lists: RevocationListUse = .off, responders: ResponderUse = .off, keys: KeyRules = KeyRules(), acceptsTestProducts: Bool = false
    ) {
        self.lists = lists
        self.responders = responders
        self.keys = keys
        self.acceptsTestProducts = acceptsTestProducts
    }
}

/// How much is asked of the responders that certificates name (RFC 6960).
public enum ResponderUse: String, Sendable, Hashable, Codable, CaseIterable {
    /// None is asked.
    case off
    /// One is asked; where it gives no answer in time, that is told, and the certificate stands.
    case soft
    /// One is asked; where it gives no answer in time, the certificate is refused.
    case hard
}

/// What is trusted now; shared by all who judge certificates, and given new revocation lists while the program runs.
///
/// Verdicts on paths are remembered until a list changes. What a responder said is remembered until it is to be asked again.
public final class CertificateTrust: Sendable {
    /// The trusted authorities.
    public let anchors: TrustAnchors
    /// How much is asked.
    public let requirements: CertificateRequirements
    let statuses: KnownStatuses
    private let state: Mutex<(check: CertificatePathCheck, generation: Int)>
    private let provenPaths = ProvenPaths()

    /// Trusts authorities, under requirements, with the revocation lists at hand.
    public init(anchors: TrustAnchors, requirements: CertificateRequirements = CertificateRequirements(), lists: RevocationLists = RevocationLists()) {
        self.anchors = anchors
        self.requirements = requirements
        statuses = KnownStatuses(
            use: requirements.responders, check: ResponderAnswerCheck(anchors: anchors, keyRules: requirements.keys))
        state = Mutex((Self.check(anchors, requirements, lists), 0))
    }

    /// Puts other revocation lists into force: no verdict that was reached with the former ones is used again.
    public func replaceLists(_ lists: RevocationLists) {
        let check = Self.check(anchors, requirements, lists)
        state.withLock { $0 = (check, $0.generation + 1) }
        provenPaths.forget()
    }

    /// The revocation lists in force.
    public var lists: RevocationLists { state.withLock { $0.check.lists } }

    /// How often the lists were replaced.
    public var generation: Int { state.withLock { $0.generation } }

    /// Proves the path of a presented chain, DER, leaf first.
    public func verdict(on presented: [[UInt8]], for purpose: CertificatePurpose = .tlsClient, at now: Date) -> CertificatePathVerdict {
        let (check, generation) = state.withLock { $0 }
        return provenPaths.verdict(on: presented, at: now, by: check.with(purpose: purpose), generation: generation)
    }

    /// What is to be said of a certificate that a signature was made with, or of any other beside the connection's, and whom it names.
    ///
    /// The identity is set only where no check failed.
    public func judgement(on presented: [[UInt8]], for purpose: CertificatePurpose, at now: Date) -> (checks: [CredentialCheck], identity: NamedIdentity?) {
        let evidence = evidence(on: PresentedCredential(clientChain: presented), for: purpose, document: nil, now: now)
        let checks = AuthorCheck.certificateRules.flatMap { $0.checks(of: evidence) }
        return (checks, checks.contains { $0.outcome == .failed } ? nil : evidence.holder?.named)
    }

    private static func check(_ anchors: TrustAnchors, _ requirements: CertificateRequirements, _ lists: RevocationLists) -> CertificatePathCheck {
        CertificatePathCheck(anchors: anchors, keyRules: requirements.keys, lists: lists, listUse: requirements.lists)
    }
}
