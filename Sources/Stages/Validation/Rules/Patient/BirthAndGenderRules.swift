// The sex and the birth date of the patient, and what must not be said of him or her.

import CDADocuments
import ClinicalTypes
import FoundationEssentials
import XMLTree

/// With an INS the birth date is there; it does not lie in the future.
struct BirthRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let patient = document.patient, let person = patient.patient else { return [] }
        guard let time = patient.birthTime, let written = time.rawValue, !written.isEmpty else {
            guard patient.ins != nil || (patient.birthTime != nil && patient.birthTime?.nullFlavor == nil) else { return [] }
            return [
                context.finding(
                    .patientBirthTime, at: patient.birthTime?.node ?? person,
                    Bilingual(fr: "la date de naissance (birthTime) manque", en: "the birth date (birthTime) is missing"))
            ]
        }
        guard let birth = time.value, birth.earliest > context.now.addingTimeInterval(Double(context.options.clockTolerance)) else { return [] }
        return [
            context.finding(
                .patientBirthTimeFuture, at: time.node, attribute: "value",
                Bilingual(fr: "la date de naissance est dans le futur", en: "the birth date lies in the future"), found: written)
        ]
    }
}

/// With an INS the sex is there; it is a code of HL7 AdministrativeGender (JDV_J143).
struct GenderRule: HeaderRule {
    private static let system = "2.16.840.1.113883.5.1"
    private static let codes = ["F", "M", "U", "UN"]

    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let patient = document.patient, let person = patient.patient else { return [] }
        let allowed = AllowedValues(name: "JDV_J143", first: Self.codes)
        guard let gender = patient.gender, let code = gender.code, !code.isEmpty else {
            guard patient.ins != nil, patient.gender?.nullFlavor == nil else { return [] }
            return [
                context.finding(
                    .patientGender, at: patient.gender?.node ?? person,
                    Bilingual(fr: "avec un INS, le sexe est obligatoire", en: "with an INS, the sex is mandatory"), allowed: allowed)
            ]
        }
        if !Self.codes.contains(code) {
            let mended = Self.codes.first { $0 == code.uppercased() }
            return [
                context.finding(
                    .patientGenderUnknown, at: gender.node, attribute: "code",
                    Bilingual(fr: "code de sexe inconnu", en: "unknown code of sex"), found: code, allowed: allowed,
                    edit: mended.flatMap { DocumentEdits(gender.node).setting("code", to: $0) })
            ]
        }
        guard gender.system != Self.system else { return [] }
        return [
            context.finding(
                .patientGenderUnknown, at: gender.node, attribute: "codeSystem",
                Bilingual(
                    fr: "le sexe se code dans HL7 AdministrativeGender : corriger @codeSystem",
                    en: "the sex is coded in HL7 AdministrativeGender: correct @codeSystem"),
                found: gender.system, allowed: AllowedValues(first: [Self.system]),
                edit: DocumentEdits(gender.node).setting("codeSystem", to: Self.system))
        ]
    }
}

/// Race, ethnic group and religion are not recorded in France.
struct ForbiddenElementRule: HeaderRule {
    private static let names: Set<String> = ["raceCode", "ethnicGroupCode", "religiousAffiliationCode"]

    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        document.patients.flatMap { role in
            (role.patient.map { Array($0.elements) } ?? []).filter { Self.names.contains($0.localName) }.map { element in
                context.finding(
                    .patientForbidden, at: element,
                    Bilingual(
                        fr: "\(element.localName) est interdit en France : le supprimer", en: "\(element.localName) is forbidden in France: remove it"),
                    edit: DocumentEdits(element).removing())
            }
        }
    }
}
