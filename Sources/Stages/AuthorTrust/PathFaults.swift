// What is told of each fault of a path: the field, what was expected, what came, and the certificate concerned.

import ClinicalTypes
import CredentialChecks
import Foundation

/// A fault of a path as a failed check.
func told(_ fault: CertificatePathFailure, _ evidence: CredentialEvidence, _ leaf: Certificate) -> CredentialCheck {
    let concerned = fault.certificate ?? leaf
    let (field, expected, received) = words(fault, concerned, evidence)
    return failed(fault.code.rawValue, field: field, expected: expected, received: received, depth: fault.depth)
}

private func words(
    _ fault: CertificatePathFailure, _ concerned: Certificate, _ evidence: CredentialEvidence
) -> (field: String, expected: String?, received: String?) {
    let now = evidence.now.ISO8601Format()
    let number = fault.openSSLCode == 0 ? nil : "X509_V_ERR \(fault.openSSLCode)"
    switch fault.code {
    case .untrustedIssuer, .chainIncomplete, .selfSigned:
        let known = evidence.anchorNames.prefix(3).joined(separator: " | ") + (evidence.anchorNames.count > 3 ? " …" : "")
        return ("issuer", known, concerned.issuer.description)
    case .expired: return ("notAfter", "after \(now)", concerned.notAfter.ISO8601Format())
    case .notYetValid: return ("notBefore", "before \(now)", concerned.notBefore.ISO8601Format())
    case .wrongPurpose: return ("extendedKeyUsage", evidence.purpose.expectedUsages, concerned.toldUsages)
    case .keyTooWeak: return ("subjectPublicKeyInfo", "RSA 2048 or EC 256 at least", concerned.toldKey)
    case .keyTooLarge: return ("subjectPublicKeyInfo", "RSA \(evidence.requirements.keys.maximumRSABits) at most", concerned.toldKey)
    case .digestTooWeak: return ("signatureAlgorithm", "SHA-256 or better", concerned.signatureDigest)
    case .signatureInvalid: return ("signatureValue", "a signature of \(concerned.issuer)", number)
    case .duplicateExtension: return ("extensions", "every extension once", "twice: " + list(concerned.doubledExtensions))
    case .unknownCriticalExtension:
        return ("extensions", "only critical extensions of RFC 5280", "critical: " + list(concerned.extensions.filter(\.isCritical).map(\.type)))
    case .issuerNotAnAuthority: return ("basicConstraints", "CA, with keyCertSign", concerned.isAuthority ? concerned.toldUsages : "not a CA")
    case .pathTooLong: return ("basicConstraints.pathLenConstraint", "no more issuing authorities than allowed", "\(evidence.path.chain.count) certificates")
    case .nameNotPermitted: return ("nameConstraints", "a name that its issuers may name", concerned.subject.description)
    case .revoked:
        let since = evidence.lists.revocation(of: concerned)
        let told = [since?.date.ISO8601Format(), since?.reason.map { "\($0)" }].compactMap(\.self).joined(separator: ", ")
        return ("serialNumber", "not on the list of \(concerned.issuer)", concerned.serialNumber + (told.isEmpty ? "" : " since " + told))
    case .revocationListMissing: return ("crl", "a revocation list of \(concerned.issuer)", nil)
    case .revocationListExpired:
        let next = evidence.lists.lists(of: concerned.issuer).compactMap(\.nextUpdate).max()
        return ("crl.nextUpdate", "after \(now)", next?.ISO8601Format())
    case .revocationListNotYetValid:
        let this = evidence.lists.lists(of: concerned.issuer).map(\.thisUpdate).min()
        return ("crl.thisUpdate", "before \(now)", this?.ISO8601Format())
    case .revocationListUnusable: return ("crl", "a usable revocation list of \(concerned.issuer)", number)
    case .policyMissing: return ("certificatePolicies", "a policy that is asked for", number)
    case .none, .unreadable, .chainTooLong, .refused: return ("certificate", nil, number)
    }
}

private func list(_ types: [String]) -> String { types.prefix(8).joined(separator: ", ") + (types.count > 8 ? " …" : "") }

extension Certificate {
    /// The purposes and usages, in words.
    var toldUsages: String {
        let names = [
            ExtendedKeyUsage.clientAuthentication: "clientAuth", ExtendedKeyUsage.serverAuthentication: "serverAuth",
            ExtendedKeyUsage.emailProtection: "emailProtection",
        ]
        let purposes = extendedKeyUsages?.prefix(8).map { names[$0] ?? $0 }
        let usages = keyUsages?.sorted { $0.rawValue < $1.rawValue }.map { "\($0)" }
        return ((purposes ?? ["any purpose"]) + (usages ?? ["any usage"])).joined(separator: " + ")
    }

    /// The key, in words.
    fileprivate var toldKey: String { [keyAlgorithm, "\(keyBits)", curve].compactMap(\.self).joined(separator: " ") }

    /// The extensions that stand twice.
    fileprivate var doubledExtensions: [String] {
        var (seen, doubled): (Set<String>, [String]) = ([], [])
        for type in extensions.map(\.type) where !seen.insert(type).inserted { doubled.append(type) }
        return doubled
    }
}
