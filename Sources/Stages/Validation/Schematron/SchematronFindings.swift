// What a Schematron says of a document, as findings.

import CDADocuments
import ClinicalTypes
import SchematronEngine
import XMLTree
import XPathEngine

/// Turns what one pack's Schematrons found into findings.
struct SchematronFindings {
    let pack: PackIdentity
    let report: SchematronReport
    /// The schemas whose assertions name findings by their identifiers.
    let namingFindings: Set<String>
    /// Reads what those schemas say.
    let header: HeaderReading?
    /// What the run was given, for looking closer at what a rule compared.
    let options: RunOptions
    /// The strings that variables of a schema stand for whatever the document.
    var constants: (SchemaModel) -> [String: String] = RuleWords.constants(of:)

    /// All findings, in the order of the rules.
    var all: [Finding] {
        let explainer = SchematronExplainer(report, options: options)
        return report.findings.compactMap { found in finding(found).map { explainer.explained($0, from: found) } }
    }

    private func finding(_ found: SchematronFinding) -> Finding? {
        let active = report.patterns[found.pattern]
        let model = active.schema.model
        if let header, namingFindings.contains(model.file), !found.isDefect { return header.finding(found) }
        let identity = RuleIdentity(
            pack: pack.name, schema: model.file, pattern: active.pattern.id ?? "p\(active.pattern.number)",
            id: found.assertion.map { $0.id ?? $0.identity } ?? found.rule.id ?? found.rule.identity)
        let words = RuleWords(found, in: model, constants: constants(model))
        var finding = Finding(
            code: SchematronCode.failed.rawValue, severity: .error, stage: .schematron, rule: identity, place: place(of: found.subject ?? found.node),
            message: words.message, detail: words.detail)
        switch found.outcome {
        case .failed, .reported:
            finding.code = (found.outcome == .failed ? SchematronCode.failed : .reported).rawValue
            finding.severity = Severity(marks: found.assertion?.marks ?? found.rule.marks)
        case .undecided(let error):
            finding.code = (error.code.rawValue == SchematronCode.budgetError ? SchematronCode.budget : .rule).rawValue
            finding.message = PackWords.undecided(error, found.assertion?.origin ?? found.rule.origin)
            finding.detail = nil
        case .contextUndecided(let error):
            finding.code = SchematronCode.context.rawValue
            finding.message = PackWords.contextUndecided(error, found.rule.origin)
            finding.detail = nil
        case .incompleteMessage(let error):
            finding.code = SchematronCode.message.rawValue
            finding.severity = .info
            finding.message = PackWords.incompleteMessage(error, found.assertion?.origin ?? found.rule.origin)
            finding.detail = nil
        }
        return finding
    }

    /// An element by its start tag.
    private func place(of node: Node) -> Place {
        switch node.kind {
        case .element: Place(line: node.line, column: node.column, byteRange: node.startTagRange, xpath: node.path)
        case .document: Place(line: 1, column: 1, xpath: "/")
        default: Place(line: node.line, column: node.column, byteRange: node.byteRange, xpath: node.path)
        }
    }
}

/// The codes of findings that come from the Schematrons of packs, and from packs themselves.
enum SchematronCode: String, Sendable, CaseIterable {
    /// An `assert` that does not hold.
    case failed = "schematron.assert"
    /// A `report` that holds.
    case reported = "schematron.report"
    /// A rule's message could not be written whole.
    case message = "pack.message"
    /// Rules that a known defect of the pack disables.
    case disabled = "pack.rules-disabled"
    /// The pack knows the model of the document in other versions only.
    case modelVersion = "pack.model-version"
    /// A rule raised an error.
    case rule = "undecided.rule"
    /// The context of a rule raised an error.
    case context = "undecided.context"
    /// A rule took more steps than it may.
    case budget = "undecided.budget"
    /// A schema that applies cannot be used.
    case schema = "undecided.schema"
    /// A file of the pack is not what its manifest says.
    case changed = "undecided.pack-changed"

    /// The code of the engine's error when the budget is spent.
    static let budgetError = "XPDY0130"

    /// How much a finding of this code weighs; an assertion and a report weigh by their role and flag, and this much without.
    var severity: Severity {
        switch self {
        case .message, .disabled: .info
        case .modelVersion: .warning
        default: .error
        }
    }
}

extension Severity {
    /// The weight that `role`, or else `flag`, names in any of the usual words; an error without.
    init(marks: SchemaMarks) {
        switch (marks.role ?? marks.flag)?.lowercased() {
        case "warning", "warn", "avertissement", "caution": self = .warning
        case "info", "information", "informative", "hint", "note", "remarque": self = .info
        case "fatal": self = .fatal
        default: self = .error
        }
    }
}
