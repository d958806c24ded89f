// The check itself: which rules are applied to a credential, in which order.

public import CDADocuments
public import ClinicalTypes
public import CredentialChecks
public import Foundation

/// Says whether the credential that came with a document is one that its author may send with.
///
/// The verdict is the same under `require` and `report`: the policy says what follows, and `refuses(_:)` answers that.
public struct AuthorCheck: Sendable {
    /// What follows from a failed check.
    public let policy: AuthorCheckPolicy
    /// What certificates are judged by; whoever changes the authorities makes a new check, revocation lists are replaced in here.
    public let trust: CertificateTrust

    /// The rules on the certificate alone, in order.
    static let certificateRules: [any CredentialRule] = [
        CertificatePresented(),
        IssuedByKnownAuthority(),
        WithinValidity(),
        MadeForPurpose(),
        NotOnRevocationList(),
        NotRevokedByResponder(),
        ProductAccepted(),
        IdentityReadable(),
    ]

    /// Prepares a check.
    public init(trust: CertificateTrust, policy: AuthorCheckPolicy = .require) {
        self.policy = policy
        self.trust = trust
    }

    /// Prepares a check against configured authorities, without revocation.
    public init(anchors: TrustAnchors, policy: AuthorCheckPolicy = .require, acceptsTestProducts: Bool = false) {
        self.init(
            trust: CertificateTrust(anchors: anchors, requirements: CertificateRequirements(acceptsTestProducts: acceptsTestProducts)), policy: policy)
    }

    /// What is to be said of a credential presented for a document at the moment `now`.
    ///
    /// `identity` is set only where the certificate itself is proven: an identifier that anybody may have written is none.
    public func verdict(on credential: PresentedCredential, for document: CDADocument, now: Date) -> AuthorVerdict {
        verdict(on: judged(credential, now: now), for: document)
    }

    /// What is to be said of a credential before any document is read: whether it is presented, trusted, valid, made for this, and names somebody.
    public func standing(of credential: PresentedCredential, now: Date) -> AuthorVerdict { judged(credential, now: now).verdict }

    /// A credential judged by itself, to hold a document against.
    public func judged(_ credential: PresentedCredential, now: Date) -> CredentialStanding {
        guard policy != .off else { return CredentialStanding(verdict: AuthorVerdict(checks: [CredentialCheck.notMade]), evidence: nil) }
        let evidence = trust.evidence(on: credential, for: .tlsClient, document: nil, now: now)
        let checks = Self.certificateRules.flatMap { $0.checks(of: evidence) }
        guard evidence.path.isTrusted, let holder = evidence.holder else {
            return CredentialStanding(verdict: AuthorVerdict(checks: checks), evidence: evidence)
        }
        return CredentialStanding(
            verdict: AuthorVerdict(checks: checks, identity: holder.identity?.value, identities: [holder.named].compactMap(\.self)), evidence: evidence)
    }

    /// What is to be said of a document, after its sender's credential was judged: a submission pays for that once.
    public func verdict(on standing: CredentialStanding, for document: CDADocument) -> AuthorVerdict {
        guard var evidence = standing.evidence else { return standing.verdict }
        evidence.document = document
        var verdict = standing.verdict
        verdict.checks += AuthorMatches().checks(of: evidence)
        return verdict
    }

    /// Whether the document is to be refused under this verdict.
    public func refuses(_ verdict: AuthorVerdict) -> Bool { policy == .require && !verdict.isTrusted }
}

/// What was said of a credential before any document was read, and what a document is then held against.
///
/// It belongs to one request: another moment, another list, another verdict.
public struct CredentialStanding: Sendable {
    /// What is to be said of the credential by itself.
    public let verdict: AuthorVerdict
    let evidence: CredentialEvidence?
}

extension CredentialCheck {
    /// No check was asked for.
    fileprivate static let notMade = CredentialCheck(
        code: "credential.check-off", outcome: .notApplicable, field: "configuration",
        hint: Bilingual(
            fr: "Le contrôle de l'auteur est désactivé par la configuration.", en: "The author check is switched off by the configuration."))
}
