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

    /// - Parameters:
    ///   - found: what the rule found.
    ///   - model: the schema of the rule.
    ///   - constants: the strings that variables of the schema stand for whatever the document; they are the author's words, too.
    init(_ found: SchematronFinding, in model: SchemaModel, constants: [String: String]) {
        guard let assertion = found.assertion else {
            message = Bilingual(fr: "", en: "")
            detail = nil
            return
        }
        let own = Self.text(assertion.message, at: found, constants)
        var spoken: [Language: String] = [:]
        var others: [String] = []
        for note in found.diagnostics {
            guard let written = model.diagnostics[note.id] else { continue }
            if let language = note.language.flatMap(Self.language) {
                spoken[language] = [spoken[language], Self.text(written.message, at: found, constants)].compactMap(\.self).joined(separator: " ")
            } else {
                others.append(Self.text(written.message, at: found, constants))
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
    private static func text(_ message: [SchemaMessagePart], at found: SchematronFinding, _ constants: [String: String]) -> String {
        folded(
            message.map { part in
                switch part {
                case .text(let text): text
                case .name(nil): found.node.qualifiedName
                case .value(let expression): Self.constant(expression.text, constants) ?? "…"
                case .name: "…"
                }
            }.joined())
    }

    /// The string that an expression gives for every document: a literal, or a variable that stands for one.
    private static func constant(_ text: String, _ constants: [String: String]) -> String? {
        if let literal = DocumentReads.literal(text) { return literal }
        return text.hasPrefix("$") ? constants[String(text.dropFirst())] : nil
    }

    /// The variables of a schema that stand for a string whatever the document; those of rules are left out.
    static func constants(of model: SchemaModel) -> [String: String] {
        var constants: [String: String] = [:]
        for variable in model.lets + model.patterns.flatMap(\.lets) { constants[variable.name] = DocumentReads.literal(variable.value.text) }
        // A rule may hide a variable behind one of the same name.
        for case .variable(let variable) in model.patterns.flatMap(\.rules).flatMap(\.parts) { constants[variable.name] = nil }
        return constants
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
