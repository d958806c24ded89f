// One node of a tree: what it is and what it is called.

/// A node: the tree, and the node's number in it.
///
/// Numbers follow document order.
///
/// A node keeps its tree alive. Nodes are equal when they are the same node of the same tree.
public struct Node: Sendable, Hashable {
    /// What a node can be; namespace nodes are not kept as nodes.
    public enum Kind: UInt8, Sendable, Hashable, BitwiseCopyable {
        /// The document node, which stands above the root element.
        case document = 0
        /// An element.
        case element = 1
        /// An attribute; its parent is the element, but it is no child.
        case attribute = 2
        /// Character data, with the CDATA sections and references in it.
        case text = 3
        /// A comment.
        case comment = 4
        /// A processing instruction.
        case processingInstruction = 5
    }

    /// The tree that the node belongs to.
    public let tree: FrozenTree
    /// The node's place in document order, 0 for the document node.
    public let index: UInt32

    init(tree: FrozenTree, index: UInt32) {
        self.tree = tree
        self.index = index
    }

    /// Equal when both are the same node of the same tree.
    public static func == (one: Node, other: Node) -> Bool {
        one.index == other.index && one.tree === other.tree
    }

    /// Hashes the tree's identity and the node's number.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(tree))
        hasher.combine(index)
    }

    var row: Int { Int(index) }

    /// What the node is.
    public var kind: Kind { Kind(rawValue: tree.tables.kind[row])! }

    /// The local part of an element's or attribute's name, a processing instruction's target, else empty.
    public var localName: String { String(decoding: tree.names.localName(tree.tables.name[row]), as: UTF8.self) }

    /// The prefix as written, nil where there is none.
    public var prefix: String? {
        let prefix = tree.tables.prefix[row]
        return prefix == 0 ? nil : String(decoding: tree.names.prefix(prefix), as: UTF8.self)
    }

    /// The namespace name, nil where there is none.
    public var namespaceURI: String? {
        let namespace = tree.names.namespace(ofName: tree.tables.name[row])
        return namespace == 0 ? nil : String(decoding: tree.names.namespace(namespace), as: UTF8.self)
    }

    /// The name as written: `prefix:local`, or the local name alone.
    public var qualifiedName: String { prefix.map { "\($0):\(localName)" } ?? localName }
}
