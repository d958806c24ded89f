// A telecommunication address (TEL) as it stands in a document.

public import ClinicalTypes
public import XMLTree

/// A telecommunication address: HL7 v3 data type TEL (CDA R2, data types 2.18).
public struct TelecomElement: HeaderElement {
    /// The `telecom` element.
    public let node: Node
    /// The address as a URL, as written, for instance `tel:0100000000`.
    public let rawValue: String?
    /// The uses, as written, for instance `H` or `HP EC`.
    public let use: String?

    /// Reads a TEL element.
    public init(_ node: Node) {
        self.node = node
        rawValue = node[attribute: "value"]
        use = node.trimmed("use")
    }

    /// The address as a value.
    public var value: Telecom { Telecom(value: rawValue, use: use, nullFlavor: nullFlavor) }
}
