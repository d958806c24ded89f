// What keeps a document from being described, or is worth a remark.

import ClinicalTypes

extension Finding {
    static func metadata(
        _ code: String, _ severity: Severity, place: Place?, message: Bilingual, found: String? = nil, allowed: AllowedValues? = nil
    ) -> Finding {
        Finding(
            code: "metadata.\(code)", severity: severity, stage: .metadata, rule: RuleIdentity(pack: "core", pattern: "metadata", id: code), place: place,
            message: message, found: found, allowed: allowed)
    }

    static func missing(_ name: String, _ path: String, place: Place) -> Finding {
        metadata(
            "\(name)-missing", .error, place: place,
            message: Bilingual(
                fr: "L'entrée du registre exige une donnée absente du document : \(path).",
                en: "The registry entry demands a fact that the document lacks: \(path)."))
    }

    static func malformedTime(_ name: String, _ fault: TimestampFault, found: String?, place: Place?) -> Finding {
        metadata("\(name)-malformed", .error, place: place, message: fault.message, found: found)
    }

    static func uniqueIDForm(found: String, place: Place) -> Finding {
        metadata(
            "unique-id-form", .warning, place: place,
            message: Bilingual(
                fr: "Le DMP n'accepte comme identifiant de document qu'un OID seul, dans @root, sans @extension.",
                en: "The shared record takes only an OID as a document's identifier, in @root, without @extension."), found: found)
    }

    static func titleTooLong(place: Place) -> Finding {
        metadata(
            "title-too-long", .warning, place: place,
            message: Bilingual(
                fr: "Le titre dépasse 128 caractères ; l'entrée du registre en porte le début.",
                en: "The title is longer than 128 characters; the registry entry carries its beginning."))
    }

    static func serviceEndsFirst(place: Place?) -> Finding {
        metadata(
            "service-interval", .error, place: place,
            message: Bilingual(fr: "L'acte documenté finit avant d'avoir commencé.", en: "The documented act ends before it begins."))
    }

    static func authorWithoutPerson(place: Place) -> Finding {
        metadata(
            "author-unnamed", .warning, place: place,
            message: Bilingual(
                fr: "Cet auteur n'a ni identifiant ni nom ; l'entrée du registre l'omet.",
                en: "This author has neither identifier nor name; the registry entry leaves it out."))
    }

    static func formatFallback(place: Place, allowed: AllowedValues) -> Finding {
        metadata(
            "format-fallback", .info, place: place,
            message: Bilingual(
                fr: "Aucun format publié pour ce contenu ; l'entrée porte celui des documents hors modèle.",
                en: "No format is published for this content; the entry carries that of documents without a model."), allowed: allowed)
    }

    static func formatsDiffer(place: Place) -> Finding {
        metadata(
            "formats-differ", .warning, place: place,
            message: Bilingual(
                fr: "Plusieurs templateId désignent des formats différents ; le dernier l'emporte.",
                en: "Several templateId stand for different formats; the last one decides."))
    }

    static func codeOutsideRecord(_ name: String, found: String, allowed: AllowedValues, place: Place?) -> Finding {
        metadata(
            "\(name)-outside-record", .warning, place: place,
            message: Bilingual(
                fr: "Ce code n'est pas dans le jeu de valeurs du DMP ; le dépôt peut être refusé.",
                en: "This code is not in the value set of the shared record; the store may refuse it."), found: found, allowed: allowed)
    }

    static func visibilityConflict(place: Place) -> Finding {
        metadata(
            "visibility-conflict", .warning, place: place,
            message: Bilingual(
                fr: "Un document à la fois masqué aux professionnels et non visible par le patient peut être refusé par le DMP.",
                en: "The shared record may refuse a document that is both masked from professionals and invisible to the patient."))
    }
}
