// Turns what the core Schematron of the header says into findings.

import CDADocuments
import ClinicalTypes
import SchematronEngine
import XMLTree

/// Reads the findings of `Header.sch`: code, weight, place and words from the schema, edits and lists of codes from here.
///
/// An assertion's identifier is a finding code and the case within it, `header.realm-code.missing`. Its diagnostics are the words of the finding, in both
/// languages; its properties tell what was found and what is allowed (`name = value; value`).
struct HeaderReading {
    private let context: RuleContext

    init(_ context: RuleContext) { self.context = context }

    /// The code that an assertion is a case of.
    static func code(of assertion: String) -> FindingCode? {
        FindingCode(rawValue: assertion.split(separator: ".").prefix(2).joined(separator: "."))
    }

    /// A finding; nil for what the grammar has said already, for what lies outside of the document, and for defects of the rules.
    func finding(_ found: SchematronFinding) -> Finding? {
        guard !found.isDefect, let assertion = found.assertion, let id = assertion.id, let code = Self.code(of: id) else { return nil }
        let node = found.subject ?? found.node
        guard node == context.document.node || context.document.node.isAncestor(of: node) else { return nil }
        guard !GrammarOverlap(context.gaps, context.document).hasSaid(id, at: node) else { return nil }
        let severity = weight(of: code) ?? Severity(rawValue: assertion.marks.role ?? "") ?? code.severity
        let element = node.kind == .attribute ? node.parent ?? node : node
        // White space at the ends is noise everywhere but in an address, where it is the fault.
        let value = node.kind == .attribute ? id.hasPrefix("telecom.") ? node.stringValue : trimmingXMLSpace(node.stringValue) : nil
        let written = content(found.properties, "found.") ?? value
        return context.finding(
            code, severity: severity, at: node, message(of: found), found: written,
            allowed: CodeAllowances.allowed(id, found: written, at: element) ?? allowed(found.properties),
            edit: HeaderEdits(context.document).edit(id, at: element, node))
    }

    /// The weight that an option gives, where it gives one.
    private func weight(of code: FindingCode) -> Severity? {
        switch code {
        case .idExtension: context.options.refusesIdentifierExtension ? .error : .warning
        case .patientINSMissing: context.options.requiresHealthIdentity ? .error : .warning
        default: nil
        }
    }

    private func message(of found: SchematronFinding) -> Bilingual {
        func words(_ language: String) -> String? {
            let text = found.diagnostics.first { $0.language == language }?.text
            return text.map { $0.utf8.split(whereSeparator: isXMLSpace).map { String(Substring($0)) }.joined(separator: " ") }
        }
        return Bilingual(fr: words("fr") ?? found.foldedMessage, en: words("en") ?? found.foldedMessage)
    }

    private func content(_ properties: [SchematronFinding.Note], _ prefix: String) -> String? {
        properties.first { $0.id.hasPrefix(prefix) }.map { trimmingXMLSpace($0.text) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func allowed(_ properties: [SchematronFinding.Note]) -> AllowedValues? {
        guard let note = properties.first(where: { $0.id.hasPrefix("allowed.") }) else { return nil }
        let (name, list) =
            note.text.firstRange(of: " = ").map { (trimmingXMLSpace(String(note.text[..<$0.lowerBound])), note.text[$0.upperBound...]) } ?? (
                nil, note.text[...]
            )
        let values = list.split(separator: ";").map { trimmingXMLSpace(String($0)) }.filter { !$0.isEmpty }
        return AllowedValues(name: name, first: values)
    }
}
