// The organisation that keeps a document.

public import XMLTree

/// The organisation that keeps the document: `custodian` (CDA R2, 4.2.2.3).
public struct Custodian: HeaderElement {
    /// The `custodian` element.
    public let node: Node
    /// The organisation (`assignedCustodian/representedCustodianOrganization`).
    public let organization: Organization?

    /// Reads a custodian.
    public init(_ node: Node) {
        self.node = node
        organization = node.hl7("assignedCustodian")?.hl7("representedCustodianOrganization").map(Organization.init)
    }
}
