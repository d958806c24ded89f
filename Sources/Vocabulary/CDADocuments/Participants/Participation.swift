// Somebody's part in a document: its time, its function, its signature, and who.

public import XMLTree

/// Somebody's part in a document: author, data enterer, informant, authenticator, performer or other participant (CDA R2, 4.2.2).
public struct Participation: HeaderElement {
    /// The element, for instance `author` or `legalAuthenticator`.
    public let node: Node
    /// The type, for instance `PRF` or `REF`; nil where it is not written.
    public let typeCode: String?
    /// The time, where the participation has a point in time (author, authenticator, data enterer).
    public let time: TimeElement?
    /// The time, where the participation has an interval (participant, performer).
    public var interval: IntervalElement? { node.hl7("time").map(IntervalElement.init) }
    /// The function (`functionCode`, or `sdtc:functionCode`).
    public let functionCode: CodedElement?
    /// The signature (`signatureCode`).
    public let signatureCode: CodedElement?
    /// Who.
    public let entity: AssignedEntity?

    /// Reads a participation.
    public init(_ node: Node) {
        self.node = node
        typeCode = node.trimmed("typeCode")
        var time: TimeElement?
        var function: CodedElement?
        var signature: CodedElement?
        var entity: AssignedEntity?
        for child in node.elements where child.namespaceURI == CDANamespace.hl7 || child.namespaceURI == CDANamespace.sdtc {
            switch child.localName {
            // Of the extensions only the function is meant here.
            case let name where name != "functionCode" && child.namespaceURI == CDANamespace.sdtc: continue
            case "time": time = time ?? TimeElement(child)
            case "functionCode": function = function ?? CodedElement(child)
            case "signatureCode": signature = signature ?? CodedElement(child)
            case "assignedAuthor", "assignedEntity", "relatedEntity", "associatedEntity": entity = entity ?? AssignedEntity(child)
            default: break
            }
        }
        self.time = time
        functionCode = function
        signatureCode = signature
        self.entity = entity
    }
}
