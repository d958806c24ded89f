// A postal address (AD) as it stands in a document.

public import ClinicalTypes
public import XMLTree

/// A postal address: HL7 v3 data type AD (CDA R2, data types 2.20).
public struct AddressElement: HeaderElement {
    /// One part of an address.
    public struct Part: HeaderElement {
        /// The element, for instance `city`.
        public let node: Node
        /// The name of the element, for instance `city`.
        public var kind: String { node.localName }
        /// The text of the part, white space trimmed.
        public let text: String
    }

    /// The `addr` element.
    public let node: Node
    /// The parts in the order in which they are written.
    public let parts: [Part]
    /// The uses, as written.
    public let use: String?

    /// Reads an AD element.
    public init(_ node: Node) {
        self.node = node
        use = node.trimmed("use")
        parts = node.elements.map { Part(node: $0, text: trimmingWhitespace($0.stringValue)) }
    }

    /// The first part of that kind, for instance `county`.
    public func part(_ kind: String) -> Part? { parts.first { $0.kind == kind } }

    /// The address as a value; parts that the standard does not know are left out.
    public var value: PostalAddress {
        PostalAddress(
            parts: parts.compactMap { part in PostalAddress.PartKind(rawValue: part.kind).map { PostalAddress.Part($0, part.text) } },
            use: use, nullFlavor: nullFlavor, freeText: parts.isEmpty && !text.isEmpty ? text : nil)
    }

    /// The text of the address where it is written without parts, or in all.
    public var text: String { trimmingWhitespace(node.stringValue) }
}
