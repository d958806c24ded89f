// The check of a token for the one that it names: the engine's verdict, and what the claims say of a professional.

public import ClinicalTypes
public import CredentialChecks
public import Foundation

/// What is to be said of a token, and whom it names when it holds.
public struct TokenReading: Sendable, Hashable {
    /// Every check, in order.
    public let checks: [CredentialCheck]
    /// The claims, nil where the token has any fault.
    public let claims: ProfessionalClaims?

    /// Whom the token names, nil where it has any fault.
    public var identity: NamedIdentity? { claims?.named }
}

/// Checks tokens of the configured identity provider.
public struct TokenTrust: Sendable {
    /// What is demanded of the token itself.
    public let policy: TokenPolicy
    /// The least level of assurance; nil where the provider's own minimum is enough.
    public let leastAssurance: AssuranceLevel?
    /// Whether a sender has to bring one.
    public let isRequired: Bool

    /// Prepares a check.
    public init(policy: TokenPolicy, leastAssurance: AssuranceLevel? = nil, isRequired: Bool = false) {
        self.policy = policy
        self.leastAssurance = leastAssurance
        self.isRequired = isRequired
    }

    /// The steps of the check, each with the faults that make it fail; a step after a failed one is not applicable.
    private static let steps: [(code: String, field: String, faults: Set<TokenFaultCode>)] = [
        ("token.form", "token", [.tooLarge, .parts, .encrypted, .encoding, .json, .duplicateMember, .header, .criticalHeader, .transformed]),
        ("token.proof", "signature", [.algorithm, .keysUnavailable, .keyUnknown, .keyUnfit, .signature]),
        ("token.purpose", "aud", [.kind, .issuer, .audience, .authorizedParty]),
        ("token.time", "exp", [.expired, .notYetValid, .issuedInFuture, .lifetime]),
        ("token.claims", "sub", [.claimMissing, .claimForm]),
        ("token.certificate", "cnf.x5t#S256", [.binding, .unbound]),
    ]

    /// What is to be said of a token at the moment `now`.
    ///
    /// `certificate` is the client certificate of the connection, DER: a token that is bound to one counts with that one alone.
    public func reading(of presented: PresentedToken, certificate: [UInt8]?, now: Date) -> TokenReading {
        let verdict = TokenCheck(policy).verdict(on: presented.token, keys: presented.keys, certificate: certificate, now: now.timeIntervalSince1970)
        let claims = verdict.token.map { ProfessionalClaims($0.claims) }
        var checks = Self.steps.flatMap { step -> [CredentialCheck] in
            let faults = verdict.faults.filter { step.faults.contains($0.code) }
            guard faults.isEmpty else { return faults.map { Self.told($0, isTime: step.code == "token.time") } }
            guard Self.isReached(step.code, by: verdict) else { return [.tokenStep(step.code, .notApplicable, at: step.field, hint: .mendFirst)] }
            if step.code == "token.certificate", verdict.token?.isBound != true {
                return [.tokenStep(step.code, .notApplicable, at: step.field, hint: verdict.token == nil ? .mendFirst : .notBound)]
            }
            return [.tokenStep(step.code, .passed, at: step.field, received: received(step.code, verdict.token))]
        }
        checks += identityChecks(claims, of: verdict.token)
        return TokenReading(checks: checks, claims: checks.contains { $0.outcome == .failed } ? nil : claims)
    }

    /// A fault as a check; seconds since 1970 are told as moments, too, for nobody reads them.
    private static func told(_ fault: TokenFault, isTime: Bool) -> CredentialCheck {
        func moments(_ text: String?) -> String? {
            guard isTime else { return text }
            return text?.replacing(#/\b[0-9]{9,11}\b/#) { match in
                "\(match.output) (\(Date(timeIntervalSince1970: Double(match.output) ?? 0).ISO8601Format()))"
            }
        }
        return .token(fault.code.rawValue, at: fault.field, expected: moments(fault.expected), received: moments(fault.received))
    }

    /// Whether a step was come to: faults of the form and of the proof end the check, those of the claims do not.
    private static func isReached(_ code: String, by verdict: TokenVerdict) -> Bool {
        for step in steps.prefix(2) {
            if step.code == code { return true }
            if verdict.faults.contains(where: { step.faults.contains($0.code) }) { return false }
        }
        return true
    }

    private func received(_ code: String, _ token: VerifiedToken?) -> String? {
        switch code {
        case "token.purpose": policy.issuer
        case "token.time": token.map { Date(timeIntervalSince1970: $0.expires).ISO8601Format() }
        default: nil
        }
    }

    private func identityChecks(_ claims: ProfessionalClaims?, of token: VerifiedToken?) -> [CredentialCheck] {
        guard let claims, let token else {
            return [
                .tokenStep("token.identity", .notApplicable, at: "SubjectNameID", hint: .mendFirst),
                .tokenStep("token.assurance", .notApplicable, at: "acr", hint: .mendFirst),
            ]
        }
        return [identityCheck(claims), assuranceCheck(claims, received: token.claims["acr"]?.text)]
    }

    private func identityCheck(_ claims: ProfessionalClaims) -> CredentialCheck {
        guard let named = claims.named else {
            let received = claims.person.map { printable($0, limit: 40) }
            return .token("token.identity-unreadable", at: claims.personClaim, expected: "PS_IdNat: 8 + RPPS, 0 + ADELI, 3 + FINESS/…", received: received)
        }
        if let other = claims.contradiction {
            let received = printable(other.identifier, limit: 40)
            return .token("token.identity-contradicted", at: "otherIds[\(other.place)].identifiant", expected: named.person, received: received)
        }
        return .tokenStep("token.identity", .passed, at: claims.personClaim, received: named.person)
    }

    private func assuranceCheck(_ claims: ProfessionalClaims, received: String?) -> CredentialCheck {
        guard let leastAssurance else { return .tokenStep("token.assurance", .notApplicable, at: "acr", received: received, hint: .nothingToDo) }
        guard let level = claims.assurance, level >= leastAssurance else {
            return .token(
                "token.assurance-too-low", at: "acr", expected: "\(leastAssurance.claim) at least", received: received.map { printable($0, limit: 40) })
        }
        return .tokenStep("token.assurance", .passed, at: "acr", received: level.claim)
    }
}

extension CredentialCheck {
    /// A failed check of a token, with the hint that belongs to its code.
    fileprivate static func token(_ code: String, at field: String, expected: String?, received: String?) -> CredentialCheck {
        CredentialCheck(code: code, outcome: .failed, source: .token, field: field, expected: expected, received: received, hint: tokenHint(for: code))
    }

    /// A step that held, or was not come to.
    fileprivate static func tokenStep(
        _ code: String, _ outcome: CheckOutcome, at field: String, received: String? = nil, hint: Bilingual = .nothingToDo
    ) -> CredentialCheck {
        CredentialCheck(code: code, outcome: outcome, source: .token, field: field, received: received, hint: hint)
    }
}

extension Bilingual {
    /// The hint of a binding that does not exist.
    fileprivate static let notBound = Bilingual(
        fr: "Le jeton n'est lié à aucun certificat client.", en: "The token is bound to no client certificate.")
}
