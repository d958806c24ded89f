// Persons, systems and institutions as the registry writes them: XCN and XON in their French form.

import CDADocuments
import ClinicalTypes
import CodeSystems

extension AssignedEntity {
    /// Whether the patient speaks: the identifier is a national health identity, or the role says so.
    var isPatient: Bool {
        ids.contains { $0.healthIdentifierSpace != nil } || (code?.code == "EXP_PATIENT" && code?.system == CodeSystemOID.otherProducers)
    }

    /// The identifier that names the person or system: the national one, else a patient's, else the first with a value.
    private var naming: InstanceIdentifier? {
        let values = ids.map(\.value).filter { $0.value != nil && $0.root?.isEmpty == false }
        return values.first { $0.root == IdentifierRoot.professional } ?? values.first { $0.healthSpace != nil } ?? values.first
    }

    /// The person or system as XCN; nil where there is neither identifier nor name.
    ///
    /// Components: 1 identifier, 2 family name or name of the system, 3 given name or model, 9 authority, 10 name type (`D`, or `U`
    /// for a system), 13 identifier type: `IDNPS`, `EI` within a structure, `RI` for a system, `NH` for the patient.
    var extendedPerson: String? {
        var field = HL7Components()
        let naming = naming
        field.set(1, naming?.value)
        let isSystem = person == nil && !isPatient
        if isSystem {
            field.set(2, device?.softwareName?.text ?? device?.modelName?.text ?? organization?.name)
            field.set(3, device?.softwareName == nil ? nil : device?.modelName?.text)
        } else {
            let name = name?.value
            field.set(2, name?.family ?? name?.freeText)
            field.set(3, name?.given)
        }
        guard field.text != nil else { return nil }
        field.setAuthority(9, naming?.root)
        field.set(10, isSystem ? "U" : "D")
        if let naming { field.set(13, isSystem ? "RI" : naming.personType) }
        return field.text
    }

    /// The profession or role as the registry writes it: `code^label^system`.
    var specialty: String? {
        guard let code = code?.value else { return nil }
        var field = HL7Components()
        field.set(1, code.code)
        field.set(2, code.displayName ?? CodeTables.authorSpecialities[code.code, code.system]?.displayName)
        field.set(3, code.system)
        return field.text
    }
}

extension InstanceIdentifier {
    /// The namespace of national health identities that the root names.
    fileprivate var healthSpace: NationalHealthIdentifierSpace? { root.flatMap(NationalHealthIdentifierSpace.init(rawValue:)) }

    /// The type of an identifier of a person.
    fileprivate var personType: String {
        if healthSpace != nil { return "NH" }
        // An identifier with a slash is internal to the structure before it.
        return root == IdentifierRoot.professional && value?.contains("/") == false ? "IDNPS" : "EI"
    }
}

extension Organization {
    /// The institution as XON; nil where there is neither name nor identifier.
    ///
    /// Components: 1 name, 6 authority, 7 identifier type (`IDNST`; `SIREN` or `SIRET` under SIRENE), 10 identifier.
    var extendedOrganization: String? {
        var field = HL7Components()
        field.set(1, name)
        let values = ids.map(\.value).filter { $0.value != nil && $0.root?.isEmpty == false }
        if let naming = values.first(where: { $0.root == IdentifierRoot.structure }) ?? values.first, let value = naming.value {
            field.setAuthority(6, naming.root)
            switch naming.root {
            case IdentifierRoot.structure: field.set(7, "IDNST")
            case IdentifierRoot.sirene: field.set(7, value.utf8.count == 14 ? "SIRET" : "SIREN")
            default: field.set(7, "EI")
            }
            field.set(10, value)
        }
        return field.text
    }
}
