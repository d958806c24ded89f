// What a step asks of a node, checked one node at a time.

import XMLTree

/// Node tests, checked one at a time.
enum NodeFit {
    /// Whether a node is what a step asks for; names are compared by their bytes.
    static func fits(_ test: ContextPattern.Test, _ node: UInt32, _ tree: FrozenTree, _ tables: TreeTables) -> Bool {
        let kind = tables.kind[Int(node)]
        let isElement = kind == Node.Kind.element.rawValue
        let isAttribute = kind == Node.Kind.attribute.rawValue
        let name = tables.name[Int(node)]
        switch test {
        case .anyElement: return isElement
        case .element(let local, let namespace): return isElement && tree.nameID(local, in: namespace) == name
        case .elementIn(let namespace): return isElement && isIn(namespace, name, tree)
        case .elementCalled(let local): return isElement && tree.localName(name).elementsEqual(local.utf8)
        case .anyAttribute: return isAttribute
        case .attribute(let local, let namespace): return isAttribute && tree.nameID(local, in: namespace) == name
        case .attributeIn(let namespace): return isAttribute && isIn(namespace, name, tree)
        case .attributeCalled(let local): return isAttribute && tree.localName(name).elementsEqual(local.utf8)
        case .text: return kind == Node.Kind.text.rawValue
        case .comment: return kind == Node.Kind.comment.rawValue
        case .processingInstruction(let target):
            return kind == Node.Kind.processingInstruction.rawValue && target.map { tree.localName(name).elementsEqual($0.utf8) } ?? true
        case .anyChild: return !isAttribute && kind != Node.Kind.document.rawValue
        }
    }

    private static func isIn(_ namespace: String, _ name: UInt32, _ tree: FrozenTree) -> Bool {
        guard let uri = tree.namespaceURI(name) else { return namespace.isEmpty }
        return uri.elementsEqual(namespace.utf8)
    }
}
