// The birth date of the patient against the present.

import CDADocuments
import ClinicalTypes
import FoundationEssentials
import XMLTree

/// The birth date does not lie in the future.
struct BirthTimeRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let time = document.patient?.birthTime, let birth = time.value, birth.earliest > context.latestNow else { return [] }
        return [
            context.finding(
                .patientBirthTimeFuture, at: time.node, attribute: "value",
                Bilingual(fr: "la date de naissance est dans le futur", en: "the birth date lies in the future"), found: time.rawValue)
        ]
    }
}
