// A text or a number as it stands in a document.

public import XMLTree

/// A text: the string value of an element, white space trimmed.
public struct TextElement: HeaderElement {
    /// The element, for instance `title`.
    public let node: Node
    /// The text.
    public let text: String

    /// Reads the text of an element.
    public init(_ node: Node) {
        self.node = node
        text = trimmingWhitespace(node.stringValue)
    }
}

/// A whole number in `@value`: HL7 v3 data type INT.
public struct NumberElement: HeaderElement {
    /// The element, for instance `versionNumber`.
    public let node: Node
    /// The number, as written.
    public let rawValue: String?

    /// Reads an INT element.
    public init(_ node: Node) {
        self.node = node
        rawValue = node.trimmed("value")
    }

    /// The number, nil where it is missing or none.
    public var value: Int? { rawValue.flatMap(Int.init) }
}
