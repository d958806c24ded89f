// The people of an entry as contained resources: XCN, XON and CX read back.

import ClinicalTypes
import FHIRResources
import XDSMessages

/// The contained resources of one resource while it is written.
struct ContainedPeople {
    private(set) var resources: [FHIRElement] = []
    /// The reference to the patient as the source knows them.
    private(set) var source: String?

    /// Contains the patient; gives the reference.
    mutating func patient(_ patientID: String, sourceID: String?) -> String {
        var patient = FHIRElement("Patient")
        patient.add("id", "patient")
        patient.identify(patientID, 1, 4)
        resources.append(patient)
        source = "#patient"
        if let sourceID, sourceID != patientID {
            var own = FHIRElement("Patient")
            own.add("id", "source")
            own.identify(sourceID, 1, 4)
            resources.append(own)
            source = "#source"
        }
        return "#patient"
    }

    /// Contains a person or a system (XCN); gives the reference.
    mutating func person(_ xcn: String) -> String? {
        let parts = Self.parts(xcn)
        let isSystem = parts[9] == "U"
        var person = FHIRElement(isSystem ? "Device" : parts[12] == "NH" ? "Patient" : "Practitioner")
        let id = "person\(resources.count)"
        person.add("id", id)
        person.identify(xcn, 1, 9)
        if isSystem {
            if !parts[1].isEmpty {
                person.add("deviceName") { name in
                    name.add("name", parts[1])
                    name.add("type", "user-friendly-name")
                }
            }
            person.add("modelNumber", parts[2].isEmpty ? nil : parts[2])
        } else if !parts[1].isEmpty || !parts[2].isEmpty {
            person.add("name") { name in
                name.add("family", parts[1].isEmpty ? nil : parts[1])
                name.add("given", parts[2].isEmpty ? nil : parts[2])
            }
        }
        guard person.children.count > 1 else { return nil }
        resources.append(person)
        return "#" + id
    }

    /// Contains an institution (XON); gives the reference.
    private mutating func institution(_ xon: String) -> String? {
        let parts = Self.parts(xon)
        var organization = FHIRElement("Organization")
        let id = "organization\(resources.count)"
        organization.add("id", id)
        organization.identify(xon, 10, 6)
        organization.add("name", parts[0].isEmpty ? nil : parts[0])
        guard organization.children.count > 1 else { return nil }
        resources.append(organization)
        return "#" + id
    }

    /// Contains an author, a person within an institution as a role; gives the reference.
    mutating func author(_ author: Author) -> String? {
        let person = author.person.flatMap { self.person($0) }
        let institution = author.institutions.first.flatMap { self.institution($0) }
        guard let person, resources.first(where: { "#" + ($0.text("id") ?? "") == person })?.type == "Practitioner", let institution else {
            return person ?? institution
        }
        var role = FHIRElement("PractitionerRole")
        let id = "role\(resources.count)"
        role.add("id", id)
        role.add("practitioner", to: person)
        role.add("organization", to: institution)
        for specialty in author.specialties {
            let parts = Self.parts(specialty)
            guard !parts[0].isEmpty else { continue }
            role.add("specialty", concept: Code(code: parts[0], scheme: parts[2], displayName: parts[1]))
        }
        resources.append(role)
        return "#" + id
    }

    /// The components of an HL7 field, unescaped; components that are not there are empty.
    fileprivate static func parts(_ field: String) -> [String] {
        let parts = field.split(separator: "^", omittingEmptySubsequences: false).map { part in
            String(part).replacing("\\S\\", with: "^").replacing("\\F\\", with: "|").replacing("\\R\\", with: "~").replacing("\\E\\", with: "\\")
        }
        return parts + Array(repeating: "", count: max(0, 14 - parts.count))
    }
}

extension FHIRElement {
    /// Adds the identifier of an HL7 field: the component of the value, and that of its authority, numbered from 1.
    fileprivate mutating func identify(_ field: String, _ value: Int, _ authority: Int) {
        let parts = ContainedPeople.parts(field)
        guard !parts[value - 1].isEmpty else { return }
        let root = parts[authority - 1].split(separator: "&", omittingEmptySubsequences: false).dropFirst().first.map(String.init) ?? ""
        add("identifier") { identifier in
            identifier.add("system", root.isEmpty ? nil : "urn:oid:" + root)
            identifier.add("value", parts[value - 1].replacing("\\T\\", with: "&"))
        }
    }
}
