// One document, one patient.

import CDADocuments
import ClinicalTypes
import XMLTree

/// There is exactly one `recordTarget`.
struct PatientCountRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let first = document.recordTargets.first else {
            guard !context.gaps.names("recordTarget", under: document.node) else { return [] }
            return [context.finding(.patientCount, at: document.node, Bilingual(fr: "recordTarget manque", en: "recordTarget is missing"))]
        }
        if document.recordTargets.count > 1 {
            return [
                context.finding(
                    .patientCount, at: document.recordTargets[1],
                    Bilingual(
                        fr: "un document ne concerne qu'un patient : un seul recordTarget", en: "a document is about one patient: one recordTarget only"))
            ]
        }
        if document.patient == nil, first[attribute: "nullFlavor"] == nil, !context.gaps.names("patientRole", under: first) {
            return [context.finding(.patientCount, at: first, Bilingual(fr: "patientRole manque", en: "patientRole is missing"))]
        }
        return []
    }
}
