// The patient as the registry writes them: CX, and the traits of sourcePatientInfo.

import CDADocuments
import ClinicalTypes

/// The patient's identifier as CX: `id^^^&OID&ISO^type`.
func patientIdentifier(_ value: String, root: String, type: String) -> String {
    var field = HL7Components()
    field.set(1, value)
    field.setAuthority(4, root)
    field.set(5, type)
    return field.text ?? ""
}

extension PatientRole {
    /// The number that the source knows the patient by: that of the establishment (IPP), else the national identity.
    var sourceIdentifier: String? {
        guard let identifier = [localID, ins].compactMap(\.?.value).first(where: { $0.value != nil && $0.oid != nil }),
            let value = identifier.value, let root = identifier.root
        else { return nil }
        return patientIdentifier(value, root: root, type: "PI")
    }

    /// The patient's traits, one `PID-n|value` each (ITI TF-3 4.2.3.2.23): names, birth, sex, address, telephone.
    var sourceInfo: [String] {
        var traits: [String] = []
        if let identifier = sourceIdentifier { traits.append("PID-3|\(identifier)") }
        traits += names.map { "PID-5|\($0)" }
        if let birth = birthTime?.value { traits.append("PID-7|\(birth.text.prefix(8).prefix { $0 != "+" && $0 != "-" })") }
        if let sex = sexLetter { traits.append("PID-8|\(sex)") }
        if let address = addresses.lazy.compactMap({ $0.value.extendedAddress }).first { traits.append("PID-11|\(address)") }
        if let number = telecoms.lazy.map(\.value).first(where: { $0.scheme == "tel" })?.address {
            traits.append("PID-13|\(HL7Components.escaped(number))")
        }
        // A slot holds at most 256 characters; the traits are optional, so one that is longer is left out.
        return traits.filter { $0.unicodeScalars.count <= 256 }
    }

    /// The legal name (`L`) and, where it is another, the name in use (`D`).
    private var names: [String] {
        guard let name = name?.value else { return [] }
        let legal = (name.birthFamilyName ?? name.plainFamilyName, name.birthGivenName ?? name.givenNames.first)
        let used = (name.family ?? name.freeText, name.given)
        return [extendedName(legal, "L"), used == legal ? nil : extendedName(used, "D")].compactMap { $0 }
    }

    /// A name as XPN; nil where it says nothing.
    private func extendedName(_ name: (family: String?, given: String?), _ type: String) -> String? {
        guard name.family != nil || name.given != nil else { return nil }
        var field = HL7Components()
        field.set(1, name.family)
        field.set(2, name.given)
        field.set(7, type)
        return field.text
    }

    /// The letter of HL7 table 0001.
    private var sexLetter: String? {
        switch gender?.code {
        case "M": "M"
        case "F": "F"
        case nil: nil
        default: "U"
        }
    }
}

extension PostalAddress {
    /// The address as XAD: street, supplement, city, state, postal code, country; nil where it is empty.
    var extendedAddress: String? {
        var field = HL7Components()
        let lines = streetLines
        field.set(1, lines.first)
        field.set(2, lines.dropFirst().isEmpty ? self[.additionalLocator] : lines.dropFirst().joined(separator: ", "))
        field.set(3, self[.city])
        field.set(4, self[.state])
        field.set(5, self[.postalCode])
        field.set(6, self[.country])
        return field.text
    }
}
