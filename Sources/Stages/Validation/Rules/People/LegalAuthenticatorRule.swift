// Who answers for a document.

import CDADocuments
import ClinicalTypes
import XMLTree

/// The legal authenticator is there, with time, signature and a national identifier.
struct LegalAuthenticatorRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let authenticator = document.legalAuthenticator else {
            return [
                context.finding(
                    .legalAuthenticatorMissing, at: document.node,
                    Bilingual(
                        fr: "legalAuthenticator manque : nommer le responsable du document",
                        en: "legalAuthenticator is missing: name who answers for the document"))
            ]
        }
        var findings = timeFindings(of: authenticator, isMandatory: true, context)
        if authenticator.signatureCode?.code != "S" {
            let node = authenticator.signatureCode?.node ?? authenticator.node
            if !context.gaps.names("signatureCode", under: authenticator.node), !context.gaps.touches(node) || authenticator.signatureCode == nil {
                findings.append(
                    context.finding(
                        .legalAuthenticatorSignature, at: node, attribute: "code",
                        Bilingual(fr: "signatureCode doit porter le code S", en: "signatureCode must carry the code S"),
                        found: authenticator.signatureCode?.code, allowed: AllowedValues(first: ["S"]),
                        edit: authenticator.signatureCode.flatMap { DocumentEdits($0.node).setting("code", to: "S") }))
            }
        }
        guard let entity = authenticator.entity else { return findings }
        let part = Bilingual(fr: "responsable légal", en: "legal authenticator")
        // Official examples carry identifiers of other roots here, so a wrong one only warns.
        let missing = ProfessionalIdentity(part: part, severity: .error, context: context)
        let found = missing.findings(of: entity).map { finding in
            var finding = finding
            if finding.code == FindingCode.professionalIDRoot.rawValue { finding.severity = .warning }
            return finding
        }
        findings += found + missing.nameFinding(of: entity)
        if let organization = entity.organization {
            findings += ProfessionalIdentity(part: part, severity: .warning, context: context).findings(of: organization)
        }
        return findings
    }
}
