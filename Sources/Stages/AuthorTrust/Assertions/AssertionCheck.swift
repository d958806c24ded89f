// Judges an assertion: where it stands, who signed it, whether the signature holds, and then what it says.

public import CDADocuments
import ClinicalTypes
public import CredentialChecks
public import Foundation
import SignedXML

/// Judges assertions under one policy.
///
/// The order is the protection: shape before cryptography, the certificate's path before its key is used, the signature before any claim is read. A
/// step that fails ends the judgement; the claims of a proven assertion are then all judged, so that a sender learns of every fault at once.
public struct AssertionCheck: Sendable {
    /// What is asked of an assertion.
    public let policy: AssertionPolicy
    /// What signers' certificates are judged by: the same as those of connections, revocation included.
    public let trust: CertificateTrust
    /// Where uses are recorded; nil records none.
    let uses: (any AssertionUses)?

    /// The rules that ask for a product of the health authority: for the French profile alone.
    private static let nationalRules: Set<String> = ["certificate.product", "certificate.identity"]

    /// Prepares a check.
    public init(trust: CertificateTrust, policy: AssertionPolicy = .national, uses: (any AssertionUses)? = RememberedUses()) {
        self.trust = trust
        self.policy = policy
        self.uses = uses
    }

    /// Judges the assertion in `bytes`.
    ///
    /// `sender` is the certificate of the TLS connection, whose path has been proven elsewhere; without a document nothing is said of patient and
    /// author, and no use is recorded.
    public func verdict(on bytes: [UInt8], sender: Certificate?, document: CDADocument?, now: Date) -> AssertionVerdict {
        verdict(on: bytes, sender: sender, target: document.map(AssertionTarget.init), now: now)
    }

    /// Judges the assertion in `bytes`, shown for what `target` tells; without one nothing is said of patient and author, and no use is recorded.
    public func verdict(on bytes: [UInt8], sender: Certificate?, target: AssertionTarget?, now: Date) -> AssertionVerdict {
        var verdict = AssertionVerdict()
        do throws(SignedXMLFailure) {
            let found = try UnverifiedAssertion(in: bytes, places: policy.places, policy: policy.signature)
            verdict.pass("assertion.presented", "Assertion")
            guard let signer = signer(of: found, at: now, in: &verdict) else { return verdict }
            let assertion = try found.assertion(signedBy: signer.der)
            verdict.pass("assertion.signature", "Signature", received: "\(found.signature.algorithm)")
            let statements = AssertionStatements(assertion: assertion, signer: signer, sender: sender, policy: policy, now: now)
            verdict.checks += statements.checks()
            let claims = policy.isNational ? VIHF(reading: assertion, into: &verdict) : nil
            if let claims {
                let rules = VIHFRules(claims: claims, signer: NationalCertificate(signer), sender: sender.map(NationalCertificate.init), target: target)
                verdict.checks += rules.checks()
            }
            if verdict.isTrusted, let purpose = target?.purpose { verdict.checks += record(assertion, for: purpose, until: statements.end, now: now) }
            guard verdict.isTrusted else { return verdict }
            verdict.assertion = assertion
            verdict.claims = claims
        } catch {
            verdict.checks.append(
                assertionFailed(error.code.rawValue, field: error.field, expected: error.expected, received: error.received.map { printable($0) }))
        }
        return verdict
    }

    /// Waits until the uses that were recorded so far outlive the process, where they do at all; false where that failed.
    public func settled() async -> Bool { await uses?.settled() ?? true }

    /// The certificate that signed, once everything that is asked of it holds.
    private func signer(of found: UnverifiedAssertion, at now: Date, in verdict: inout AssertionVerdict) -> Certificate? {
        let field = "Signature/KeyInfo/X509Data/X509Certificate"
        let credential = PresentedCredential(clientChain: found.signature.certificates)
        let evidence = trust.evidence(on: credential, for: .signature, document: nil, now: now)
        let rules = AuthorCheck.certificateRules.filter { policy.isNational || !Self.nationalRules.contains($0.code) }
        var failures = rules.flatMap { $0.checks(of: evidence) }.filter { $0.outcome == .failed }
        for index in failures.indices {
            failures[index].source = .assertion
            failures[index].field = "\(field): \(failures[index].field)"
            // The hint of a connection's certificate would advise the very one that was taken here.
            if failures[index].code == "certificate.wrong-purpose" { failures[index].hint = .signingCertificate }
        }
        verdict.checks += failures
        guard failures.isEmpty, evidence.path.isTrusted, let leaf = evidence.path.chain.first else { return nil }
        // Certificates beside the signer's own can only be authorities: a second person's would make a choice of it.
        for (position, der) in found.signature.certificates.enumerated().dropFirst() {
            guard let other = try? Certificate(der: der), other.isAuthority else {
                verdict.fail("assertion.key", "\(field)[\(position + 1)]", expected: "an authority's certificate", received: "another one")
                return nil
            }
        }
        verdict.pass("assertion.signer", field, received: "SHA-256 \(leaf.fingerprint)")
        return leaf
    }

    private func record(_ assertion: Assertion, for purpose: String, until end: Date?, now: Date) -> [CredentialCheck] {
        guard let uses, let end else { return [] }
        let name = hexadecimal(Digest.sha256(Array("\(assertion.issuer.utf8.count):\(assertion.issuer)\(assertion.id)".utf8)))
        let use = AssertionUse(assertion: name, purpose: hexadecimal(Digest.sha256(Array(purpose.utf8))), until: end + policy.clockSkew)
        let outcome = uses.record(use, now: now)
        switch outcome {
        case .first, .again: return [assertionPassed("assertion.use", field: "@ID", received: outcome.rawValue)]
        case .replayed:
            guard policy.refusesReplay || assertion.conditions.isOneTimeUse else {
                return [assertionPassed("assertion.use", field: "@ID", received: "replayed")]
            }
            return [assertionFailed("assertion.replayed", field: "@ID", expected: "an assertion of its own for each document", received: "used before")]
        case .full: return [assertionFailed("assertion.replay-unknown", field: "@ID", expected: nil, received: nil)]
        }
    }
}

extension Bilingual {
    /// The hint of an assertion that is signed with the certificate of connections.
    fileprivate static let signingCertificate = Bilingual(
        fr: "Signez l'assertion avec le certificat de signature de la carte ou de l'organisation, pas avec celui de la connexion TLS.",
        en: "Sign the assertion with the signature certificate of the card or the organisation, not with the one of the TLS connection.")
}
