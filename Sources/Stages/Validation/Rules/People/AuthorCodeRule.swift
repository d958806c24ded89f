// The professions of those who wrote a document.

import CDADocuments
import ClinicalTypes
import CodeSystems
import XMLTree

/// A professional's code is in JDV_J01.
struct AuthorCodeRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        var unknown = 0
        return document.authors.flatMap { author -> [Finding] in
            guard let entity = author.entity, !isPatient(entity) else { return [] }
            guard let element = entity.code, let code = element.code, !code.isEmpty else { return [] }
            let table = CodeTables.authorSpecialities
            if let system = element.system, table[code, system] != nil { return [] }
            let sameCode = table.entries(of: code)
            if let right = sameCode.first {
                return [
                    context.finding(
                        .authorCodeUnknown, at: element.node, attribute: "codeSystem",
                        Bilingual(
                            fr: "ce code appartient à un autre système : corriger @codeSystem", en: "this code belongs to another system: correct @codeSystem"),
                        found: element.system, allowed: AllowedValues(name: table.name, first: sameCode.map(\.system)),
                        edit: DocumentEdits(element.node).setting("codeSystem", to: right.system))
                ]
            }
            unknown += 1
            return [
                context.finding(
                    .authorCodeUnknown, at: element.node, attribute: "code",
                    Bilingual(fr: "cette profession n'est pas dans JDV_J01", en: "this profession is not in JDV_J01"), found: code,
                    // Measuring a whole table is dear, and no more than the first are told.
                    allowed: unknown <= FindingTally.limit ? table.allowed(nearestTo: code, label: element.displayName) : nil)
            ]
        }
    }
}

/// Whether a role is a patient's: it stands under a national health identity.
func isPatient(_ entity: AssignedEntity) -> Bool {
    entity.ids.contains { $0.healthIdentifierSpace != nil } || entity.code?.code == "EXP_PATIENT"
}
