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
    /// Whether products for tests (categories 0x80 and above) are accepted: in a sandbox, never in production.
    public let acceptsTestProducts: Bool
    private let path: CertificatePathCheck
    private let provenPaths = ProvenPaths()

    /// The rules on the certificate alone, in order.
    private static let certificateRules: [any CredentialRule] = [
        CertificatePresented(),
        IssuedByKnownAuthority(),
        WithinValidity(),
        MadeForAuthentication(),
        ProductAccepted(),
        IdentityReadable(),
    ]

    /// Prepares a check against configured authorities; whoever changes the authorities makes a new check.
    public init(anchors: TrustAnchors, policy: AuthorCheckPolicy = .require, acceptsTestProducts: Bool = false) {
        self.policy = policy
        self.acceptsTestProducts = acceptsTestProducts
        path = CertificatePathCheck(anchors: anchors, purpose: .tlsClient)
    }

    /// What is to be said of a credential presented for a document at the moment `now`.
    ///
    /// `identity` is set only where the certificate itself is proven: an identifier that anybody may have written is none.
    public func verdict(on credential: PresentedCredential, for document: CDADocument, now: Date) -> AuthorVerdict {
        verdict(on: credential, by: Self.certificateRules + [AuthorMatches()], for: document, now: now)
    }

    /// What is to be said of a credential before any document is read: whether it is presented, trusted, valid, made for this, and names somebody.
    public func standing(of credential: PresentedCredential, now: Date) -> AuthorVerdict {
        verdict(on: credential, by: Self.certificateRules, for: nil, now: now)
    }

    private func verdict(
        on credential: PresentedCredential, by rules: [any CredentialRule], for document: CDADocument?, now: Date
    ) -> AuthorVerdict {
        guard policy != .off else { return AuthorVerdict(checks: [CredentialCheck.notMade]) }
        let proven = provenPaths.verdict(on: credential.clientChain, at: now, by: path)
        let evidence = CredentialEvidence(
            credential: credential, path: proven, document: document, now: now, acceptsTestProducts: acceptsTestProducts, anchorNames: path.anchors.names)
        let checks = rules.flatMap { $0.checks(of: evidence) }
        guard proven.isTrusted, let holder = evidence.holder else { return AuthorVerdict(checks: checks) }
        return AuthorVerdict(checks: checks, identity: holder.identity?.value, identities: [holder.named].compactMap(\.self))
    }

    /// Whether the document is to be refused under this verdict.
    public func refuses(_ verdict: AuthorVerdict) -> Bool { policy == .require && !verdict.isTrusted }
}

extension CredentialCheck {
    /// No check was asked for.
    fileprivate static let notMade = CredentialCheck(
        code: "credential.check-off", outcome: .notApplicable, field: "configuration",
        hint: Bilingual(
            fr: "Le contrôle de l'auteur est désactivé par la configuration.", en: "The author check is switched off by the configuration."))
}
