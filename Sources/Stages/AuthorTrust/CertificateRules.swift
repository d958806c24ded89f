// The rules on the certificate itself: presented, of a known authority, in its validity, for this purpose.

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
                let expected = fault.code == .chainTooLong ? "at most \(limit) certificates" : "an X.509 client certificate"
                let received = fault.code == .none ? nil : "\(evidence.credential.clientChain.count) certificates"
                return failed(fault.code.rawValue, field: field, expected: expected, received: received, depth: fault.code == .unreadable ? fault.depth : nil)
            }
        }
        return passed(received: evidence.path.chain.first.map { "SHA-256 \($0.fingerprint)" })
    }
}

/// The certificate chains to a configured authority, and every signature on the way holds.
struct IssuedByKnownAuthority: CredentialRule {
    let code = "certificate.authority"
    let field = "issuer"
    private static let others: Set<CertificatePathCode> = [.none, .unreadable, .chainTooLong, .expired, .notYetValid, .wrongPurpose]

    func checks(of evidence: CredentialEvidence) -> [CredentialCheck] {
        guard let leaf = evidence.path.chain.first else { return notApplicable() }
        let faults = evidence.path.failures.filter { !Self.others.contains($0.code) }
        guard faults.isEmpty else { return faults.map { check(for: $0, leaf: leaf, anchors: evidence.anchorNames) } }
        return passed(received: leaf.issuer.description)
    }

    private func check(for fault: CertificatePathFailure, leaf: Certificate, anchors: [String]) -> CredentialCheck {
        let concerned = fault.certificate ?? leaf
        let code = fault.code.rawValue
        switch fault.code {
        case .keyTooWeak:
            let received = "\(concerned.keyAlgorithm) \(concerned.keyBits)"
            return failed(code, field: "subjectPublicKeyInfo", expected: "RSA 2048 or EC 256 at least", received: received, depth: fault.depth)
        case .untrustedIssuer, .chainIncomplete, .selfSigned:
            let known = anchors.prefix(3).joined(separator: " | ") + (anchors.count > 3 ? " …" : "")
            return failed(code, field: field, expected: known, received: concerned.issuer.description, depth: fault.depth)
        default:
            let received = fault.openSSLCode == 0 ? nil : "X509_V_ERR \(fault.openSSLCode)"
            return failed(code, field: "certificate", expected: nil, received: received, depth: fault.depth)
        }
    }
}

/// Now lies within the validity of every certificate of the path.
struct WithinValidity: CredentialRule {
    let code = "certificate.validity"
    let field = "notAfter"

    func checks(of evidence: CredentialEvidence) -> [CredentialCheck] {
        guard let leaf = evidence.path.chain.first else { return notApplicable() }
        let faults = evidence.path.failures.filter { $0.code == .expired || $0.code == .notYetValid }
        guard faults.isEmpty else {
            let now = evidence.now.ISO8601Format()
            return faults.map { fault in
                let concerned = fault.certificate ?? leaf
                guard fault.code == .expired else {
                    return failed(
                        fault.code.rawValue, field: "notBefore", expected: "before \(now)", received: concerned.notBefore.ISO8601Format(), depth: fault.depth)
                }
                return failed(fault.code.rawValue, field: field, expected: "after \(now)", received: concerned.notAfter.ISO8601Format(), depth: fault.depth)
            }
        }
        return passed(received: leaf.notAfter.ISO8601Format())
    }
}

/// The certificate is one for authenticating TLS clients, not one for signing or for servers.
struct MadeForAuthentication: CredentialRule {
    let code = "certificate.purpose"
    let field = "extendedKeyUsage"

    func checks(of evidence: CredentialEvidence) -> [CredentialCheck] {
        guard let leaf = evidence.path.chain.first else { return notApplicable() }
        guard let fault = evidence.path.failures.first(where: { $0.code == .wrongPurpose }) else { return passed(received: Self.usages(of: leaf)) }
        return [
            failed(
                fault.code.rawValue, field: field, expected: "clientAuth + digitalSignature", received: Self.usages(of: fault.certificate ?? leaf),
                depth: fault.depth)
        ]
    }

    private static func usages(of certificate: Certificate) -> String {
        let names = [
            ExtendedKeyUsage.clientAuthentication: "clientAuth", ExtendedKeyUsage.serverAuthentication: "serverAuth",
            ExtendedKeyUsage.emailProtection: "emailProtection",
        ]
        let purposes = certificate.extendedKeyUsages?.prefix(8).map { names[$0] ?? $0 }
        let usages = certificate.keyUsages?.sorted { $0.rawValue < $1.rawValue }.map { "\($0)" }
        return ((purposes ?? ["any purpose"]) + (usages ?? ["any usage"])).joined(separator: " + ")
    }
}
