// An organisation as it stands in a header.

public import XMLTree

/// An organisation: a practice, an establishment, a laboratory (CDA R2, 4.2.3).
public struct Organization: HeaderElement {
    /// The element, for instance `representedOrganization`.
    public let node: Node
    /// The identifiers; the national one has the root Struct_IdNat.
    public let ids: [IdentifierElement]
    /// The names.
    public let names: [TextElement]
    /// The telecommunication addresses.
    public let telecoms: [TelecomElement]
    /// The postal addresses.
    public let addresses: [AddressElement]
    /// The setting of practice (`standardIndustryClassCode`).
    public let standardIndustryClassCode: CodedElement?

    /// Reads an organisation.
    public init(_ node: Node) {
        self.node = node
        var ids: [IdentifierElement] = []
        var names: [TextElement] = []
        var telecoms: [TelecomElement] = []
        var addresses: [AddressElement] = []
        var industry: CodedElement?
        for child in node.elements where child.namespaceURI == CDANamespace.hl7 {
            switch child.localName {
            case "id": ids.append(IdentifierElement(child))
            case "name": names.append(TextElement(child))
            case "telecom": telecoms.append(TelecomElement(child))
            case "addr": addresses.append(AddressElement(child))
            case "standardIndustryClassCode": industry = industry ?? CodedElement(child)
            default: break
            }
        }
        self.ids = ids
        self.names = names
        self.telecoms = telecoms
        self.addresses = addresses
        standardIndustryClassCode = industry
    }

    /// The first name that is not empty.
    public var name: String? { names.first { !$0.text.isEmpty }?.text }
}
