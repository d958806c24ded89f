// What sequences are made of.

public import XMLTree

/// One item of a sequence: a node or an atomic value (XDM, section 2).
public enum XPathItem: Sendable {
    /// A node of a document.
    case node(Node)
    /// A value.
    case atomic(AtomicValue)
    /// A namespace node, which only the namespace axis gives.
    case namespace(NamespaceNode)

    /// The string value of a node, or the value as a string.
    public var stringValue: String {
        switch self {
        case .node(let node): node.stringValue
        case .atomic(let value): value.stringValue
        case .namespace(let namespace): namespace.uri
        }
    }

    /// The typed value: of a node without schema, its string value as `xs:untypedAtomic`, or as `xs:string` for comments and instructions.
    public var typedValue: AtomicValue {
        switch self {
        case .node(let node):
            switch node.kind {
            case .comment, .processingInstruction: .string(node.stringValue)
            default: .untypedAtomic(node.stringValue)
            }
        case .atomic(let value): value
        case .namespace(let namespace): .string(namespace.uri)
        }
    }
}

/// One binding of a prefix at an element; trees do not keep such nodes, so they are made when they are asked for.
public struct NamespaceNode: Sendable, Hashable {
    /// The element at which the prefix is bound: the node's parent.
    public let element: Node
    /// The prefix, which is the node's name; empty for the default namespace.
    public let prefix: String
    /// The namespace name, which is the node's string value.
    public let uri: String

    /// All bindings at an element, `xml` among them.
    static func all(of element: Node) -> [NamespaceNode] {
        element.namespacesInScope.map { NamespaceNode(element: element, prefix: $0.prefix ?? "", uri: $0.uri ?? "") }
            + [NamespaceNode(element: element, prefix: "xml", uri: "http://www.w3.org/XML/1998/namespace")]
    }
}
