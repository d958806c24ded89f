// The order that a document answers.

public import XMLTree

/// An order that the document answers: `inFulfillmentOf/order` (CDA R2, 4.2.3.2).
public struct Order: HeaderElement {
    /// The `order` element.
    public let node: Node
    /// The identifiers.
    public let ids: [IdentifierElement]
    /// The accession numbers of the DICOM extension (`ps3-20:accessionNumber`).
    public let accessionNumbers: [IdentifierElement]

    /// Reads an order.
    public init(_ node: Node) {
        self.node = node
        ids = node.hl7All("id").map(IdentifierElement.init)
        accessionNumbers = node.children("accessionNumber", in: CDANamespace.dicom).map(IdentifierElement.init)
    }
}
