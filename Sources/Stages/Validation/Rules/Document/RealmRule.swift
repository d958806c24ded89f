// The realm is France.

import CDADocuments
import ClinicalTypes
import XMLTree

/// `realmCode` is there and says `FR`.
struct RealmRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let realm = document.realmCodes.first else {
            guard !context.gaps.misspells("realmCode", under: document.node) else { return [] }
            return [
                context.finding(
                    .realmCode, at: document.node,
                    Bilingual(fr: "realmCode manque : ajouter <realmCode code=\"FR\"/>", en: "realmCode is missing: add <realmCode code=\"FR\"/>"),
                    allowed: AllowedValues(first: ["FR"]), edit: DocumentEdits(document.node).insertingHeader("realmCode", "code=\"FR\""))
            ]
        }
        guard realm.code != "FR" else { return [] }
        return [
            context.finding(
                .realmCode, at: realm.node, attribute: "code",
                Bilingual(fr: "realmCode doit porter le code FR", en: "realmCode must carry the code FR"),
                found: realm.code, allowed: AllowedValues(first: ["FR"]), edit: DocumentEdits(realm.node).setting("code", to: "FR"))
        ]
    }
}
