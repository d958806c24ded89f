// A telecommunication address (TEL) as it stands in a document.

public import XMLTree

/// A telecommunication address: HL7 v3 data type TEL (CDA R2, data types 2.18).
public struct TelecomElement: HeaderElement {
    /// The `telecom` element.
    public let node: Node
    /// The address as a URL, for instance `tel:0100000000`.
    public let value: String?
    /// The uses, as written, for instance `H` or `HP EC`.
    public let use: String?

    /// Reads a TEL element.
    public init(_ node: Node) {
        self.node = node
        value = node["value"]
        use = node.trimmed("use")
    }
}
