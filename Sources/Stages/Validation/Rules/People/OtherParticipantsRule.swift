// Everybody else whom the header names with a national identifier.

import CDADocuments
import ClinicalTypes
import XMLTree

/// The identifiers of data enterers, authenticators and performers are well formed; they only warn, as no registry needs them.
struct OtherParticipantsRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        var findings: [Finding] = []
        func examine(_ participations: [Participation], _ part: Bilingual) {
            let identity = ProfessionalIdentity(part: part, severity: .warning, context: context)
            for participation in participations {
                guard let entity = participation.entity else { continue }
                if entity.ids.contains(where: { $0.root == ProfessionalIdentifier.root }) { findings += identity.findings(of: entity) }
                if let organization = entity.organization, organization.ids.contains(where: { $0.root == StructureIdentifier.root }) {
                    findings += identity.findings(of: organization)
                }
            }
        }
        examine(document.dataEnterers, Bilingual(fr: "opérateur de saisie", en: "data enterer"))
        examine(document.authenticators, Bilingual(fr: "validateur", en: "authenticator"))
        examine(document.serviceEvents.flatMap(\.performers), Bilingual(fr: "exécutant", en: "performer"))
        return findings
    }
}
