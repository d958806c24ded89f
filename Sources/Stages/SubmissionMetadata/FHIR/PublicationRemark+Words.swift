// The words of each remark on a publication: what is wrong, and the cure.

public import ClinicalTypes

extension PublicationRemark {
    /// What is wrong, and the cure; holds no content.
    public var words: Bilingual {
        let suffix = expected.map { " (\($0))" } ?? ""
        return Bilingual(fr: kind.words.fr + suffix, en: kind.words.en + suffix)
    }
}

extension PublicationRemark.Kind {
    /// What is wrong, and the cure; holds no content.
    public var words: Bilingual {
        switch self {
        case .notTransaction:
            Bilingual(fr: "Une publication est un Bundle de type transaction (ITI-65).", en: "A publication is a Bundle of type transaction (ITI-65).")
        case .entryUnserved:
            Bilingual(
                fr: "Cette entrée ne fait pas partie d'une publication : List, DocumentReference, Binary, Parameters (PATCH) et Patient sont lus.",
                en: "This entry is no part of a publication: List, DocumentReference, Binary, Parameters (PATCH) and Patient are read.")
        case .methodUnserved: Bilingual(fr: "Cette entrée se crée par POST.", en: "This entry is created by POST.")
        case .fullURLRepeated: Bilingual(fr: "Deux entrées portent ce fullUrl.", en: "Two entries have this fullUrl.")
        case .submissionSetCount:
            Bilingual(
                fr: "Une publication a un lot de soumission (List de code submissionset) et un seul.",
                en: "A publication has one submission set (List of code submissionset) and no more.")
        case .documentMissing: Bilingual(fr: "La publication n'apporte aucun DocumentReference.", en: "The publication brings no DocumentReference.")
        case .required: Bilingual(fr: "Le profil PDSm exige cet élément.", en: "The profile PDSm demands this element.")
        case .forbidden: Bilingual(fr: "Le profil PDSm exclut cet élément.", en: "The profile PDSm forbids this element.")
        case .codeUnexpected: Bilingual(fr: "Le profil PDSm fixe une autre valeur.", en: "The profile PDSm fixes another value.")
        case .referenceUnresolved:
            Bilingual(
                fr: "La référence ne mène à rien de ce Bundle ; rien n'est lu ailleurs.",
                en: "The reference leads to nothing in this Bundle; nothing is fetched.")
        case .patientUnidentified:
            Bilingual(
                fr: "Le patient n'a pas d'identifiant : donnez son INS (urn:oid:1.2.250.1.213.1.4.8) dans subject.identifier ou un Patient du Bundle.",
                en: "The patient has no identifier: give the INS (urn:oid:1.2.250.1.213.1.4.8) in subject.identifier or in a Patient of the Bundle.")
        case .hashMalformed:
            Bilingual(fr: "hash est le SHA-1 du document en base64 (20 octets).", en: "hash is the SHA-1 of the document in base64 (20 bytes).")
        case .identifierMalformed:
            Bilingual(
                fr: "L'identifiant s'écrit urn:oid:… dans le système urn:ietf:rfc:3986.",
                en: "The identifier is written urn:oid:… in the system urn:ietf:rfc:3986.")
        case .timeMalformed: Bilingual(fr: "Cette date n'existe pas.", en: "There is no such time.")
        case .fhirDocument:
            Bilingual(
                fr: "Les documents FHIR ne sont pas pris ici ; envoyez un CDA dans un Binary.", en: "FHIR documents are not taken here; send a CDA in a Binary."
            )
        case .relationUnserved:
            Bilingual(
                fr: "Cette relation n'est pas transmise ici ; replaces, appends et transforms le sont, une par document.",
                en: "This relation is not forwarded here; replaces, appends and transforms are, one for a document.")
        case .patchUnserved:
            Bilingual(
                fr: "Dans une publication, PATCH met status à superseded pour un document que celle-ci remplace, et rien d'autre.",
                en: "In a publication, PATCH sets status to superseded for a document that it replaces, and nothing else.")
        case .patchMissing:
            Bilingual(
                fr: "Le document remplacé devrait être mis à superseded par une entrée PATCH ; le registre le fait de lui-même.",
                en: "The replaced document should be set to superseded by a PATCH entry; the registry does it by itself.")
        case .folderUnserved:
            Bilingual(fr: "Les classeurs (Folder) ne sont pas transmis ; les documents le sont.", en: "Folders are not forwarded; the documents are.")
        }
    }
}
