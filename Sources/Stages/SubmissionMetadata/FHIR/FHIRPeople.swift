// Persons, systems, institutions and patients of FHIR as the registry writes them: XCN, XON and CX.

import ClinicalTypes
import FHIRResources
import XDSMessages

/// Where the references of one resource lead: its contained resources, and the others of its Bundle.
struct ReferenceScope {
    /// The resources of the Bundle by their full URLs.
    let bundle: [String: FHIRElement]
    /// The contained resources by their ids.
    private let contained: [String: FHIRElement]

    init(_ resource: FHIRElement, in bundle: [String: FHIRElement]) {
        self.bundle = bundle
        contained = Dictionary(resource.all("contained").compactMap { inner in inner.text("id").map { ($0, inner) } }) { first, _ in first }
    }

    /// The resource that a reference leads to; nil where it leads elsewhere: nothing is ever fetched.
    func resource(_ reference: FHIRElement?) -> FHIRElement? {
        guard let target = reference?.text("reference") else { return nil }
        return target.hasPrefix("#") ? contained[String(target.dropFirst())] : bundle[target]
    }

    /// The patient's identifier as CX: the national one before any other.
    func patientID(_ reference: FHIRElement?) -> String? {
        let named = identifiers(reference)
        guard let best = named.first(where: \.isNational) ?? named.first else { return nil }
        return patientIdentifier(best.value, root: best.root, type: best.isNational ? "NH" : "PI")
    }

    /// The number that the source knows the patient by, as CX: its own before the national one.
    func sourcePatientID(_ reference: FHIRElement?) -> String? {
        let named = identifiers(reference)
        guard let best = named.first(where: { !$0.isNational }) ?? named.first else { return nil }
        return patientIdentifier(best.value, root: best.root, type: "PI")
    }

    /// The traits of the Patient that a reference leads to, as lines of sourcePatientInfo.
    func traits(_ reference: FHIRElement?) -> [String] { resource(reference)?.traits(identifier: sourcePatientID(reference)) ?? [] }

    private func identifiers(_ reference: FHIRElement?) -> [(value: String, root: String, isNational: Bool)] {
        let identifiers = (resource(reference)?.all("identifier") ?? []) + (reference?.all("identifier") ?? [])
        return identifiers.compactMap { identifier in
            guard let value = identifier.text("value"), let system = identifier.text("system") else { return nil }
            let root = FHIRNames.oid(of: system)
            return (value, root, NationalHealthIdentifierSpace(rawValue: root) != nil)
        }
    }

    /// Who a reference leads to, as an author; nil where nobody can be named.
    func author(_ reference: FHIRElement?) -> Author? {
        guard let reference, let found = resource(reference) else { return nil }
        var author = Author()
        switch found.type {
        case "PractitionerRole":
            author.person = resource(found["practitioner"])?.extendedPerson ?? Self.person(identifier: found["practitioner"]?["identifier"])
            if let organization = resource(found["organization"])?.extendedOrganization { author.institutions = [organization] }
            author.roles = found.all("code").compactMap { $0.text("text") ?? $0["coding"]?.text("display") }
            author.specialties = found.all("specialty").compactMap { Code(concept: $0) }.map(Self.specialty)
        case "Organization": author.institutions = found.extendedOrganization.map { [$0] } ?? []
        case "Device":
            author.person = found.extendedPerson
            author.institutions = resource(found["owner"])?.extendedOrganization.map { [$0] } ?? []
            author.specialties = [Code(concept: found["type"])].compactMap { $0 }.map(Self.specialty)
        default: author.person = found.extendedPerson
        }
        return author.person == nil && author.institutions.isEmpty ? nil : author
    }

    /// Who answers for a document, as XCN.
    func authenticator(_ reference: FHIRElement?) -> String? { author(reference)?.person }

    private static func specialty(_ code: Code) -> String {
        var field = HL7Components()
        field.set(1, code.code)
        field.set(2, code.displayName)
        field.set(3, code.scheme)
        return field.text ?? ""
    }

    private static func person(identifier: FHIRElement?) -> String? {
        guard let identifier else { return nil }
        var person = FHIRElement("Practitioner")
        person.add("identifier", identifier)
        return person.extendedPerson
    }
}

extension FHIRElement {
    /// The identifier that names a person or a structure: the national one first.
    private func naming(_ root: String) -> (value: String, root: String)? {
        let named = all("identifier").compactMap { identifier -> (value: String, root: String, system: String)? in
            guard let value = identifier.text("value"), let system = identifier.text("system") else { return nil }
            return (value, FHIRNames.oid(of: system), system)
        }
        guard let best = named.first(where: { $0.system == "urn:oid:" + root }) ?? named.first(where: { $0.root == root }) ?? named.first else { return nil }
        // The national form begins with the kind of number: 8 for RPPS, 1 for FINESS.
        if best.system.contains("rpps"), best.value.utf8.count == 11 { return ("8" + best.value, best.root) }
        if best.system.contains("adeli"), best.value.utf8.count == 9 { return ("0" + best.value, best.root) }
        if best.system.contains("finess"), best.value.utf8.count == 9 { return ("1" + best.value, best.root) }
        return (best.value, best.root)
    }

    /// The person or system as XCN; nil where there is neither identifier nor name.
    fileprivate var extendedPerson: String? {
        var field = HL7Components()
        let naming = naming(RootOID.professional)
        field.set(1, naming?.value)
        let isSystem = type == "Device"
        if isSystem {
            field.set(2, self["deviceName"]?.text("name") ?? text("manufacturer"))
            field.set(3, text("modelNumber"))
        } else {
            field.set(2, self["name"]?.text("family") ?? self["name"]?.text("text"))
            field.set(3, self["name"]?.text("given"))
        }
        guard field.text != nil else { return nil }
        field.setAuthority(9, naming?.root)
        field.set(10, isSystem ? "U" : "D")
        if let naming {
            let isPatient = NationalHealthIdentifierSpace(rawValue: naming.root) != nil
            let isNational = naming.root == RootOID.professional && !naming.value.contains("/")
            field.set(13, isSystem ? "RI" : isPatient ? "NH" : isNational ? "IDNPS" : "EI")
        }
        return field.text
    }

    /// The institution as XON; nil where there is neither name nor identifier.
    fileprivate var extendedOrganization: String? {
        guard type == "Organization" else { return nil }
        var field = HL7Components()
        field.set(1, text("name"))
        if let naming = naming(RootOID.structure) {
            field.setAuthority(6, naming.root)
            switch naming.root {
            case RootOID.structure: field.set(7, "IDNST")
            case IdentifierRoot.sirene: field.set(7, naming.value.utf8.count == 14 ? "SIRET" : "SIREN")
            default: field.set(7, "EI")
            }
            field.set(10, naming.value)
        }
        return field.text
    }
}
