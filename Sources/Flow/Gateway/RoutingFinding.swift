// What is said of the destinations of a message, and of deletions; values are never in the message.

import ClinicalTypes
import HL7v2Messages
import Intake

enum RoutingFinding {
    /// The message deletes, and nobody is set up to do so.
    static let deletionUnserved = unserved(
        "hl7.deletion-unserved", at: ErrorLocation("ORC", field: 1),
        Bilingual(fr: "Cette porte ne transmet pas les suppressions.", en: "This door does not forward deletions."))

    /// The message is for no destination that is served.
    static let noDestination = unserved(
        "hl7.no-destination", at: ErrorLocation("OBX", field: 5),
        Bilingual(
            fr: "Le message n'est destiné ni au dossier partagé (DESTDMP), ni à une messagerie servie ici (mllp.mailboxes).",
            en: "The message is neither for the shared record (DESTDMP) nor for a mailbox that is served here (mllp.mailboxes)."))

    /// The message asks for a mail.
    static let mailboxUnserved = unserved(
        "hl7.mailbox-unserved", at: ErrorLocation("OBX", field: 5),
        Bilingual(
            fr: "Le message demande un envoi par messagerie, que cette passerelle ne fait pas (mllp.mailboxes).",
            en: "The message asks for a mail, which this gateway does not send (mllp.mailboxes)."))

    /// The message asks for a mail to the patient, of a document that the patient must not see.
    static let hiddenFromRecipient = unserved(
        "hl7.hidden-from-recipient", at: ErrorLocation("OBX", field: 5),
        Bilingual(
            fr: "Le message envoie au patient un document que le patient ne doit pas voir (INVISIBLE_PATIENT).",
            en: "The message mails to the patient a document that the patient must not see (INVISIBLE_PATIENT)."))

    /// The message asks for a mail and names nobody to send it to.
    static let recipientMissing = unserved(
        "hl7.recipient-missing", at: ErrorLocation("PRT", field: 15),
        Bilingual(
            fr: "Le message demande un envoi par messagerie sans adresse de destinataire (PRT RCT, PRT-15.4).",
            en: "The message asks for a mail and has no address of a recipient (PRT RCT, PRT-15.4)."))

    /// The address of a recipient is none.
    static func addressUnusable(at place: ErrorLocation) -> UnservedTransmission {
        unserved(
            "hl7.recipient-address", at: place,
            Bilingual(fr: "L'adresse d'un destinataire n'est pas une adresse de messagerie.", en: "The address of a recipient is no mail address."))
    }

    private static let tableWords = Bilingual(
        fr: "Cette combinaison d'indicateurs n'est pas dans le tableau du volet pour la messagerie (mllp.mailTable).",
        en: "This combination of flags is not in the profile's table for mails (mllp.mailTable).")

    /// The combination of flags is in no row of the table.
    static let outsideTable = unserved("hl7.outside-mail-table", at: ErrorLocation("OBX", field: 5), tableWords)

    /// The same, told only.
    static let outsideTableRemark = Finding(code: "hl7.outside-mail-table", severity: .warning, stage: .intake, message: tableWords)

    /// The message asks for an acknowledgement, and no partner is configured for its sender.
    static let receiptUnserved = Finding(
        code: "hl7.receipt-unserved", severity: .warning, stage: .intake,
        message: Bilingual(
            fr: "Le message demande un accusé métier, mais aucun destinataire n'est configuré pour son émetteur (notices.partners).",
            en: "The message asks for a business acknowledgement, but no partner is configured for its sender (notices.partners)."))

    /// Other bytes hold the document's id.
    static let idTaken = Finding(
        code: "hl7.document-id-taken", severity: .error, stage: .intake,
        message: Bilingual(
            fr: "Cet identifiant désigne déjà un autre contenu ; une correction est un nouveau document qui remplace l'ancien.",
            en: "This id already names other content; a correction is a new document that replaces the earlier one."))

    /// The document was deleted, and comes again.
    static let deletedBefore = Finding(
        code: "hl7.document-deleted", severity: .error, stage: .intake,
        message: Bilingual(
            fr: "Ce document a été supprimé ; il ne peut être déposé de nouveau que sous un autre identifiant.",
            en: "This document was deleted; it can be deposited again under another id only."))

    /// Neither the gateway nor the store knows the document that is to be deleted.
    static let documentUnknown = Finding(
        code: "hl7.document-unknown", severity: .error, stage: .intake,
        message: Bilingual(
            fr: "Le document à supprimer est inconnu ici et du dossier partagé, ou il est déjà supprimé.",
            en: "The document to delete is known neither here nor to the shared record, or it is deleted already."))

    /// A later version has taken the place of the document that is to be deleted.
    static let documentReplaced = Finding(
        code: "hl7.document-replaced", severity: .error, stage: .intake,
        message: Bilingual(
            fr: "Ce document est déjà remplacé ; la suppression porte sur la dernière version.",
            en: "This document is replaced already; a deletion names the last version."))

    /// The document that is to be deleted is another patient's.
    static let otherPatient = Finding(
        code: "hl7.document-of-other-patient", severity: .error, stage: .intake,
        message: Bilingual(
            fr: "Le document connu sous cet identifiant est celui d'un autre patient.", en: "The document known under this id is another patient's."))

    /// What is to be deleted cannot be read.
    static let documentUnreadable = Finding(
        code: "hl7.document-unreadable", severity: .error, stage: .intake,
        message: Bilingual(
            fr: "Le document à supprimer n'est pas lisible, ou n'a ni identifiant ni INS.",
            en: "The document to delete cannot be read, or has no id or no national health identity."))

    private static func unserved(_ code: String, at place: ErrorLocation, _ words: Bilingual) -> UnservedTransmission {
        UnservedTransmission(
            disagreement: TransmissionDisagreement(
                finding: Finding(code: code, severity: .error, stage: .intake, message: words), error: .other, place: place))
    }
}
