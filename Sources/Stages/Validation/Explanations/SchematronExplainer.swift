// Explains what the Schematrons of a pack find, from the rules themselves.

import ClinicalTypes
import SchematronEngine
import XMLTree
import XPathEngine

/// Adds to findings what their rules compare: what was found, what is allowed, the place at fault, and an edit.
///
/// An edit is told only when the condition holds after it: the document is changed, read again and judged by that condition. A finding that cannot be explained
/// stays as it is.
final class SchematronExplainer {
    /// How many findings of one document are explained.
    private static let limit = 200
    /// How many bytes of changed documents are read to try edits, for one document.
    private static let trialLimit = 16 << 20

    private let report: SchematronReport
    private let options: RunOptions
    private var explainedCount = 0
    private var trialBytes = 0

    /// Sets up for one report.
    ///
    /// - Parameters:
    ///   - report: what the engine found.
    ///   - options: what it was given, the documents of the pack among them.
    init(_ report: SchematronReport, options: RunOptions) {
        self.report = report
        self.options = options
    }

    /// A finding with what can be told beside it.
    func explained(_ finding: Finding, from found: SchematronFinding) -> Finding {
        guard finding.stage == .schematron, !found.isDefect, explainedCount < Self.limit else { return finding }
        explainedCount += 1
        guard let inspection = FindingInspection(found, in: report, options: options),
            let explanation = ConditionExplanation(inspection).explanation
        else { return finding }
        var explained = finding
        explained.found = finding.found ?? explanation.found.map { String($0.prefix(400)) }
        explained.allowed = finding.allowed ?? explanation.allowed
        if let culprit = explanation.culprit, found.subject == nil, culprit.tree === found.node.tree, let place = Place(of: culprit) { explained.place = place }
        if finding.edit == nil, let edit = explanation.edit, mends(edit, inspection) { explained.edit = edit }
        return explained
    }

    /// Whether the condition is as it should be in the document with an edit.
    private func mends(_ edit: SuggestedEdit, _ inspection: FindingInspection) -> Bool {
        var bytes = inspection.node.tree.source
        trialBytes += bytes.count
        guard trialBytes <= Self.trialLimit, edit.byteRange.upperBound <= bytes.count else { return false }
        bytes.replaceSubrange(edit.byteRange, with: Array(edit.replacement.utf8))
        guard let tree = try? FrozenTree.parse(bytes), let node = inspection.node.counterpart(in: tree) else { return false }
        return inspection.holds(inspection.test.text, at: node) == inspection.isWanted
    }
}

extension Node {
    /// The node that stands in another tree where this one stands, counting elements from the root.
    fileprivate func counterpart(in other: FrozenTree) -> Node? {
        guard kind == .element, let parent else { return kind == .document ? other.document : nil }
        guard let above = parent.counterpart(in: other), let number = parent.elements.map({ $0 }).firstIndex(of: self) else { return nil }
        let elements = above.elements.map { $0 }
        guard number < elements.count, elements[number].localName == localName else { return nil }
        return elements[number]
    }
}

extension Place {
    /// The place of a node: an element by its start tag; nil for the document itself.
    init?(of node: Node) {
        guard node.kind != .document else { return nil }
        self.init(line: node.line, column: node.column, byteRange: node.kind == .element ? node.startTagRange : node.byteRange, xpath: node.path)
    }
}
