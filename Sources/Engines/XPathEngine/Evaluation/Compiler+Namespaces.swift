// The namespace axis, whose nodes no tree keeps.

import XMLTree

extension Compiler {
    /// A path with a step along the namespace axis: the steps before it, the namespace nodes, and from each of them the rest.
    func namespacePath(_ start: Expression.PathStart, _ steps: [Expression.Step], at place: Int) -> Evaluate {
        guard case .axis(let step) = steps[place] else { preconditionFailure("the step was found along an axis") }
        let elements = path(start, Array(steps[..<place]))
        let predicates = step.predicates.map { Judgement(run: chooser($0)) }
        let rest = steps.count > place + 1 ? continuation(Array(steps[(place + 1)...])) : nil
        return { focus in
            var found: [XPathItem] = []
            for item in try elements(focus) {
                try focus.scope.spend(10)
                guard case .node(let element) = item else { throw XPathError(.xpty0019, "an atomic value where a node is expected") }
                guard element.kind == .element else { continue }
                var nodes = NamespaceNode.all(of: element).filter { Self.passes($0, step.test) }.map { XPathItem.namespace($0) }
                for predicate in predicates {
                    let size = nodes.count
                    nodes = try nodes.enumerated().filter { try predicate.run(Focus(focus.scope, item: $1, position: $0 + 1, size: size)) }.map(\.element)
                }
                found.append(contentsOf: nodes)
            }
            return try rest?(XPathSequence(found), focus) ?? XPathSequence(found)
        }
    }

    private static func passes(_ namespace: NamespaceNode, _ test: NodeTest) -> Bool {
        switch test {
        case .anyName, .kind(.node): true
        case .name(let name): name.namespaceURI.isEmpty && name.localName == namespace.prefix
        case .localName(let local): local == namespace.prefix
        case .namespace, .kind: false
        }
    }

    /// What follows a namespace node: an expression, or the way up to its element and beyond.
    private func continuation(_ steps: [Expression.Step]) -> ((XPathSequence, Focus) throws -> XPathSequence)? {
        let more = Array(steps.dropFirst())
        switch steps[0] {
        case .expression(let expression):
            let evaluate = sequence(expression)
            let rest = more.isEmpty ? nil : continuation(more)
            return { namespaces, focus in
                var found: [XPathItem] = []
                for (offset, item) in namespaces.enumerated() {
                    try focus.scope.spend()
                    found.append(contentsOf: try evaluate(Focus(focus.scope, item: item, position: offset + 1, size: namespaces.count)))
                }
                return try rest?(XPathSequence(found), focus) ?? XPathSequence(found)
            }
        case .axis(let step):
            // From the element an ancestor is reached as from the namespace node, whose parent it is.
            let axis: Axis
            switch step.axis {
            case .parent: axis = .`self`
            case .ancestor, .ancestorOrSelf: axis = .ancestorOrSelf
            default: return { _, _ in .empty }
            }
            let first = Expression.AxisStep(axis: axis, test: step.test, predicates: step.predicates, offset: step.offset)
            let path = path(.context, [.axis(first)] + more)
            return { namespaces, focus in
                var elements = NodeSet()
                for case .namespace(let namespace) in namespaces { elements.add(namespace.element.index, of: focus.scope.scope(of: namespace.element.tree)) }
                elements.order()
                var found: [XPathItem] = []
                for part in elements.parts {
                    for index in part.indexes { found.append(contentsOf: try path(Focus(part.scope, node: index))) }
                }
                guard case .node? = found.first else { return XPathSequence(found) }
                return try NodeSet(XPathSequence(found), in: focus.scope, orThrow: .xpty0018).sequence
            }
        }
    }
}
