// The traits that come with a national health identity: names and place of birth.

import CDADocuments
import ClinicalTypes
import XMLTree

/// With an INS, the header carries the birth family name, all given names of birth, the first of them, and the place of birth.
struct TraitsRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let patient = document.patient, patient.ins != nil else { return [] }
        let place = patient.name?.node ?? patient.patient ?? patient.node
        var findings: [Finding] = []
        if !isFilled(patient.name?.birthFamily) {
            findings.append(
                context.finding(
                    .patientBirthFamily, at: patient.name?.birthFamily?.node ?? place,
                    Bilingual(
                        fr: "avec un INS, le nom de naissance est obligatoire : family[@qualifier='BR']",
                        en: "with an INS, the birth name is mandatory: family[@qualifier='BR']"),
                    edit: qualifierEdit(patient.name, "family")))
        }
        if !(patient.name?.birthGivens.contains(where: isFilled) ?? false) {
            findings.append(
                context.finding(
                    .patientGivenNames, at: patient.name?.birthGivens.first?.node ?? place,
                    Bilingual(
                        fr: "avec un INS, tous les prénoms de naissance sont obligatoires : given sans qualifier",
                        en: "with an INS, all given names of birth are mandatory: given without qualifier")))
        }
        if !isFilled(patient.name?.firstBirthGiven) {
            findings.append(
                context.finding(
                    .patientFirstGiven, at: patient.name?.firstBirthGiven?.node ?? place,
                    Bilingual(
                        fr: "avec un INS, le premier prénom de naissance est obligatoire : given[@qualifier='BR']",
                        en: "with an INS, the first given name of birth is mandatory: given[@qualifier='BR']")))
        }
        return findings + birthplaceFindings(patient, context)
    }

    private func isFilled(_ part: NameElement.Part?) -> Bool { part.map { !$0.text.isEmpty } ?? false }

    /// Qualifies the only part of that kind that has no qualifier.
    private func qualifierEdit(_ name: NameElement?, _ kind: String) -> SuggestedEdit? {
        guard let plain = name?.parts(kind, qualifier: nil), plain.count == 1 else { return nil }
        return DocumentEdits(plain[0].node).setting("qualifier", to: "BR")
    }

    private func birthplaceFindings(_ patient: PatientRole, _ context: RuleContext) -> [Finding] {
        guard let code = patient.birthplaceCode, !code.text.isEmpty else {
            // A null flavor says that the place is not known; it is allowed there.
            if patient.birthplaceCode?.nullFlavor != nil { return [] }
            return [
                context.finding(
                    .patientBirthplace, at: patient.birthplaceCode?.node ?? patient.birthplace?.node ?? patient.patient ?? patient.node,
                    Bilingual(
                        fr: "avec un INS, le code géographique du lieu de naissance est obligatoire : birthplace/place/addr/county",
                        en: "with an INS, the geographic code of the place of birth is mandatory: birthplace/place/addr/county"))
            ]
        }
        guard !isGeographicCode(code.text) else { return [] }
        return [
            context.finding(
                .patientBirthplaceForm, at: code.node,
                Bilingual(
                    fr: "le code géographique a 5 caractères : commune française (2A, 2B en Corse) ou 99 et le pays",
                    en: "a geographic code has 5 characters: a French commune (2A, 2B in Corsica), or 99 and the country"),
                found: code.text)
        ]
    }

    private func isGeographicCode(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 5 else { return false }
        return bytes.indices.allSatisfy { index in
            let byte = bytes[index]
            if (0x30...0x39).contains(byte) { return true }
            return index == 1 && bytes[0] == UInt8(ascii: "2") && (byte == UInt8(ascii: "A") || byte == UInt8(ascii: "B"))
        }
    }
}
