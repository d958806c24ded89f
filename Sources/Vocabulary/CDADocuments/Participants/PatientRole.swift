// The patient as the header names him or her.

public import XMLTree

/// The patient: `recordTarget/patientRole` (CDA R2, 4.2.2.11).
public struct PatientRole: HeaderElement {
    /// The roots under which the national health identity (INS) stands: NIR, NIA, and the NIR of tests and of demonstrations.
    public static let insRoots: Set<String> = ["1.2.250.1.213.1.4.8", "1.2.250.1.213.1.4.9", "1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.11"]

    /// The `patientRole` element.
    public let node: Node
    /// The identifiers, in order.
    public let ids: [IdentifierElement]
    /// The postal addresses.
    public let addresses: [AddressElement]
    /// The telecommunication addresses.
    public let telecoms: [TelecomElement]
    /// The `patient` element.
    public let patient: Node?
    /// The name.
    public let name: NameElement?
    /// The administrative gender.
    public let gender: CodedElement?
    /// The time of birth.
    public let birthTime: TimeElement?
    /// The place of birth: the element of its official geographic code (`birthplace/place/addr/county`).
    public let birthplaceCode: TextElement?
    /// The place of birth (`birthplace/place/addr`).
    public let birthplace: AddressElement?
    /// The organisation that knows the patient.
    public let providerOrganization: Organization?

    /// Reads a patient role.
    public init(_ node: Node) {
        self.node = node
        ids = node.hl7All("id").map(IdentifierElement.init)
        addresses = node.hl7All("addr").map(AddressElement.init)
        telecoms = node.hl7All("telecom").map(TelecomElement.init)
        patient = node.hl7("patient")
        name = patient?.hl7("name").map(NameElement.init)
        gender = patient?.hl7("administrativeGenderCode").map(CodedElement.init)
        birthTime = patient?.hl7("birthTime").map(TimeElement.init)
        let birthAddress = patient?.hl7("birthplace")?.hl7("place")?.hl7("addr")
        birthplace = birthAddress.map(AddressElement.init)
        birthplaceCode = birthAddress?.hl7("county").map(TextElement.init)
        providerOrganization = node.hl7("providerOrganization").map(Organization.init)
    }

    /// The national health identity, where one is given.
    public var ins: IdentifierElement? { ids.first { Self.insRoots.contains($0.root ?? "") } }

    /// The first identifier that is no national health identity: the patient's number in an establishment (IPP).
    public var localID: IdentifierElement? { ids.first { $0.root != nil && !Self.insRoots.contains($0.root ?? "") } }
}
