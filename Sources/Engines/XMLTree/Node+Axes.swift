// The ways from one node to others.

extension Node {
    /// Nodes that follow one another as siblings.
    public struct Siblings: Sequence, IteratorProtocol, Sendable {
        let tree: FrozenTree
        var index: UInt32
        let elementsOnly: Bool

        /// The next node, nil after the last.
        public mutating func next() -> Node? {
            while index != 0 {
                let node = Node(tree: tree, index: index)
                index = tree.tables.next[node.row]
                if !elementsOnly || tree.tables.kind[node.row] == Kind.element.rawValue { return node }
            }
            return nil
        }
    }

    /// The nodes of a subtree in document order, attributes left out.
    public struct Descendants: Sequence, IteratorProtocol, Sendable {
        let tree: FrozenTree
        var index: UInt32
        let end: UInt32

        /// The next node, nil after the last.
        public mutating func next() -> Node? {
            while index < end {
                let node = Node(tree: tree, index: index)
                index += 1
                if tree.tables.kind[node.row] != Kind.attribute.rawValue { return node }
            }
            return nil
        }
    }

    private func node(_ index: UInt32) -> Node? { index == 0 ? nil : Node(tree: tree, index: index) }

    /// The parent: for an attribute its element; nil for the document node.
    public var parent: Node? { index == 0 ? nil : Node(tree: tree, index: tree.tables.parent[row]) }

    /// The first child; nil for nodes that have none.
    public var firstChild: Node? {
        index == 0 || kind == .element ? node(tree.tables.firstChild(index)) : nil
    }

    /// The next sibling; for an attribute the next attribute.
    public var nextSibling: Node? { node(tree.tables.next[row]) }

    /// The children of an element or of the document.
    public var children: Siblings { Siblings(tree: tree, index: firstChild?.index ?? 0, elementsOnly: false) }

    /// The children that are elements.
    public var elements: Siblings { Siblings(tree: tree, index: firstChild?.index ?? 0, elementsOnly: true) }

    /// The attributes of an element in the order of the start tag, namespace declarations not among them.
    public var attributes: Siblings {
        let hasAttributes = kind == .element && tree.tables.attributeCount(index) > 0
        return Siblings(tree: tree, index: hasAttributes ? index + 1 : 0, elementsOnly: false)
    }

    /// All nodes below this one, without attributes.
    public var descendants: Descendants { Descendants(tree: tree, index: index + 1, end: tree.tables.end[row]) }

    /// Whether this node is the other one's ancestor.
    public func isAncestor(of other: Node) -> Bool {
        tree === other.tree && other.index > index && other.index < tree.tables.end[row]
    }

    // MARK: By name

    /// The first child element with a name in this element's own namespace.
    public func child(_ localName: String) -> Node? {
        guard let name = ownNamespaceName(localName) else { return nil }
        return elements.first { tree.tables.name[$0.row] == name }
    }

    /// The first child element with an expanded name.
    public func child(_ localName: String, in namespace: String?) -> Node? {
        guard let name = tree.nameID(localName, in: namespace) else { return nil }
        return elements.first { tree.tables.name[$0.row] == name }
    }

    /// The child elements with a name in this element's own namespace.
    public func children(_ localName: String) -> [Node] {
        guard let name = ownNamespaceName(localName) else { return [] }
        return elements.filter { tree.tables.name[$0.row] == name }
    }

    private func ownNamespaceName(_ localName: String) -> UInt32? {
        tree.names.nameNumber(localName, namespace: tree.names.namespace(ofName: tree.tables.name[row]))
    }

    /// The child elements with an expanded name.
    public func children(_ localName: String, in namespace: String?) -> [Node] {
        guard let name = tree.nameID(localName, in: namespace) else { return [] }
        return elements.filter { tree.tables.name[$0.row] == name }
    }

    /// All elements below this one with an expanded name, in document order.
    public func descendants(_ localName: String, in namespace: String?) -> [Node] {
        guard let name = tree.nameID(localName, in: namespace) else { return [] }
        let all = tree.tables.postings(name)
        let start = all.partitioningIndex { $0 > index }
        return all[start...].prefix { $0 < tree.tables.end[row] }.map { Node(tree: tree, index: $0) }
    }

    /// The attribute with an expanded name.
    public func attribute(_ localName: String, in namespace: String? = nil) -> Node? {
        guard let name = tree.nameID(localName, in: namespace) else { return nil }
        return attributes.first { tree.tables.name[$0.row] == name }
    }

    /// The value of the attribute of that name in no namespace.
    public subscript(attribute localName: String) -> String? { attribute(localName)?.stringValue }
}

extension UnsafeBufferPointer {
    /// The first index whose element passes, in a list where all that pass come last.
    func partitioningIndex(_ passes: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if passes(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
