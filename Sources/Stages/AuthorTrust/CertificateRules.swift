// The rules on the certificate itself: presented, of a known authority, in its validity, for this purpose, not revoked.

import ClinicalTypes
import CredentialChecks
import Foundation

/// A certificate came, and it can be read.
struct CertificatePresented: CredentialRule {
    let code = "certificate.presented"
    let field = "tls.client-certificate"

    func checks(of evidence: CredentialEvidence) -> [CredentialCheck] {
        let faults = evidence.path.failures.filter { [.none, .unreadable, .chainTooLong].contains($0.code) }
        guard faults.isEmpty else {
            let limit = CertificatePathCheck.longestPresentedChain
            return faults.map { fault in
                let expected =
                    fault.code == .chainTooLong
                    ? "at most \(limit) certificates" : evidence.purpose == .tlsClient ? "an X.509 client certificate" : "an X.509 certificate"
                let received = fault.code == .none ? nil : "\(evidence.credential.clientChain.count) certificates"
                return failed(
                    fault.code.rawValue, field: place(evidence), expected: expected, received: received, depth: fault.code == .unreadable ? fault.depth : nil)
            }
        }
        return passed(field: place(evidence), received: evidence.path.chain.first.map { "SHA-256 \($0.fingerprint)" })
    }

    private func place(_ evidence: CredentialEvidence) -> String { evidence.purpose == .tlsClient ? field : "\(evidence.purpose.rawValue)-certificate" }
}

/// The certificate chains to a configured authority, every signature on the way holds, and every key is one to rely on.
struct IssuedByKnownAuthority: CredentialRule {
    let code = "certificate.authority"
    let field = "issuer"
    private static let others: Set<CertificatePathCode> = [
        .none, .unreadable, .chainTooLong, .expired, .notYetValid, .wrongPurpose, .revoked, .revocationListMissing, .revocationListExpired,
        .revocationListNotYetValid, .revocationListUnusable,
    ]

    func checks(of evidence: CredentialEvidence) -> [CredentialCheck] {
        guard let leaf = evidence.path.chain.first else { return notApplicable() }
        let faults = evidence.path.failures.filter { !Self.others.contains($0.code) }
        guard faults.isEmpty else { return faults.map { told($0, evidence, leaf) } }
        return passed(received: leaf.issuer.description)
    }
}

/// Now lies within the validity of every certificate of the path.
struct WithinValidity: CredentialRule {
    let code = "certificate.validity"
    let field = "notAfter"

    func checks(of evidence: CredentialEvidence) -> [CredentialCheck] {
        guard let leaf = evidence.path.chain.first else { return notApplicable() }
        let faults = evidence.path.failures.filter { $0.code == .expired || $0.code == .notYetValid }
        guard faults.isEmpty else { return faults.map { told($0, evidence, leaf) } }
        return passed(received: leaf.notAfter.ISO8601Format())
    }
}

/// The certificate is one for what it is presented for: for authenticating TLS clients, or for signing.
struct MadeForPurpose: CredentialRule {
    let code = "certificate.purpose"
    let field = "extendedKeyUsage"

    func checks(of evidence: CredentialEvidence) -> [CredentialCheck] {
        guard let leaf = evidence.path.chain.first else { return notApplicable() }
        guard let fault = evidence.path.failures.first(where: { $0.code == .wrongPurpose }) else { return passed(received: leaf.toldUsages) }
        return [told(fault, evidence, leaf)]
    }
}

/// No revocation list says that a certificate of the path was revoked, and the lists that are required are in force.
struct NotOnRevocationList: CredentialRule {
    let code = "certificate.revocation"
    let field = "crl"
    private static let mine: Set<CertificatePathCode> = [
        .revoked, .revocationListMissing, .revocationListExpired, .revocationListNotYetValid, .revocationListUnusable,
    ]

    func checks(of evidence: CredentialEvidence) -> [CredentialCheck] {
        guard let leaf = evidence.path.chain.first else { return notApplicable() }
        let faults = evidence.path.failures.filter { Self.mine.contains($0.code) }
        guard faults.isEmpty else { return faults.map { told($0, evidence, leaf) } }
        guard evidence.path.isTrusted else { return notApplicable() }
        guard evidence.requirements.lists != .off else { return [open("certificate.revocation-off", hint: .revocationOff)] }
        let gaps = evidence.path.gaps
        guard gaps.isEmpty else {
            return gaps.map { gap in
                var check = told(gap, evidence, leaf)
                check.outcome = .notApplicable
                check.code = "certificate.revocation-unknown"
                check.hint = .revocationUnknown
                return check
            }
        }
        let own = evidence.lists.lists(of: leaf.issuer).map(\.thisUpdate).max()
        return passed(received: own.map { "a list of \($0.ISO8601Format())" })
    }

    private func open(_ code: String, hint: Bilingual) -> CredentialCheck {
        CredentialCheck(code: code, outcome: .notApplicable, field: field, hint: hint)
    }
}
