// The traits of a patient between the registry and FHIR: the lines of sourcePatientInfo, and the elements of a Patient.

import ClinicalTypes
import FHIRResources

extension FHIRElement {
    /// Adds the traits of a patient, one `PID-n|value` each (ITI TF-3 4.2.3.2.23): names, telephone, sex, birth, address.
    mutating func describe(traits: [String]) {
        func values(_ number: Int) -> [HL7Field] {
            traits.filter { $0.hasPrefix("PID-\(number)|") }.map { HL7Field(String($0.drop { $0 != "|" }.dropFirst())) }
        }
        for name in values(5) where name[1] != nil || name[2] != nil {
            add("name") { element in
                element.add("use", name[7] == "L" ? "official" : name[7] == "D" ? "usual" : nil)
                element.add("family", name[1])
                element.add("given", name[2])
            }
        }
        for telephone in values(13) {
            guard let number = telephone[1] else { continue }
            add("telecom") { element in
                element.add("system", "phone")
                element.add("value", number)
            }
        }
        let sexes = ["M": "male", "F": "female", "O": "other", "A": "other", "U": "unknown"]
        add("gender", values(8).first?[1].flatMap { sexes[$0] })
        add("birthDate", values(7).first?[1].flatMap { TimeText.iso(String($0.prefix(8))) })
        for address in values(11) {
            let lines = [address[1], address[2]].compactMap { $0 }
            guard !lines.isEmpty || (3...6).contains(where: { address[$0] != nil }) else { continue }
            add("address") { element in
                for line in lines { element.add("line", line) }
                element.add("city", address[3])
                element.add("state", address[4])
                element.add("postalCode", address[5])
                element.add("country", address[6])
            }
        }
    }

    /// The traits of a Patient as lines of sourcePatientInfo, the source's own number first; empty for a Patient who is an identifier alone.
    func traits(identifier: String?) -> [String] {
        guard self["name"] ?? self["telecom"] ?? self["gender"] ?? self["birthDate"] ?? self["address"] != nil else { return [] }
        var traits = identifier.map { ["PID-3|\($0)"] } ?? []
        for name in all("name") {
            let type = name.text("use") == "official" ? "L" : name.text("use") == "usual" ? "D" : nil
            traits += field("PID-5", [1: name.text("family"), 2: name.text("given"), 7: type])
        }
        if let birth = text("birthDate") { traits.append("PID-7|\(birth.filter { $0 != "-" })") }
        let letters = ["male": "M", "female": "F", "other": "O", "unknown": "U"]
        if let letter = text("gender").flatMap({ letters[$0] }) { traits.append("PID-8|\(letter)") }
        for address in all("address").prefix(1) {
            let lines = address.all("line").compactMap(\.value)
            let more = lines.dropFirst().joined(separator: ", ")
            traits += field(
                "PID-11",
                [
                    1: lines.first, 2: more, 3: address.text("city"), 4: address.text("state"), 5: address.text("postalCode"), 6: address.text("country"),
                ])
        }
        if let number = all("telecom").first(where: { $0.text("system") == "phone" })?.text("value") { traits += field("PID-13", [1: number]) }
        // A slot holds at most 256 characters.
        return traits.filter { $0.unicodeScalars.count <= 256 }
    }

    private func field(_ name: String, _ components: [Int: String?]) -> [String] {
        var field = HL7Components()
        for (number, text) in components.sorted(by: { $0.key < $1.key }) { field.set(number, text) }
        return field.text.map { ["\(name)|\($0)"] } ?? []
    }
}
