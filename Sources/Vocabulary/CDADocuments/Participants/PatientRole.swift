// The patient as the header names him or her.

public import ClinicalTypes
public import XMLTree

/// The patient: `recordTarget/patientRole` (CDA R2, 4.2.2.11).
public struct PatientRole: HeaderElement {
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
    public var ins: IdentifierElement? {
        // Official examples carry an undocumented root beside the documented ones: it never stands for the identity itself.
        ids.first { $0.healthIdentifierSpace.map { $0 != .undocumented } ?? false }
    }

    /// The first identifier that is no national health identity: the patient's number in an establishment (IPP).
    public var localID: IdentifierElement? { ids.first { $0.root != nil && $0.healthIdentifierSpace == nil } }
}

extension IdentifierElement {
    /// The namespace of national health identities that the root names, nil where it names none.
    public var healthIdentifierSpace: NationalHealthIdentifierSpace? { root.flatMap(NationalHealthIdentifierSpace.init) }
}
