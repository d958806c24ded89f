// Help on the codes of the header.

extension FindingHelp {
    /// Codes, meaning and cure in French, meaning and cure in English.
    static let header: [[String]] = [
        [
            "header.realm-code", "realmCode manque ou n'est pas FR", "écrire <realmCode code=\"FR\"/>",
            "realmCode is missing or not FR", "write <realmCode code=\"FR\"/>",
        ],
        [
            "header.type-id", "typeId manque ou n'est pas celui de CDA R2", "root 2.16.840.1.113883.1.3, extension POCD_HD000040",
            "typeId is missing or not that of CDA R2", "root 2.16.840.1.113883.1.3, extension POCD_HD000040",
        ],
        [
            "header.template-missing", "l'un des deux templateId français manque", "ajouter le templateId",
            "one of the two French templates is missing", "add the templateId",
        ],
        [
            "header.template-order", "les templateId français ne viennent pas en premier", "les placer en premier, dans l'ordre",
            "the French templates do not come first", "put them first, in order",
        ],
        [
            "header.template-model", "le templateId du modèle, ou du corps non structuré, manque", "l'ajouter",
            "the template of the model, or of an unstructured body, is missing", "add it",
        ],
        [
            "header.id-missing", "id ou sa racine manque", "donner au document un OID unique",
            "id or its root is missing", "give the document a unique OID",
        ],
        [
            "header.id-root", "la racine n'est pas un OID, ou dépasse 64 caractères", "donner un OID",
            "the root is no OID, or longer than 64 characters", "give an OID",
        ],
        [
            "header.id-extension", "id porte une extension, que le DMP n'accepte pas", "tout mettre dans la racine",
            "id has an extension, which the shared record does not take", "put all into the root",
        ],
        [
            "header.type-missing", "le type du document manque", "en choisir un dans JDV_J07",
            "the type of the document is missing", "choose one from JDV_J07",
        ],
        [
            "header.type-unknown", "le type n'est pas dans JDV_J07", "en choisir un qui est publié ; voir les plus proches",
            "the type is not in JDV_J07", "choose a published one; see closest",
        ],
        [
            "header.type-system", "le type est rattaché à un autre système de codage que le sien", "corriger codeSystem",
            "the type stands under another code system than its own", "correct codeSystem",
        ],
        [
            "header.type-display-name", "le libellé n'est pas celui qui est publié", "les libellés changent : aucun n'est refusé",
            "the label is not the published one", "labels change: none is refused",
        ],
        [
            "header.title-missing", "le titre manque", "en donner un",
            "the title is missing", "give one",
        ],
        [
            "header.title-length", "le titre dépasse 128 caractères", "le raccourcir",
            "the title exceeds 128 characters", "shorten it",
        ],
        [
            "header.effective-time-missing", "la date du document manque", "la donner",
            "the time of the document is missing", "give it",
        ],
        [
            "header.effective-time-precision", "la date n'est pas précise à la seconde", "écrire AAAAMMJJhhmmss+ZZzz",
            "the time is not precise to the second", "write YYYYMMDDhhmmss+ZZzz",
        ],
        [
            "header.effective-time-zone", "la date n'a pas de décalage par rapport à UTC", "ajouter +0100 ou +0200",
            "the time has no offset from UTC", "add +0100 or +0200",
        ],
        [
            "header.effective-time-future", "la date est dans le futur", "vérifier la date, et l'horloge",
            "the time lies in the future", "check the date, and the clock",
        ],
        [
            "header.confidentiality-missing", "la confidentialité manque", "écrire N dans le cas normal",
            "the confidentiality is missing", "write N in the normal case",
        ],
        [
            "header.confidentiality-unknown", "le code n'est pas N, R ou V de HL7", "écrire l'un d'eux ; la visibilité va dans les métadonnées",
            "the code is not N, R or V of HL7", "write one of them; visibility goes into the metadata",
        ],
        [
            "header.language", "la langue manque ou n'est pas fr-FR", "écrire fr-FR",
            "the language is missing or not fr-FR", "write fr-FR",
        ],
        [
            "header.set-id-missing", "setId manque", "donner l'identifiant commun à toutes les versions",
            "setId is missing", "give the id that all versions share",
        ],
        [
            "header.version-missing", "versionNumber manque", "1 pour un nouveau document",
            "versionNumber is missing", "1 for a new document",
        ],
        [
            "header.version-invalid", "versionNumber n'est pas un entier à partir de 1", "compter à partir de 1",
            "versionNumber is no whole number from 1", "count from 1",
        ],
        [
            "header.version-without-parent", "une version supérieure à 1 ne nomme aucun document remplacé", "ajouter relatedDocument de type RPLC",
            "a version above 1 names no document that it replaces", "add relatedDocument of type RPLC",
        ],
        [
            "header.version-of-replacement", "un remplacement n'est pas au-dessus de la version qu'il remplace", "continuer la numérotation",
            "a replacement is not above the version that it replaces", "count on",
        ],
        [
            "header.related-type", "relatedDocument n'est ni RPLC ni XFRM", "prendre l'un des deux",
            "relatedDocument is neither RPLC nor XFRM", "take one of them",
        ],
        [
            "header.related-many", "il y a plus d'un relatedDocument", "en garder un",
            "there is more than one relatedDocument", "keep one",
        ],
        [
            "header.related-parent-missing", "le document lié n'a pas d'id", "donner son id",
            "the related document has no id", "give its id",
        ],
        [
            "header.related-self", "le document se remplace lui-même", "lui donner un id propre",
            "the document replaces itself", "give it an id of its own",
        ],
        [
            "header.related-set", "le document remplacé appartient à un autre lot", "reprendre son setId",
            "the replaced document is of another set", "take over its setId",
        ],
        [
            "header.copy-time", "copyTime est obsolète", "le supprimer",
            "copyTime is obsolete", "remove it",
        ],
        [
            "header.schema-location", "xsi:schemaLocation est présent", "le supprimer",
            "xsi:schemaLocation is set", "remove it",
        ],
    ]
}
