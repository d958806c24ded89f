// Why a comparison fails: which side is the document's, and what the other side allows.

import ClinicalTypes
import SchematronEngine
import XMLTree
import XPathEngine

/// Explains comparisons of a value of the document with constants, or with values of the pack's tables.
struct ComparisonExplanation {
    /// How many values are listed.
    private static let listed = 5

    let inspection: FindingInspection

    init(_ inspection: FindingInspection) { self.inspection = inspection }

    /// Why a comparison is not true.
    func why(_ sign: ComparisonOperator, _ left: ExpressionOutline, _ right: ExpressionOutline) -> Explanation? {
        if let counted = count(left) { return isConstant(right) ? number(of: counted, sign, right) : nil }
        if let counted = count(right) { return isConstant(left) ? number(of: counted, sign.mirrored, left) : nil }
        let isLeft = isOfPack(right)
        guard isLeft != isOfPack(left) else { return nil }
        let (subject, limit) = isLeft ? (left, right) : (right, left)
        switch isLeft ? sign : sign.mirrored {
        case .equal: return value(subject, among: limit)
        case .notEqual: return form(of: subject, "≠ \(inspection.value(of: limit.text)?.strings.joined(separator: ", ") ?? limit.text)")
        case .less: return bound(subject, "<", limit)
        case .lessOrEqual: return bound(subject, "≤", limit)
        case .greater: return bound(subject, ">", limit)
        case .greaterOrEqual: return bound(subject, "≥", limit)
        }
    }

    /// Why a comparison is true that must not be: the value that it is true of.
    func whyNot(_ sign: ComparisonOperator, _ left: ExpressionOutline, _ right: ExpressionOutline) -> Explanation? {
        if count(left) != nil || count(right) != nil { return nil }
        let isLeft = isOfPack(right)
        guard isLeft != isOfPack(left), let (node, text) = found(isLeft ? left : right) else { return nil }
        return Explanation(kind: .value, culprit: node, found: text)
    }

    /// A value that does not have a form.
    func form(of subject: ExpressionOutline, _ form: String) -> Explanation? {
        guard let (node, text) = found(subject) else { return PresenceExplanation(inspection).missing(subject) }
        return Explanation(kind: .value, culprit: node, found: text, allowed: AllowedValues(first: [form]))
    }

    // MARK: Sides

    /// Whether a part depends on nothing: literals, and variables that stand for such.
    func isConstant(_ part: ExpressionOutline, depth: Int = 0) -> Bool {
        switch part.form {
        case .literal: true
        case .sequence(let members): members.allSatisfy { isConstant($0, depth: depth + 1) }
        case .variable(let variable): depth < 8 && inspection.definition(of: variable).map { isConstant($0.outline, depth: depth + 1) } ?? false
        default: false
        }
    }

    /// Whether a part is constant, or gives nodes of the pack's own documents.
    private func isOfPack(_ part: ExpressionOutline) -> Bool {
        if isConstant(part) { return true }
        guard let value = inspection.value(of: part.text), !value.isEmpty else { return false }
        return value.allSatisfy { if case .node(let node) = $0 { node.tree !== inspection.node.tree } else { false } }
    }

    /// The one value of the document that a part gives, and its node where it has one.
    private func found(_ part: ExpressionOutline) -> (node: Node?, text: String)? {
        guard let value = inspection.value(of: part.text), let item = value.single else { return nil }
        if case .node(let node) = item { return node.tree === inspection.node.tree ? (node, node.stringValue) : nil }
        // A value that was computed is told where it was computed from one node.
        if case .call(let name, let arguments) = part.form, arguments.count >= 1, let inner = inspection.value(of: arguments[0].text)?.single,
            case .node(let node) = inner
        {
            return (node, name.localName == "number" ? node.stringValue : item.stringValue)
        }
        return (nil, item.stringValue)
    }

    /// What is counted, for a call of `count`.
    private func count(_ part: ExpressionOutline) -> ExpressionOutline? {
        guard case .call(let name, let arguments) = part.form, name.localName == "count", arguments.count == 1 else { return nil }
        return arguments[0]
    }

    // MARK: Findings

    private func value(_ subject: ExpressionOutline, among limit: ExpressionOutline) -> Explanation? {
        guard let values = inspection.value(of: limit.text), !values.isEmpty else { return nil }
        let texts = values.strings.reduce(into: (seen: Set<String>(), list: [String]())) { if $0.seen.insert($1).inserted { $0.list.append($1) } }.list
        guard let (node, text) = found(subject) else {
            guard inspection.value(of: subject.text)?.isEmpty == true else { return nil }
            return PresenceExplanation(inspection).missing(subject, value: texts.count == 1 ? texts[0] : nil, among: texts)
        }
        var table: String?
        var words: [String: String] = [:]
        if let members = values.nodes, let first = members.first {
            table = ValueSetExplanation.name(of: first)
            for member in members where member.kind == .attribute { words[member.stringValue] = member.parent?[attribute: "displayName"] }
        }
        func shown(_ text: String) -> String { words[text].map { $0.isEmpty || $0 == text ? text : "\(text) \($0)" } ?? text }
        let allowed = AllowedValues(
            name: table, first: texts.prefix(Self.listed).map(shown), count: texts.count,
            closest: texts.count > 1 ? nearest(to: text, among: texts).map(shown) : [])
        // The value itself is replaced only where it was compared as it stands, and nothing else would be right.
        let isDirect = subject.isPath && node?.kind == .attribute && node?.prefix == nil && texts.count == 1
        let edit = isDirect ? node.flatMap { node in node.parent.flatMap { DocumentEdits($0).setting(node.localName, to: texts[0]) } } : nil
        return Explanation(kind: .value, culprit: node, found: text, allowed: allowed, edit: edit)
    }

    private func bound(_ subject: ExpressionOutline, _ sign: String, _ limit: ExpressionOutline) -> Explanation? {
        guard isConstant(limit), let text = inspection.value(of: limit.text)?.single?.stringValue else { return nil }
        guard case .call(let name, let arguments) = subject.form, name.localName == "string-length", let inner = arguments.first else {
            return form(of: subject, "\(sign) \(text)")
        }
        guard let (node, long) = found(inner) else { return nil }
        return Explanation(
            kind: .value, culprit: node, found: "\(long) (\(long.unicodeScalars.count))",
            allowed: AllowedValues(name: "string-length", first: ["\(sign) \(text)"]))
    }

    private func number(of counted: ExpressionOutline, _ sign: ComparisonOperator, _ limit: ExpressionOutline) -> Explanation? {
        guard let nodes = inspection.value(of: counted.text), let text = inspection.value(of: limit.text)?.single?.stringValue, let number = Int(text)
        else { return nil }
        let wantsMore =
            switch sign {
            case .equal: nodes.count < number
            case .greater: nodes.count <= number
            case .greaterOrEqual: nodes.count < number
            default: false
            }
        if wantsMore, nodes.isEmpty { return PresenceExplanation(inspection).missing(counted) }
        let most = sign == .less ? number - 1 : number
        var culprit: Node?
        if !wantsMore, sign != .notEqual, most >= 0, nodes.count > most, case .node(let node) = nodes[nodes.index(nodes.startIndex, offsetBy: most)] {
            culprit = node
        }
        let what = counted.lastName.map { "count(\($0))" } ?? "count"
        return Explanation(kind: .value, culprit: culprit, found: "\(nodes.count)", allowed: AllowedValues(name: what, first: ["\(sign.text) \(number)"]))
    }
}

extension ComparisonOperator {
    /// The same comparison with its sides exchanged.
    fileprivate var mirrored: ComparisonOperator {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }

    fileprivate var text: String {
        switch self {
        case .equal: "="
        case .notEqual: "≠"
        case .less: "<"
        case .lessOrEqual: "≤"
        case .greater: ">"
        case .greaterOrEqual: "≥"
        }
    }
}

extension ExpressionOutline {
    /// The last name that a path asks for, as markup shows it.
    var lastName: String? {
        guard case .path(let path) = form, let step = path.steps.last, let name = step.name else { return nil }
        return step.direction == .attribute ? "@\(name.localName)" : name.localName
    }
}
