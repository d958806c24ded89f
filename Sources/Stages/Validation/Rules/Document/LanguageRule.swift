// The language of a document.

import CDADocuments
import ClinicalTypes
import XMLTree

/// `languageCode` is `fr-FR`.
struct LanguageRule: HeaderRule {
    private static let french = "fr-FR"

    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let language = document.languageCode else {
            guard !context.gaps.misspells("languageCode", under: document.node) else { return [] }
            return [
                context.finding(
                    .language, at: document.node,
                    Bilingual(fr: "languageCode manque : ajouter fr-FR", en: "languageCode is missing: add fr-FR"),
                    allowed: AllowedValues(first: [Self.french]),
                    edit: DocumentEdits(document.node).insertingHeader("languageCode", "code=\"\(Self.french)\""))
            ]
        }
        guard language.code != Self.french, language.code != nil || language.nullFlavor == nil else { return [] }
        return [
            context.finding(
                .language, at: language.node, attribute: "code",
                Bilingual(fr: "languageCode doit porter le code fr-FR", en: "languageCode must carry the code fr-FR"),
                found: language.code, allowed: AllowedValues(first: [Self.french]),
                edit: DocumentEdits(language.node).setting("code", to: Self.french))
        ]
    }
}
