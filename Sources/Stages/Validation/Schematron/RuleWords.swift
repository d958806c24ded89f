// The words of a rule, without content of the document and with it.

import ClinicalTypes
import SchematronEngine
import XMLTree

/// What an assertion says: `message` as its author wrote it, values of the document left out (`…`); `detail` with them.
///
/// An author who gives diagnostics in French and English speaks both languages; all others are quoted in their own.
struct RuleWords {
    let message: Bilingual
    /// The words with values of the document, nil where there are none.
    let detail: String?

    init(_ found: SchematronFinding, in model: SchemaModel) {
        guard let assertion = found.assertion else {
            message = Bilingual(fr: "", en: "")
            detail = nil
            return
        }
        let own = Self.text(assertion.message, at: found)
        var spoken: [Language: String] = [:]
        var others: [String] = []
        for note in found.diagnostics {
            guard let written = model.diagnostics[note.id] else { continue }
            if let language = note.language.flatMap(Self.language) {
                spoken[language] = [spoken[language], Self.text(written.message, at: found)].compactMap(\.self).joined(separator: " ")
            } else {
                others.append(Self.text(written.message, at: found))
            }
        }
        let plain = ([own] + others).filter { !$0.isEmpty }.joined(separator: " ")
        message = Bilingual(fr: spoken[.french] ?? spoken[.english] ?? plain, en: spoken[.english] ?? spoken[.french] ?? plain)
        let whole = ([found.foldedMessage] + found.diagnostics.map { Self.folded($0.text) }).filter { !$0.isEmpty }
        let hasValues =
            assertion.message.contains(where: \.isValue) || found.diagnostics.contains { model.diagnostics[$0.id]?.message.contains(where: \.isValue) ?? false }
        detail = hasValues ? whole.joined(separator: " ") : nil
    }

    private static func language(_ tag: String) -> Language? { Language(rawValue: String(tag.lowercased().prefix { $0 != "-" })) }

    /// A message with an ellipsis for each value; the name of the element that is judged is no value.
    private static func text(_ message: [SchemaMessagePart], at found: SchematronFinding) -> String {
        folded(
            message.map { part in
                switch part {
                case .text(let text): text
                case .name(nil): found.node.qualifiedName
                case .value, .name: "…"
                }
            }.joined())
    }

    private static func folded(_ text: String) -> String {
        text.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" }.joined(separator: " ")
    }
}

extension SchemaMessagePart {
    /// Whether the part gives a value of the document.
    fileprivate var isValue: Bool {
        switch self {
        case .text, .name(nil): false
        case .value, .name: true
        }
    }
}
