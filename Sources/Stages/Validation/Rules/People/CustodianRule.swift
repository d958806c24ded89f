// Who keeps a document.

import CDADocuments
import ClinicalTypes
import XMLTree

/// The custodian is a structure with an identifier.
struct CustodianRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let custodian = document.custodian else {
            guard !context.gaps.names("custodian", under: document.node) else { return [] }
            return [context.finding(.custodianMissing, at: document.node, Bilingual(fr: "custodian manque", en: "custodian is missing"))]
        }
        guard let organization = custodian.organization else {
            guard !context.gaps.isWithin(custodian.node), custodian.nullFlavor == nil else { return [] }
            return [
                context.finding(
                    .custodianMissing, at: custodian.node,
                    Bilingual(fr: "custodian ne nomme pas d'organisation", en: "custodian names no organisation"))
            ]
        }
        let part = Bilingual(fr: "conservateur", en: "custodian")
        return ProfessionalIdentity(part: part, severity: .error, context: context).findings(of: organization).map { finding in
            var finding = finding
            // Official examples write the number without its prefix here.
            if finding.code == FindingCode.structureIDForm.rawValue { finding.severity = .warning }
            return finding
        }
    }
}
