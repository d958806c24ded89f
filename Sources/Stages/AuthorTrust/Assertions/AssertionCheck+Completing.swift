// Joins what is said of an assertion to what is said of the certificate that came with it.

public import CDADocuments
public import ClinicalTypes
import CredentialChecks
public import Foundation
public import SignedXML

extension AssertionCheck {
    /// The verdict with the checks of the assertion behind those that it has, and the claims where every one of them holds.
    ///
    /// Without an assertion the verdict stays as it is, unless the policy requires one. The claims say mode and access, which the rights ask for; the
    /// assertion itself says what handing it on depends on.
    public func completed(
        _ verdict: AuthorVerdict, by credential: PresentedCredential, document: CDADocument? = nil, now: Date
    ) -> (verdict: AuthorVerdict, claims: VIHF?, assertion: Assertion?) {
        completed(verdict, by: credential, target: document.map { AssertionTarget($0).shared(by: credential.documentSet) }, now: now)
    }

    /// The same for what is no document, such as a question to the registry.
    public func completed(
        _ verdict: AuthorVerdict, by credential: PresentedCredential, target: AssertionTarget?, now: Date
    ) -> (verdict: AuthorVerdict, claims: VIHF?, assertion: Assertion?) {
        guard let assertion = credential.assertion else {
            guard policy.isRequired else { return (verdict, nil, nil) }
            var verdict = verdict
            verdict.checks.append(assertionFailed("assertion.absent", field: "Assertion", expected: "saml:Assertion, version 2.0", received: nil))
            return (verdict, nil, nil)
        }
        let sender = credential.clientChain.first.flatMap { try? Certificate(der: $0) }
        let judged = self.verdict(on: assertion, sender: sender, target: target, now: now)
        var verdict = verdict
        verdict.checks += judged.checks
        if let identity = judged.identity { verdict.identities.append(identity) }
        return (verdict, judged.claims, judged.assertion)
    }
}

extension AssertionTarget {
    /// The target as one of several documents that came in one message under one assertion: they share its one use.
    ///
    /// A document that the set does not name is none of it, and uses the assertion for itself.
    fileprivate func shared(by documents: Set<String>) -> AssertionTarget {
        guard let purpose, documents.count > 1, documents.contains(purpose) else { return self }
        var shared = self
        shared.purpose = hexadecimal(Digest.sha256(Array(documents.sorted().joined(separator: " ").utf8)))
        return shared
    }
}
