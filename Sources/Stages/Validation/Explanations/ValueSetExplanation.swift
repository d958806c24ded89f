// Why a value is not found in a table of the pack: what the table holds, and what comes closest.

import ClinicalTypes
import SchematronEngine
import XMLTree
import XPathEngine

/// Explains a look-up in another document: `document($set)//Concept[@code = $code and @codeSystem = $system]`.
struct ValueSetExplanation {
    /// How many members are listed.
    private static let listed = 5

    let inspection: FindingInspection

    init(_ inspection: FindingInspection) { self.inspection = inspection }

    /// One thing that a member must agree in.
    private struct Key {
        /// The attribute of the member.
        let name: String
        /// What the document says, nil where it says nothing.
        let value: String?
        /// The attribute of the document that says it.
        let node: Node?
        /// The attribute that would say it, of the node that the rule applies to.
        let attribute: String?
    }

    /// Why a path into another document gives nothing.
    func why(_ part: ExpressionOutline) -> Explanation? {
        guard case .path(let path) = part.form, path.start != nil, let last = path.steps.last(where: { !$0.predicates.isEmpty }), let bare = last.bareText,
            let members = inspection.value(of: bare)?.nodes, let first = members.first, members.allSatisfy({ $0.tree !== inspection.node.tree }),
            let keys = keys(last.predicates), !keys.isEmpty
        else { return nil }
        // The key that tells most members apart is the code; the others say whose code it is.
        let counts = keys.map { key in Set(members.compactMap { $0[attribute: key.name] }).count }
        guard let leading = counts.indices.max(by: { counts[$0] < counts[$1] }) else { return nil }
        let name = Self.name(of: first)
        guard let value = keys[leading].value else {
            guard let attribute = keys[leading].attribute else { return nil }
            return Explanation(
                kind: .missing, allowed: AllowedValues(name: name, first: members.prefix(Self.listed).map { shown($0, keys[leading]) }, count: members.count),
                edit: members.count == 1 ? members[0][attribute: keys[leading].name].flatMap { DocumentEdits(inspection.node).setting(attribute, to: $0) } : nil
            )
        }
        let same = members.filter { $0[attribute: keys[leading].name] == value }
        return same.isEmpty ? unknown(value, keys[leading], members, name) : wrongBeside(keys, leading, same, name)
    }

    /// The code is in the table, with something else beside it.
    private func wrongBeside(_ keys: [Key], _ leading: Int, _ same: [Node], _ name: String?) -> Explanation? {
        let wrong = keys.enumerated().filter { number, key in number != leading && !same.contains { $0[attribute: key.name] == key.value } }.map(\.element)
        guard wrong.count == 1, let key = wrong.first else { return nil }
        let right = same.compactMap { $0[attribute: key.name] }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        guard !right.isEmpty else { return nil }
        let edit = right.count == 1 ? setting(key, to: right[0]) : nil
        return Explanation(kind: .value, culprit: key.node, found: key.value, allowed: AllowedValues(name: name, first: right), edit: edit)
    }

    /// The code is not in the table.
    private func unknown(_ value: String, _ key: Key, _ members: [Node], _ name: String?) -> Explanation? {
        let codes = members.compactMap { $0[attribute: key.name] }
        var closest = nearest(to: value, among: Set(codes))
        var edit: SuggestedEdit?
        // What is written beside the code may say which one was meant; a code that only looks alike may mean something else, so it is no edit.
        let meant = members.filter { member in hasSameWords(member, as: key.node?.parent ?? inspection.node, beside: key) }.compactMap {
            $0[attribute: key.name]
        }
        if Set(meant).count == 1 {
            closest = [meant[0]] + closest.filter { $0 != meant[0] }
            edit = setting(key, to: meant[0])
        }
        let shownClosest = closest.compactMap { code in members.first { $0[attribute: key.name] == code } }.map { shown($0, key) }
        return Explanation(
            kind: .value, culprit: key.node, found: value,
            allowed: AllowedValues(
                name: name, first: members.prefix(Self.listed).map { shown($0, key) }, count: Set(codes).count, closest: shownClosest), edit: edit)
    }

    /// Whether a member and an element have the same words in an attribute of the same name that is no key.
    private func hasSameWords(_ member: Node, as element: Node, beside key: Key) -> Bool {
        member.attributes.contains { attribute in
            guard attribute.localName != key.name, let words = element[attribute: attribute.localName], words.count > 3, words.contains(where: \.isLetter)
            else { return false }
            return words.lowercased() == attribute.stringValue.lowercased()
        }
    }

    /// A member as a list shows it: the code, and its words when it has some.
    private func shown(_ member: Node, _ key: Key) -> String {
        let code = member[attribute: key.name] ?? ""
        return member[attribute: "displayName"].map { $0.isEmpty || $0 == code ? code : "\(code) \($0)" } ?? code
    }

    private func setting(_ key: Key, to value: String) -> SuggestedEdit? {
        if let node = key.node { return node.prefix == nil ? node.parent.flatMap { DocumentEdits($0).setting(node.localName, to: value) } : nil }
        return key.attribute.flatMap { DocumentEdits(inspection.node).setting($0, to: value) }
    }

    /// What a table calls itself: the nearest element around a member that has a name, else its file.
    static func name(of member: Node) -> String? {
        var element = member.kind == .attribute ? member.parent?.parent : member.parent
        while let here = element, here.kind == .element {
            for attribute in ["displayName", "name", "title"] { if let name = here[attribute: attribute], !name.isEmpty { return name } }
            element = here.parent
        }
        return member.tree.root[attribute: "id"]
    }

    // MARK: Keys

    private func keys(_ predicates: [ExpressionOutline]) -> [Key]? {
        var keys: [Key] = []
        for predicate in predicates {
            switch predicate.form {
            case .and(let operands):
                guard let inner = self.keys(operands) else { return nil }
                keys += inner
            case .comparison(.equal, let left, let right):
                guard let key = key(left, right) ?? key(right, left) else { return nil }
                keys.append(key)
            default: return nil
            }
        }
        return keys
    }

    /// An attribute of the member against something that does not depend on the member: a variable, a literal, or what `current()` has.
    private func key(_ member: ExpressionOutline, _ other: ExpressionOutline) -> Key? {
        guard case .path(let path) = member.form, path.start == nil, !path.isAbsolute, path.steps.count == 1, let step = path.steps.first,
            step.direction == .attribute, step.predicates.isEmpty, let name = step.name
        else { return nil }
        var attribute: String?
        switch other.form {
        case .literal: break
        case .variable(let variable):
            guard let definition = inspection.definition(of: variable) else { return nil }
            if !definition.isGlobal { attribute = Self.ownAttribute(definition.outline) }
        case .path(let path):
            guard case .call(let function, _)? = path.start?.form, function.localName == "current" else { return nil }
            if path.steps.count == 1, path.steps[0].direction == .attribute { attribute = path.steps[0].name?.localName }
        default: return nil
        }
        guard let value = inspection.value(of: other.text), value.count <= 1 else { return nil }
        var node: Node?
        if case .node(let found)? = value.first {
            guard found.tree === inspection.node.tree, found.kind == .attribute else { return nil }
            node = found
        }
        return Key(name: name.localName, value: value.first?.stringValue, node: node, attribute: attribute)
    }

    /// The name of an attribute that an expression asks of the node itself.
    private static func ownAttribute(_ part: ExpressionOutline) -> String? {
        guard case .path(let path) = part.form, path.start == nil, !path.isAbsolute, path.steps.count == 1, path.steps[0].direction == .attribute,
            path.steps[0].predicates.isEmpty, let name = path.steps[0].name, name.namespaceURI.isEmpty
        else { return nil }
        return name.localName
    }
}
