// Why nothing is found by a path, or something is that must not be.

import ClinicalTypes
import SchematronEngine
import XMLTree
import XPathEngine

/// Explains what is missing: the first step of a path that leads nowhere, and where it would have to stand.
struct PresenceExplanation {
    let inspection: FindingInspection

    init(_ inspection: FindingInspection) { self.inspection = inspection }

    /// Why a path gives nothing.
    ///
    /// - Parameters:
    ///   - part: the path.
    ///   - value: what its value would have to be, when only one would be right.
    ///   - values: what its value could be.
    func missing(_ part: ExpressionOutline, value: String? = nil, among values: [String] = []) -> Explanation? {
        guard case .path(let path) = part.form, path.start == nil, inspection.value(of: part.text)?.isEmpty == true else { return nil }
        // The longest beginning that leads somewhere; the root or the node itself when none does.
        var base: [Node] = path.isAbsolute ? [inspection.node.tree.document] : [inspection.node]
        for (number, step) in path.steps.enumerated() {
            guard let text = step.text, let nodes = inspection.value(of: text)?.nodes else { return nil }
            if nodes.isEmpty { return missing(step, isLast: number == path.steps.count - 1, at: base, value: value, among: values) }
            base = nodes
        }
        return nil
    }

    private func missing(_ step: ExpressionOutline.Step, isLast: Bool, at base: [Node], value: String?, among values: [String]) -> Explanation? {
        // Among several places none is the one where it is missing.
        guard let name = step.name, let bare = step.bareText, base.count == 1, let place = base.first else { return nil }
        let needed = literals(step.predicates)
        if !step.predicates.isEmpty, let candidates = inspection.value(of: bare)?.nodes, !candidates.isEmpty {
            return needed.flatMap { other($0, than: candidates, name) }
        }
        let parent = place.kind == .element ? "<\(place.localName)>" : nil
        if step.direction == .attribute {
            let edit =
                isLast && place.kind == .element && name.namespaceURI.isEmpty ? value.flatMap { DocumentEdits(place).setting(name.localName, to: $0) } : nil
            let shown = values.isEmpty ? ["@\(name.localName)"] : values.prefix(5).map { "@\(name.localName)=\"\($0)\"" }
            return Explanation(
                kind: .missing, culprit: place, allowed: AllowedValues(name: parent, first: shown, count: max(values.count, shown.count)), edit: edit)
        }
        guard step.direction == .down else { return nil }
        let markup = needed?.map { "\($0.name)=\"\($0.value)\"" }.joined(separator: " ") ?? ""
        let edit =
            isLast && place.localName == "ClinicalDocument" && needed != nil
            ? DocumentEdits(place).insertingHeader(name.localName, escapedMarkup(needed ?? [])) : nil
        return Explanation(
            kind: .missing, culprit: place, allowed: AllowedValues(name: parent, first: ["<\(name.localName)\(markup.isEmpty ? "" : " " + markup)>"]),
            edit: edit)
    }

    /// There are such elements, but none with the attributes that are asked for.
    private func other(_ needed: [Attribute], than candidates: [Node], _ name: ExpandedName) -> Explanation? {
        guard let key = needed.first(where: { attribute in !candidates.contains { $0[attribute: attribute.name] == attribute.value } }) ?? needed.first
        else { return nil }
        let values = candidates.compactMap { $0[attribute: key.name] }
        let allowed = AllowedValues(name: "<\(name.localName)>", first: needed.map { "@\($0.name)=\"\($0.value)\"" })
        let only = candidates.count == 1 ? candidates[0] : nil
        // Templates stand beside one another: a document that lacks one keeps those that it has.
        let isRepeated = name.localName == "templateId" || candidates.count > 1
        let edit: SuggestedEdit? =
            if isRepeated {
                candidates.last.flatMap { DocumentEdits($0).inserting(name.localName, escapedMarkup(needed), after: $0) }
            } else if needed.count == 1 {
                only.flatMap { DocumentEdits($0).setting(key.name, to: key.value) }
            } else {
                nil
            }
        let found = values.isEmpty ? nil : values.prefix(5).joined(separator: ", ") + (values.count > 5 ? "…" : "")
        return Explanation(kind: .missing, culprit: isRepeated ? candidates.first?.parent : only, found: found, allowed: allowed, edit: edit)
    }

    /// Something is there that must not be.
    func superfluous(_ part: ExpressionOutline) -> Explanation? {
        guard case .path(let path) = part.form, path.start == nil, let nodes = inspection.value(of: part.text)?.nodes, let first = nodes.first,
            first.tree === inspection.node.tree
        else { return nil }
        let shown = first.kind == .attribute ? "@\(first.qualifiedName)=\"\(first.stringValue)\"" : "<\(first.qualifiedName)>"
        // An attribute goes without harm; an element may hold what somebody wrote.
        let edit = nodes.count == 1 && first.kind == .attribute ? DocumentEdits(first).removing() : nil
        return Explanation(kind: .superfluous, culprit: first, found: nodes.count > 1 ? "\(shown) × \(nodes.count)" : shown, edit: edit)
    }

    // MARK: Attributes that predicates ask for

    struct Attribute {
        let name: String
        let value: String
    }

    /// The attributes that predicates ask for; nil where they ask for anything else.
    private func literals(_ predicates: [ExpressionOutline]) -> [Attribute]? {
        var found: [Attribute] = []
        for predicate in predicates {
            switch predicate.form {
            case .and(let operands):
                guard let inner = literals(operands) else { return nil }
                found += inner
            case .comparison(.equal, let left, let right):
                guard let attribute = attribute(left, right) ?? attribute(right, left) else { return nil }
                found.append(attribute)
            default: return nil
            }
        }
        return found
    }

    private func attribute(_ path: ExpressionOutline, _ literal: ExpressionOutline) -> Attribute? {
        guard case .path(let path) = path.form, path.start == nil, !path.isAbsolute, path.steps.count == 1, let step = path.steps.first,
            step.direction == .attribute,
            step.predicates.isEmpty, let name = step.name, name.namespaceURI.isEmpty, ComparisonExplanation(inspection).isConstant(literal),
            let value = inspection.value(of: literal.text)?.single
        else { return nil }
        return Attribute(name: name.localName, value: value.stringValue)
    }

    private func escapedMarkup(_ attributes: [Attribute]) -> String {
        attributes.map { "\($0.name)=\"\(MarkupWriter.escaped($0.value))\"" }.joined(separator: " ")
    }
}

extension XPathSequence {
    /// The nodes, nil when something else is among the items.
    var nodes: [Node]? {
        var nodes: [Node] = []
        for item in self {
            guard case .node(let node) = item else { return nil }
            nodes.append(node)
        }
        return nodes
    }
}
