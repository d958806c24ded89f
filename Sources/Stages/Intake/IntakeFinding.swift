// What intake finds, in words; what came is in `found`, never in the message.

import ClinicalTypes

/// The findings of this stage.
enum IntakeFinding {
    static let empty = Finding(
        code: "intake.empty", severity: .fatal, stage: .intake,
        message: Bilingual(fr: "Le corps de la requête est vide.", en: "The body of the request is empty."))

    static func tooLarge(_ byteCount: Int, limit: Int) -> Finding {
        Finding(
            code: "intake.too-large", severity: .fatal, stage: .intake,
            message: Bilingual(
                fr: "Le document dépasse la taille acceptée par cette passerelle.", en: "The document is larger than this gateway accepts."),
            found: "\(byteCount)", allowed: AllowedValues(name: "bytes", first: ["\(limit)"]))
    }

    static func mediaType(_ found: String?) -> Finding {
        let message =
            found == nil
            ? Bilingual(fr: "L'en-tête Content-Type manque.", en: "The Content-Type field is missing.")
            : Bilingual(fr: "Ce type de contenu n'est pas accepté ici.", en: "This content type is not accepted here.")
        return refusal("intake.content-type", message, found: found)
    }

    static func multipart(_ essence: String) -> Finding {
        refusal(
            "intake.multipart",
            Bilingual(
                fr: "Les envois en plusieurs parties ne sont pas acceptés ici : envoyez le document CDA seul, comme corps de la requête.",
                en: "Multipart bodies are not accepted here: send the CDA document alone, as the body of the request."), found: essence)
    }

    static func contentCoding(_ coding: String) -> Finding {
        Finding(
            code: "intake.content-encoding", severity: .fatal, stage: .intake,
            message: Bilingual(fr: "Le corps doit être envoyé sans compression.", en: "The body must be sent without compression."),
            found: shortened(coding), allowed: AllowedValues(name: "Content-Encoding", first: ["identity"]))
    }

    static func charset(_ charset: String, declared: String) -> Finding {
        Finding(
            code: "intake.charset-conflict", severity: .warning, stage: .intake,
            message: Bilingual(
                fr: "Le charset de Content-Type contredit l'encodage du document ; c'est le document qui est cru, car il est conservé sans son en-tête.",
                en: "The charset of Content-Type contradicts the document's encoding; the document is believed, since it is kept without its header."),
            found: shortened(charset), allowed: AllowedValues(name: "charset", first: [shortened(declared)]))
    }

    private static func refusal(_ code: String, _ message: Bilingual, found: String?) -> Finding {
        Finding(
            code: code, severity: .fatal, stage: .intake, message: message, found: found.map(shortened),
            allowed: AllowedValues(name: "Content-Type", first: DocumentIntake.acceptedMediaTypes))
    }

    private static func shortened(_ text: String) -> String { text.count > 120 ? text.prefix(120) + "…" : text }
}
