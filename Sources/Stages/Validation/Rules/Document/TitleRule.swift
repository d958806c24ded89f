// The title of a document.

import CDADocuments
import ClinicalTypes
import XMLTree

/// `title` is there and holds at most 128 characters, as registries take no more.
struct TitleRule: HeaderRule {
    private static let limit = 128

    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let title = document.title, !title.text.isEmpty || title.nullFlavor != nil else {
            guard !context.gaps.misspells("title", under: document.node) else { return [] }
            return [
                context.finding(
                    .titleMissing, at: document.title?.node ?? document.node,
                    Bilingual(fr: "le titre manque : le document doit en porter un", en: "the title is missing: the document must carry one"))
            ]
        }
        let length = title.text.unicodeScalars.count
        guard length > Self.limit else { return [] }
        return [
            context.finding(
                .titleLength, at: title.node,
                Bilingual(
                    fr: "le titre a \(length) caractères, au plus \(Self.limit) sont permis : le raccourcir",
                    en: "the title has \(length) characters, at most \(Self.limit) are allowed: shorten it"),
                found: title.text)
        ]
    }
}
