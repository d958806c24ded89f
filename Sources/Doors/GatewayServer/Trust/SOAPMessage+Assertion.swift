// The assertion in the header of a message, and the fault that refuses a credential (WS-Security 1.1, 12).

import AuthorTrust
import ClinicalTypes
import Delivery
import Gateway
import XDSMessages

extension SOAPMessage {
    /// What is presented as the assertion: the envelope, whose signature is judged as it came; what stands in the field of HTTP, where the envelope has
    /// none; nothing that holds, where both have one.
    func assertion(beside field: [UInt8]?) -> [UInt8]? {
        if !presentsAssertion { return field }
        return field == nil ? envelope : []
    }
}

extension SOAPFault {
    /// A credential was refused: every check that failed, with its field and what to do; no content.
    static func credentialRefused(_ verdict: AuthorVerdict, submission: String?, in language: Language) -> SOAPFault {
        credentialRefused(verdict.failures, submission: submission, in: language)
    }

    /// The same of the checks alone.
    static func credentialRefused(_ failures: [CredentialCheck], submission: String?, in language: Language) -> SOAPFault {
        var reason = failures.prefix(8).map { "[\($0.code)] \($0.field): \($0.hint[language])" }.joined(separator: " ")
        if reason.isEmpty {
            reason = Bilingual(fr: "La connexion ne présente aucun certificat client.", en: "The connection presents no client certificate.")[language]
        }
        if let submission { reason += " [\(submission)]" }
        let isToken = !failures.isEmpty && failures.allSatisfy { $0.source == .assertion }
        let subcode = QualifiedName(isToken ? "InvalidSecurityToken" : "FailedAuthentication", in: QualifiedName.security.namespace)
        return SOAPFault(code: .sender, subcodes: [subcode], reason: reason, language: language.rawValue)
    }

    /// The record store refused who asks: the fault of the store told on, with its check and its claim; its words stay there.
    static func identityRefused(_ refusal: IdentityRefusal, in language: Language) -> SOAPFault {
        let known = ["InvalidSecurityToken", "FailedAuthentication", "InvalidSecurity", "UnsupportedSecurityToken", "FailedCheck", "SecurityTokenUnavailable"]
        let subcode = known.contains(refusal.subcode) ? refusal.subcode : "FailedAuthentication"
        return SOAPFault(
            code: .sender, subcodes: [QualifiedName(subcode, in: QualifiedName.security.namespace)],
            reason: "[\(refusal.code)] \(refusal.claim.map { "\($0): " } ?? "")\(refusal.words[language])", language: language.rawValue)
    }
}
