// The encounter in which the documented acts took place.

public import XMLTree

/// The encounter: `componentOf/encompassingEncounter` (CDA R2, 4.2.3.5).
public struct EncompassingEncounter: HeaderElement {
    /// The `encompassingEncounter` element.
    public let node: Node
    /// The identifiers.
    public let ids: [IdentifierElement]
    /// The kind of encounter.
    public let code: CodedElement?
    /// When.
    public let effectiveTime: IntervalElement?
    /// The facility (`location/healthCareFacility`).
    public let healthCareFacility: Node?
    /// The sector of activity of the facility (`healthCareFacility/code`).
    public let facilityCode: CodedElement?
    /// The identifiers of the facility.
    public let facilityIDs: [IdentifierElement]
    /// The organisation that runs the facility.
    public let serviceProvider: Organization?

    /// Reads an encounter.
    public init(_ node: Node) {
        self.node = node
        ids = node.hl7All("id").map(IdentifierElement.init)
        code = node.hl7("code").map(CodedElement.init)
        effectiveTime = node.hl7("effectiveTime").map(IntervalElement.init)
        let facility = node.hl7("location")?.hl7("healthCareFacility")
        healthCareFacility = facility
        facilityCode = facility?.hl7("code").map(CodedElement.init)
        facilityIDs = facility?.hl7All("id").map(IdentifierElement.init) ?? []
        serviceProvider = facility?.hl7("serviceProviderOrganization").map(Organization.init)
    }
}
