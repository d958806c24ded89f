// Another document that this one replaces, completes or transforms.

public import XMLTree

/// Another document that this one refers to: `relatedDocument` (CDA R2, 4.2.3.1).
public struct RelatedDocument: HeaderElement {
    /// The `relatedDocument` element.
    public let node: Node
    /// How: `RPLC` (replaces), `APND` (completes) or `XFRM` (transforms), as written.
    public let typeCode: String?
    /// The identifiers of the other document.
    public let parentIDs: [IdentifierElement]
    /// The set that the other document belongs to.
    public let parentSetID: IdentifierElement?
    /// The version of the other document.
    public let parentVersionNumber: NumberElement?

    /// Reads a related document.
    public init(_ node: Node) {
        self.node = node
        typeCode = node.trimmed("typeCode")
        let parent = node.hl7("parentDocument")
        parentIDs = parent?.hl7All("id").map(IdentifierElement.init) ?? []
        parentSetID = parent?.hl7("setId").map(IdentifierElement.init)
        parentVersionNumber = parent?.hl7("versionNumber").map(NumberElement.init)
    }
}
