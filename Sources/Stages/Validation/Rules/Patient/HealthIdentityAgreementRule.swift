// The national health identity agrees with the sex and the birth date beside it.

import CDADocuments
import ClinicalTypes
import XMLTree

/// The sex, the year and the month in the INS are those of the header; a real identity may differ, so this only warns.
struct HealthIdentityAgreementRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let patient = document.patient, let ins = patient.ins,
            case .success(let identity)? = NationalHealthIdentifier.reading(ins.value), identity.isKeyValid
        else { return [] }
        var findings: [Finding] = []
        if let gender = patient.gender, let code = gender.code, code == "M" || code == "F", let sex = identity.sex, (sex == .male) != (code == "M") {
            findings.append(
                context.finding(
                    .patientINSDisagrees, at: gender.node, attribute: "code",
                    Bilingual(
                        fr: "le sexe n'est pas celui que porte l'INS : vérifier l'identité",
                        en: "the sex is not the one that the INS carries: check the identity"),
                    found: code))
        }
        if let time = patient.birthTime, let birth = time.value {
            let sameYear = Int(identity.birthYear).map { $0 == birth.year % 100 } ?? true
            let sameMonth = birth.precision < .month || (identity.birthMonth.map { $0 == birth.month } ?? true)
            if !sameYear || !sameMonth {
                findings.append(
                    context.finding(
                        .patientINSDisagrees, at: time.node, attribute: "value",
                        Bilingual(
                            fr: "la date de naissance n'est pas celle que porte l'INS : vérifier l'identité",
                            en: "the birth date is not the one that the INS carries: check the identity"),
                        found: time.rawValue))
            }
        }
        return findings
    }
}
