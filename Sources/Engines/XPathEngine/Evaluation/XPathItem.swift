// What sequences are made of.

public import XMLTree

/// One item of a sequence: a node or an atomic value (XDM, section 2).
public enum XPathItem: Sendable {
    /// A node of a document.
    case node(Node)
    /// A value.
    case atomic(AtomicValue)

    /// The string value of a node, or the value as a string.
    public var stringValue: String {
        switch self {
        case .node(let node): node.stringValue
        case .atomic(let value): value.stringValue
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
        }
    }
}
