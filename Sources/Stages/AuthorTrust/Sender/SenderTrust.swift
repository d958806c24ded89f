// The whole check of a sender, in order: certificate, token, assertion, then what all of them say together.

public import CDADocuments
public import ClinicalTypes
public import Foundation

/// How much is asked of a credential beside the client certificate.
public enum CredentialUse: String, Sendable, Hashable, Codable, CaseIterable {
    /// A sender without one is refused.
    case required
    /// One that comes is judged; a sender without one is judged by the others.
    case whenPresent
    /// One that comes is not looked at, and the verdict tells that.
    case off
}

/// Judges a sender by all that it shows.
///
/// The certificate and the token are judged before anything is read of a document, the assertion with the document that it is for.
public struct SenderTrust: Sendable {
    /// The check of the client certificate; its policy is that of all credentials.
    public var certificates: AuthorCheck
    /// The check of tokens; nil where none is looked at.
    public var tokens: TokenTrust?
    /// The check of assertions; nil where none is looked at.
    public var assertions: AssertionCheck?
    /// What is asked of all credentials together: one person, directory, rights.
    public var together: SenderChecks

    /// Puts the checks together.
    public init(certificates: AuthorCheck, tokens: TokenTrust? = nil, assertions: AssertionCheck? = nil, together: SenderChecks = SenderChecks()) {
        self.certificates = certificates
        self.tokens = tokens
        self.assertions = assertions
        self.together = together
    }

    /// What follows from a failed check of a credential.
    public var policy: AuthorCheckPolicy { certificates.policy }

    /// A sender judged by itself, before any document is read.
    public func standing(of credential: PresentedCredential, token: PresentedToken? = nil, now: Date) -> SenderStanding {
        SenderStanding(
            credential: credential, certificate: certificates.judged(credential, now: now),
            token: policy == .off ? nil : reading(of: token, beside: credential, now: now), moment: now)
    }

    /// What is to be said of a sender of this document; without one, of the sender by itself, the assertion included.
    public func verdict(on standing: SenderStanding, for document: CDADocument?) -> AuthorVerdict {
        guard policy != .off else { return standing.verdict }
        var verdict = document.map { certificates.verdict(on: standing.certificate, for: $0) } ?? standing.certificate.verdict
        var claims: VIHF?
        if let assertions {
            (verdict, claims, _) = assertions.completed(verdict, by: standing.credential, document: document, now: standing.moment)
        } else if standing.credential.assertion != nil {
            verdict.checks.append(.unasked("assertion.check-off", .assertion, field: "Assertion"))
        }
        verdict = together.completed(verdict, token: standing.token, document: document, intent: SenderIntent(document, claims))
        return together.ordered(verdict, under: policy)
    }

    /// Whether a sender with this verdict is refused.
    public func refuses(_ verdict: AuthorVerdict) -> Bool { together.refuses(verdict, under: policy) }

    private func reading(of token: PresentedToken?, beside credential: PresentedCredential, now: Date) -> TokenReading? {
        guard let tokens else { return token.map { _ in TokenReading(checks: [.unasked("token.check-off", .token, field: "Authorization")], claims: nil) } }
        guard let token else { return tokens.isRequired ? TokenReading(checks: [.tokenAbsent], claims: nil) : nil }
        return tokens.reading(of: token, certificate: credential.clientChain.first, now: now)
    }
}

/// What was said of a sender before any document was read; it belongs to one request.
public struct SenderStanding: Sendable {
    /// What the sender shows.
    public let credential: PresentedCredential
    let certificate: CredentialStanding
    let token: TokenReading?
    let moment: Date

    /// What is to be said of certificate and token by themselves.
    public var verdict: AuthorVerdict {
        var verdict = certificate.verdict
        verdict.checks += token?.checks ?? []
        return verdict
    }
}

extension SenderIntent {
    /// What sending a document means: to deposit it, or to replace another one; an assertion tells mode and circumstances.
    init(_ document: CDADocument?, _ claims: VIHF?) {
        let replaces = document?.header.relatedDocuments.contains { $0.typeCode == "RPLC" } ?? false
        let access = RecordAccess(claims)
        self.init(action: replaces ? .replace : .deposit, access: access, documentType: document?.header.code?.value, declaredMode: claims?.mode)
    }
}

extension CredentialCheck {
    /// Something came that the configuration does not ask for.
    fileprivate static func unasked(_ code: String, _ source: CredentialSource, field: String) -> CredentialCheck {
        CredentialCheck(
            code: code, outcome: .notApplicable, source: source, field: field,
            hint: Bilingual(
                fr: "La configuration de la passerelle n'en demande pas : rien n'en a été lu.",
                en: "The gateway's configuration asks for none: nothing of it was read."))
    }

    /// A token is required, and none came.
    fileprivate static let tokenAbsent = CredentialCheck(
        code: "token.absent", outcome: .failed, source: .token, field: "Authorization", expected: "Bearer",
        hint: Bilingual(
            fr: "Cette passerelle demande un jeton Pro Santé Connect : en-tête Authorization: Bearer.",
            en: "This gateway asks for a token of Pro Santé Connect: header Authorization: Bearer."))
}
