// The rule on responders: whoever issued a certificate does not say that it was revoked.

import ClinicalTypes
import CredentialChecks
import Foundation

/// The responder that a certificate names does not say that it was revoked.
struct NotRevokedByResponder: CredentialRule {
    let code = "certificate.status"
    let field = "ocsp"

    func checks(of evidence: CredentialEvidence) -> [CredentialCheck] {
        guard evidence.statuses.use != .off else { return [] }
        guard evidence.path.isTrusted, evidence.path.chain.count > 1 else { return notApplicable() }
        let isHard = evidence.statuses.use == .hard
        var found: [CredentialCheck] = []
        for (depth, certificate) in evidence.path.chain.dropLast().enumerated() {
            let status = evidence.statuses[certificate, at: evidence.now]
            // Authorities are often left to their lists; the sender's own certificate is not.
            if certificate.responders.isEmpty, status == nil {
                guard depth == 0 else { continue }
                found.append(missing("certificate.responder-missing", isHard, depth, expected: "a responder (authorityInfoAccess)", received: nil))
                continue
            }
            switch status {
            case .success(let status): found.append(told(status, certificate, isHard, depth))
            case .failure(let failure):
                found.append(missing("certificate.status-unavailable", isHard, depth, expected: "an answer of the responder", received: failure.rawValue))
            case nil: found.append(missing("certificate.status-unavailable", isHard, depth, expected: "an answer of the responder", received: nil))
            }
        }
        return found
    }

    private func told(_ status: ResponderStatus, _ certificate: Certificate, _ isHard: Bool, _ depth: Int) -> CredentialCheck {
        switch status.standing {
        case .good:
            var check = passed(received: "good, \(status.thisUpdate.ISO8601Format())")[0]
            check.certificateDepth = depth
            return check
        case .revoked(let revocation):
            let since = [revocation.date.ISO8601Format(), revocation.reason.map { "\($0)" }].compactMap(\.self).joined(separator: ", ")
            let code = CertificatePathCode.revoked.rawValue
            return failed(code, field: field, expected: "good", received: "\(certificate.serialNumber) revoked since \(since)", depth: depth)
        case .unknown: return missing("certificate.status-unknown", isHard, depth, expected: "good", received: "unknown")
        }
    }

    /// Nothing is known: that refuses where responders are required, and else is told.
    private func missing(_ code: String, _ isHard: Bool, _ depth: Int, expected: String, received: String?) -> CredentialCheck {
        var check = failed(code, field: field, expected: expected, received: received, depth: depth)
        if !isHard { check.outcome = .notApplicable }
        return check
    }
}
