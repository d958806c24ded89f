// What is said where no assertion can be written for a submission.

import ClinicalTypes
import Delivery
import SubmissionMetadata

extension AssertionGap {
    /// What is missing, and where it should stand.
    var message: Bilingual {
        switch self {
        case .acting(.person):
            Self.missing(
                fr: "l'identifiant national de qui agit (PS_IdNat) : PRT-5 de l'émetteur (SB), author ou legalAuthenticator",
                en: "the national identifier of who acts (PS_IdNat): PRT-5 of the sender (SB), author or legalAuthenticator")
        case .acting(.name):
            Self.missing(fr: "le nom de qui agit (PRT-5.2, assignedPerson/name)", en: "the name of who acts (PRT-5.2, assignedPerson/name)")
        case .acting(.profession):
            Self.missing(
                fr: "la profession de qui agit (assignedAuthor/code, authorSpecialty)", en: "the profession of who acts (assignedAuthor/code, authorSpecialty)")
        case .acting(.speciality):
            Self.missing(
                fr: "la spécialité du médecin ou du pharmacien (assignedAuthor/code, par exemple G15_10/SM26)",
                en: "the speciality of the physician or pharmacist (assignedAuthor/code, for instance G15_10/SM26)")
        case .acting(.structure):
            Self.missing(
                fr: "la structure pour laquelle on agit (Struct_IdNat) : PRT-8.10, representedOrganization/id",
                en: "the structure acted for (Struct_IdNat): PRT-8.10, representedOrganization/id")
        case .sector:
            Self.missing(
                fr: "le secteur d'activité : healthCareFacility/code n'en est pas un, et store.assertion.sector n'est pas configuré",
                en: "the sector of activity: healthCareFacility/code is none, and store.assertion.sector is not configured")
        case .patient: Self.missing(fr: "l'identité nationale du patient (INS)", en: "the patient's national identity (INS)")
        case .structureUnserved:
            Bilingual(
                fr: "L'assertion pour le répertoire (VIHF) serait au nom d'une structure pour laquelle la passerelle n'a pas de certificat de signature "
                    + "(store.assertion.certificates).",
                en: "The assertion for the store (VIHF) would be in the name of a structure that this gateway has no signature certificate for "
                    + "(store.assertion.certificates).")
        }
    }

    private static func missing(fr: String, en: String) -> Bilingual {
        Bilingual(
            fr: "L'assertion pour le répertoire (VIHF) ne peut pas être écrite, il manque : \(fr).",
            en: "The assertion for the store (VIHF) cannot be written, there lacks: \(en).")
    }
}

extension DeliveryFailure {
    /// The key of the assertion cannot be used any more.
    static let assertionKeyFailed = DeliveryFailure(
        code: "assertion.key-failed", kind: .transient,
        message: Bilingual(
            fr: "La clé qui signe les assertions ne répond pas (store.assertion) : vérifier le jeton ou le module, nouvel essai.",
            en: "The key that signs assertions does not answer (store.assertion): check the token or module; trying again."), needsOperator: true)

    /// What the assertion would say cannot stand in XML.
    static let assertionUnwritable = DeliveryFailure(
        code: "assertion.unwritable", kind: .permanent,
        message: Bilingual(
            fr: "Une donnée de l'auteur ne peut pas être écrite dans l'assertion : corriger le document à la source et le soumettre à nouveau.",
            en: "A fact of the author cannot be written into the assertion: mend the document at its source and submit it again."))

    /// The journal cannot say who sent a document.
    static let assertionForUnknown = DeliveryFailure(
        code: "assertion.author-unknown", kind: .needsPerson,
        message: Bilingual(
            fr: "L'assertion ne peut nommer personne : le journal ne détient rien, ou plus rien, de ce document.",
            en: "The assertion can name nobody: the journal holds nothing, or nothing any more, of this document."))

    /// What was kept does not suffice for an assertion.
    static func assertion(lacking gap: AssertionGap) -> DeliveryFailure {
        DeliveryFailure(code: gap.code, kind: .needsPerson, message: gap.message)
    }
}
