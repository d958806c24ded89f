// What is said when a patient's consent forbids a deposit.

import ClinicalTypes

/// The findings of consent.
enum ConsentFinding {
    /// The patient opposes the feeding of the record (segment ZFA of PAM-FR, or another announcement).
    static let feedingOpposed = Finding(
        code: "consent.feeding-opposed", severity: .error, stage: .intake,
        message: Bilingual(
            fr: "Le patient s'oppose à l'alimentation de son dossier ; aucun document n'est déposé tant que cette opposition n'est pas levée.",
            en: "The patient opposes the feeding of the record; no document is deposited until this opposition is lifted."))
}
