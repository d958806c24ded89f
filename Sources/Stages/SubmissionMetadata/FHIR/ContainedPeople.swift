// The people of an entry as contained resources: XCN, XON and CX read back.

import ClinicalTypes
import FHIRResources
import XDSMessages

/// The contained resources of one resource while it is written.
struct ContainedPeople {
    private(set) var resources: [FHIRElement] = []
    /// The references of persons and institutions that are contained already, by what the registry writes of them.
    private var known: [[String?]: String] = [:]

    /// Contains the patient, with the number and the traits that the source knows them by; gives the reference.
    mutating func patient(_ patientID: String, sourceID: String? = nil, traits: [String] = []) -> String {
        var patient = FHIRElement("Patient")
        patient.add("id", "patient")
        patient.identify(patientID, 1, 4)
        if let sourceID, HL7Field(sourceID)[1] != HL7Field(patientID)[1] || HL7Field(sourceID).authority(4) != HL7Field(patientID).authority(4) {
            patient.identify(sourceID, 1, 4, type: "PI")
        }
        patient.describe(traits: traits)
        resources.append(patient)
        return "#patient"
    }

    /// Contains an author, a professional with an institution, a role or a specialty as a PractitionerRole; gives the reference.
    ///
    /// - Parameter asRole: whether a professional is a PractitionerRole in any case.
    mutating func author(_ author: Author, asRole: Bool = false) -> String? {
        guard let xcn = author.person else { return author.institutions.first.flatMap { self.institution($0) } }
        if HL7Field(xcn)[10] == "U" { return device(xcn, of: author) }
        guard let person = person(xcn) else { return author.institutions.first.flatMap { self.institution($0) } }
        let institution = author.institutions.first.flatMap { self.institution($0) }
        let isBare = institution == nil && author.roles.isEmpty && author.specialties.isEmpty
        guard !HL7Field(xcn).isPatient, asRole || !isBare else { return person }
        var role = FHIRElement("PractitionerRole")
        let id = "role\(resources.count)"
        role.add("id", id)
        role.add("practitioner", to: person)
        if let institution { role.add("organization", to: institution) }
        for name in author.roles where !name.isEmpty { role.add("code") { $0.add("text", name) } }
        for specialty in author.specialties { role.add("specialty", concept: Code(specialty: specialty)) }
        resources.append(role)
        return "#" + id
    }

    /// Contains who answers for a document; nil where that is the patient, whom no profile of R4 lets answer (R4, DocumentReference.authenticator).
    mutating func authenticator(_ xcn: String) -> String? {
        let field = HL7Field(xcn)
        return field.isPatient || field[10] == "U" ? nil : person(xcn)
    }

    /// Contains a person (XCN), the patient as one; gives the reference.
    private mutating func person(_ xcn: String) -> String? {
        let field = HL7Field(xcn)
        return contain([xcn], as: field.isPatient ? "Patient" : "Practitioner", "person") { person in
            person.identify(xcn, 1, 9, type: field[13])
            guard field[2] != nil || field[3] != nil else { return }
            person.add("name") { name in
                name.add("family", field[2])
                name.add("given", field[3])
            }
        }
    }

    /// Contains a system (XCN): whose it is, and what kind of author (XCN.2 its name, XCN.3 its model); gives the reference.
    private mutating func device(_ xcn: String, of author: Author) -> String? {
        let owner = author.institutions.first.flatMap { institution($0) }
        let field = HL7Field(xcn)
        return contain([xcn, owner], as: "Device", "system") { device in
            device.identify(xcn, 1, 9, type: field[13])
            if let name = field[2] {
                device.add("deviceName") {
                    $0.add("name", name)
                    $0.add("type", "user-friendly-name")
                }
            }
            device.add("modelNumber", field[3])
            device.add("type", concept: author.specialties.first.flatMap { Code(specialty: $0) })
            if let owner { device.add("owner", to: owner) }
        }
    }

    /// Contains an institution (XON); gives the reference.
    mutating func institution(_ xon: String) -> String? {
        contain([xon], as: "Organization", "organization") { organization in
            organization.identify(xon, 10, 6, type: HL7Field(xon)[7])
            organization.add("name", HL7Field(xon)[1])
        }
    }

    /// Contains a resource unless it is there already, or says nothing; gives the reference.
    private mutating func contain(_ key: [String?], as type: String, _ name: String, _ build: (inout FHIRElement) -> Void) -> String? {
        if let reference = known[key] { return reference }
        var resource = FHIRElement(type)
        let id = name + String(resources.count)
        resource.add("id", id)
        build(&resource)
        guard resource.children.count > 1 else { return nil }
        resources.append(resource)
        known[key] = "#" + id
        return "#" + id
    }
}

extension HL7Field {
    /// Whether a person (XCN) is the patient: the identifier is a national health identity.
    fileprivate var isPatient: Bool { self[13] == "NH" }
}

extension Code {
    /// A specialty as the registry writes it: `code^label^system`; nil without a code.
    fileprivate init?(specialty: String) {
        let field = HL7Field(specialty)
        guard let code = field[1] else { return nil }
        self.init(code: code, scheme: field[3] ?? "", displayName: field[2])
    }
}

extension FHIRElement {
    /// Adds the identifier of an HL7 field: the component of the value, and that of its authority, numbered from 1.
    ///
    /// - Parameter type: the type of the identifier (HL7 table 0203, or its French supplement); of a national health identity it follows from the authority.
    fileprivate mutating func identify(_ field: String, _ value: Int, _ authority: Int, type: String? = nil) {
        let field = HL7Field(field)
        guard let value = field[value] else { return }
        let root = field.authority(authority) ?? ""
        let space = NationalHealthIdentifierSpace(rawValue: root)
        add("identifier") { identifier in
            identifier.add("use", space == nil ? nil : "official")
            identifier.add(
                "type", concept: type == "PI" ? IdentifierTypes.code("PI") : space.map { IdentifierTypes.code(of: $0) } ?? IdentifierTypes.code(type))
            identifier.add("system", root.isEmpty ? nil : FHIRNames.uri(of: root))
            identifier.add("value", value)
        }
    }
}

/// The types of identifiers: HL7 table 0203, and what French Core adds to it.
private enum IdentifierTypes {
    private static let french = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"
    private static let international = "http://terminology.hl7.org/CodeSystem/v2-0203"

    static func code(_ type: String?) -> Code? {
        switch type {
        case "PI"?, "EI"?, "RI"?: type.map { Code(code: $0, scheme: international) }
        case "IDNPS"?, "IDNST"?, "SIREN"?, "SIRET"?: type.map { Code(code: $0, scheme: french) }
        default: nil
        }
    }

    static func code(of space: NationalHealthIdentifierSpace) -> Code? {
        switch space {
        case .nir: Code(code: "INS-NIR", scheme: french)
        case .nia: Code(code: "INS-NIA", scheme: french)
        case .test: Code(code: "INS-NIR-TEST", scheme: french)
        case .demonstration: Code(code: "INS-NIR-DEMO", scheme: french)
        case .undocumented: nil
        }
    }
}
