// A person or a device that acts for an organisation, as it stands in a header.

public import XMLTree

/// A person or a device in a role: `assignedAuthor`, `assignedEntity`, `relatedEntity` or `associatedEntity` (CDA R2, 4.2.2).
public struct AssignedEntity: HeaderElement {
    /// A device or software that acts.
    public struct Device: HeaderElement {
        /// The `assignedAuthoringDevice` element.
        public let node: Node
        /// The name of the manufacturer's model.
        public let modelName: TextElement?
        /// The name of the software.
        public let softwareName: TextElement?
    }

    /// The element.
    public let node: Node
    /// What it is, as the class of the role says, for instance `ASSIGNED`, `PAT` or `ECON`; nil where it is not written.
    public let classCode: String?
    /// The identifiers; the national one has the root PS_IdNat.
    public let ids: [IdentifierElement]
    /// The profession or the role.
    public let code: CodedElement?
    /// The postal addresses.
    public let addresses: [AddressElement]
    /// The telecommunication addresses.
    public let telecoms: [TelecomElement]
    /// The element of the person, where a person acts.
    public let person: Node?
    /// The name of the person.
    public let name: NameElement?
    /// The device or software, where one acts.
    public let device: Device?
    /// The organisation acted for.
    public let organization: Organization?

    /// Reads a role.
    public init(_ node: Node) {
        self.node = node
        classCode = node.trimmed("classCode")
        var ids: [IdentifierElement] = []
        var telecoms: [TelecomElement] = []
        var addresses: [AddressElement] = []
        var code: CodedElement?
        var person: Node?
        var device: Device?
        var organization: Organization?
        for child in node.elements where child.namespaceURI == CDANamespace.hl7 {
            switch child.localName {
            case "id": ids.append(IdentifierElement(child))
            case "code": code = code ?? CodedElement(child)
            case "telecom": telecoms.append(TelecomElement(child))
            case "addr": addresses.append(AddressElement(child))
            case "assignedPerson", "relatedPerson", "associatedPerson": person = person ?? child
            case "assignedAuthoringDevice":
                device =
                    device
                    ?? Device(
                        node: child, modelName: child.hl7("manufacturerModelName").map(TextElement.init),
                        softwareName: child.hl7("softwareName").map(TextElement.init))
            case "representedOrganization", "scopingOrganization": organization = organization ?? Organization(child)
            default: break
            }
        }
        self.ids = ids
        self.telecoms = telecoms
        self.addresses = addresses
        self.code = code
        self.person = person
        self.device = device
        self.organization = organization
        name = person?.hl7("name").map(NameElement.init)
    }
}
