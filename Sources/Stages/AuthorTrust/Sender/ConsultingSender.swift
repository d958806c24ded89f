// Who asks for what the record holds, or for a change of it: proven by credentials that name the patient, and held against the rights case by case.

public import ClinicalTypes
import SignedXML

/// Somebody who consults or changes a record, judged by all that is shown.
public struct ConsultingSender: Sendable {
    /// What was checked.
    public let verdict: AuthorVerdict
    /// What the assertion claims; nil where not all of it is proven, and then nothing is to be done.
    public let claims: VIHF?
    /// The assertion as it was shown and as it was read; nil where not all of it is proven.
    let shown: (bytes: [UInt8], assertion: Assertion)?
    private let checks: SenderChecks

    init(verdict: AuthorVerdict, claims: VIHF?, shown: (bytes: [UInt8], assertion: Assertion)?, checks: SenderChecks) {
        self.verdict = verdict
        self.claims = claims
        self.shown = shown
        self.checks = checks
    }

    /// The mode that the proven credentials amount to; nil where nobody was proven.
    public var mode: AuthenticationMode? { claims.flatMap { AuthenticationMode(of: verdict.identities, declared: $0.mode) } }

    /// What the matrices say of an action; nil where nobody was proven.
    ///
    /// Other than for deposits there is no policy: a record is opened to those whom the matrices name, and to nobody else.
    ///
    /// - Parameters:
    ///   - action: what is to be done.
    ///   - documentType: the type of the document that it is done to.
    ///   - stated: the mode that another system is told, where that is not the sender's own.
    ///   - isTreatingPhysician: whether a physician is taken for the patient's treating one.
    public func decision(
        on action: RecordAction, documentType: CodedValue? = nil, stated: AuthenticationMode? = nil, isTreatingPhysician: Bool = false
    ) -> RightsDecision? {
        guard let claims else { return nil }
        let intent = SenderIntent(action: action, access: RecordAccess(claims), documentType: documentType, declaredMode: claims.mode)
        return checks.decision(on: verdict.identities, intent: intent, stated: stated, isTreatingPhysician: isTreatingPhysician)
    }

    /// The professionals and the structures that were proven, by their national identifiers.
    public var identifiers: (persons: Set<String>, structures: Set<String>) {
        let proven = verdict.identities.filter { $0.kind != .directory }
        return (Set(proven.compactMap(\.person)), Set(proven.flatMap(\.structures).map(\.identifier)))
    }
}

extension SenderTrust {
    /// Whether consulting can be judged at all: where no assertion is looked at, nobody knows for which patient somebody acts.
    public var judgesConsulting: Bool { policy != .off && assertions != nil }

    /// Waits until the uses of assertions that were recorded so far outlive the process, where they do at all; false where that failed.
    public func keepsUses() async -> Bool { await assertions?.settled() ?? true }

    /// Judges somebody who consults or changes a record; the assertion has to be there, whatever the policy, and every check to pass.
    public func consulting(_ standing: SenderStanding, for target: AssertionTarget) -> ConsultingSender {
        var verdict = standing.certificate.verdict
        var claims: VIHF?
        var assertion: Assertion?
        if let assertions, standing.credential.assertion != nil {
            (verdict, claims, assertion) = assertions.completed(verdict, by: standing.credential, target: target, now: standing.moment)
        } else {
            verdict.checks.append(assertionFailed("assertion.absent", field: "Assertion", expected: "saml:Assertion, version 2.0", received: nil))
        }
        // The rights are asked for each action, not for a deposit.
        var checks = together
        checks.rightsPolicy = .off
        verdict = checks.completed(verdict, token: standing.token, intent: SenderIntent(action: .searchMetadata, declaredMode: claims?.mode))
        let holds = !checks.refuses(verdict, under: .require)
        let shown = standing.credential.assertion.flatMap { bytes in assertion.map { (bytes: bytes, assertion: $0) } }
        return ConsultingSender(verdict: verdict, claims: holds ? claims : nil, shown: holds ? shown : nil, checks: together)
    }
}

extension RecordAccess {
    /// The circumstances that an assertion claims.
    init(_ claims: VIHF?) {
        self =
            switch claims?.access {
            case .breakGlass: .emergency
            case .regulation: .regulation
            case .normal, nil: .normal
            }
    }
}
