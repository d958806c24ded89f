// The checks that every assertion has to pass, whatever its attributes: issuer, window, audience, confirmation.

import ClinicalTypes
import CredentialChecks
import Foundation
import SignedXML

/// Judges what SAML itself states.
struct AssertionStatements {
    let assertion: Assertion
    let signer: Certificate
    let sender: Certificate?
    let policy: AssertionPolicy
    let now: Date

    /// From when on the assertion is refused; nil where nothing bounds it.
    var end: Date? { assertion.conditions.notOnOrAfter ?? policy.lifetimeWithoutEnd.map { assertion.issueInstant + $0 } }

    func checks() -> [CredentialCheck] {
        [issuer] + window + [audience, confirmation].compactMap(\.self) + authentication + cardinality
    }

    /// The issuer is the subject of the certificate that signed (French profile: Issuer, X509SubjectName).
    private var issuer: CredentialCheck {
        guard let name = DistinguishedName(written: assertion.issuer), name.names(signer.subject) else {
            return assertionFailed(
                "assertion.issuer-mismatch", field: "Issuer", expected: signer.subject.description, received: printable(assertion.issuer, limit: 300))
        }
        return assertionPassed("assertion.issuer", field: "Issuer", received: signer.subject.description)
    }

    private var window: [CredentialCheck] {
        let skew = policy.clockSkew
        let text = now.ISO8601Format()
        guard let end else {
            return [assertionFailed("assertion.no-end", field: "Conditions/@NotOnOrAfter", expected: "a moment after \(text)", received: nil)]
        }
        let start = assertion.conditions.notBefore ?? assertion.issueInstant
        let startField = assertion.conditions.notBefore == nil ? "@IssueInstant" : "Conditions/@NotBefore"
        let endField = assertion.conditions.notOnOrAfter == nil ? "@IssueInstant" : "Conditions/@NotOnOrAfter"
        guard start < end else {
            return [assertionFailed("assertion.window", field: endField, expected: "after \(start.ISO8601Format())", received: end.ISO8601Format())]
        }
        guard end.timeIntervalSince(assertion.issueInstant) <= policy.longestLifetime else {
            let latest = (assertion.issueInstant + policy.longestLifetime).ISO8601Format()
            return [assertionFailed("assertion.window", field: endField, expected: "\(latest) at the latest", received: end.ISO8601Format())]
        }
        if max(start, assertion.issueInstant) > now + skew {
            let (field, moment) = assertion.issueInstant > now + skew ? ("@IssueInstant", assertion.issueInstant) : (startField, start)
            return [assertionFailed("assertion.not-yet-valid", field: field, expected: "before \(text)", received: moment.ISO8601Format())]
        }
        guard now < end + skew else {
            let expected = assertion.conditions.notOnOrAfter == nil ? "within \(Int(policy.lifetimeWithoutEnd ?? 0)) s of \(text)" : "after \(text)"
            let received = assertion.conditions.notOnOrAfter ?? assertion.issueInstant
            return [assertionFailed("assertion.expired", field: endField, expected: expected, received: received.ISO8601Format())]
        }
        return [assertionPassed("assertion.validity", field: endField, received: end.ISO8601Format())]
    }

    /// Every restriction has to be met, each by one of its audiences (SAML 2.0 Core, 2.5.1.4).
    private var audience: CredentialCheck? {
        guard !policy.audiences.isEmpty else { return nil }
        for restriction in assertion.conditions.audiences where policy.audiences.isDisjoint(with: restriction) {
            return assertionFailed(
                "assertion.other-audience", field: "Conditions/AudienceRestriction/Audience", expected: policy.audiences.sorted().joined(separator: " | "),
                received: restriction.first.map { printable($0) })
        }
        return assertion.conditions.audiences.isEmpty ? nil : assertionPassed("assertion.audience", field: "Conditions/AudienceRestriction/Audience")
    }

    /// Where ways to confirm the subject are stated, one of them has to be met (SAML 2.0 Core, 2.4.1.1).
    private var confirmation: CredentialCheck? {
        guard !assertion.confirmations.isEmpty else { return nil }
        if assertion.confirmations.contains(where: isMet) {
            return assertionPassed("assertion.confirmation", field: "Subject/SubjectConfirmation")
        }
        let methods = assertion.confirmations.prefix(3).map { printable($0.method.components(separatedBy: ":").last ?? "", limit: 40) }
        return assertionFailed(
            "assertion.unconfirmed", field: "Subject/SubjectConfirmation",
            expected: "bearer or sender-vouches in time and for this recipient, or holder-of-key with the key of the TLS connection",
            received: methods.joined(separator: ", "))
    }

    private func isMet(_ confirmation: SubjectConfirmation) -> Bool {
        if let start = confirmation.notBefore, start > now + policy.clockSkew { return false }
        if let end = confirmation.notOnOrAfter, now >= end + policy.clockSkew { return false }
        if let recipient = confirmation.recipient, !policy.audiences.isEmpty, !policy.audiences.contains(recipient) { return false }
        switch confirmation.method {
        case SubjectConfirmation.bearer, SubjectConfirmation.senderVouches: return true
        case SubjectConfirmation.holderOfKey: return sender.map { confirmation.holderCertificates.contains($0.der) } ?? false
        default: return false
        }
    }

    /// Nobody authenticates in the future, or after the end of the session.
    private var authentication: [CredentialCheck] {
        for statement in assertion.authentications {
            // A clock that is ahead is told once, at the moment of issue.
            if statement.instant > max(now, assertion.issueInstant) + policy.clockSkew {
                return [
                    assertionFailed(
                        "assertion.authentication", field: "AuthnStatement/@AuthnInstant", expected: "before \(now.ISO8601Format())",
                        received: statement.instant.ISO8601Format())
                ]
            }
            if let end = statement.sessionNotOnOrAfter, now >= end + policy.clockSkew {
                return [
                    assertionFailed(
                        "assertion.authentication", field: "AuthnStatement/@SessionNotOnOrAfter", expected: "after \(now.ISO8601Format())",
                        received: end.ISO8601Format())
                ]
            }
        }
        return []
    }

    private var cardinality: [CredentialCheck] {
        assertion.attributes.filter { policy.singleValued.contains($0.name) && $0.values.count != 1 }.map {
            assertionFailed("assertion.attribute-count", field: printable($0.name), expected: "1", received: "\($0.values.count)")
        }
    }
}
