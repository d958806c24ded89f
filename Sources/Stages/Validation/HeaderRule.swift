// What a rule of the header is, and what it may look at beside the document.

import CDADocuments
import ClinicalTypes
import FoundationEssentials
import XMLTree

/// One rule of the header: a small value that looks at a document and says what is wrong.
protocol HeaderRule: Sendable {
    /// What breaks the rule, in any order.
    func findings(in document: CDADocument, context: RuleContext) -> [Finding]
}

/// What a rule may look at beside the document: the options, the present moment, and what the structure check has already said.
struct RuleContext {
    let document: CDADocument
    let options: ValidationOptions
    let pack: PackIdentity
    let gaps: StructuralGaps
    /// The present moment, the same for all rules of one examination.
    let now: Date
    /// Whether the patient's identity, and so the whole document, is of a test or a demonstration.
    let isOfTest: Bool

    private let tally = FindingTally()

    init(document: CDADocument, options: ValidationOptions, pack: PackIdentity, gaps: StructuralGaps) {
        self.document = document
        self.options = options
        self.pack = pack
        self.gaps = gaps
        now = options.now()
        isOfTest = document.patient?.ins?.healthIdentifierSpace.map { !$0.isProduction } ?? false
    }

    /// The latest moment that is not in the future: clocks differ.
    var latestNow: Date { now.addingTimeInterval(Double(options.clockTolerance)) }

    /// How much a wrong check key weighs: the official examples carry many, so it refuses only real identities, and only in strict mode.
    var keySeverity: Severity { options.strict && !isOfTest ? .error : .warning }

    /// States a finding at a node.
    func finding(
        _ code: FindingCode, severity: Severity? = nil, at node: Node, _ message: Bilingual, found: String? = nil, allowed: AllowedValues? = nil,
        edit: SuggestedEdit? = nil
    ) -> Finding {
        // A whole section as "the place" would bury the fault: an element is shown by its start tag.
        let range = node.kind == .element ? node.startTagRange : node.byteRange
        let severity = severity ?? code.severity
        // A path counts its siblings: among thousands of one fault it would cost quadratic time, and no more than the first are told.
        let path = tally.takes(code.rawValue, severity) ? node.path : nil
        return Finding(
            code: code.rawValue, severity: severity, stage: .header,
            rule: RuleIdentity(pack: pack.name, pattern: "header", id: code.rawValue),
            place: Place(line: node.line, column: node.column, byteRange: range, xpath: path), message: message, found: found,
            allowed: allowed, edit: edit)
    }

    /// States a finding at an attribute, or at its element where the attribute is missing.
    func finding(
        _ code: FindingCode, severity: Severity? = nil, at node: Node, attribute: String, _ message: Bilingual, found: String? = nil,
        allowed: AllowedValues? = nil, edit: SuggestedEdit? = nil
    ) -> Finding {
        finding(code, severity: severity, at: node.attribute(attribute) ?? node, message, found: found, allowed: allowed, edit: edit)
    }
}
