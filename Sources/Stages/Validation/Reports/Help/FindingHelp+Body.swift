// Help on the codes of acts, encounters, bodies and common forms.

extension FindingHelp {
    /// Codes, meaning and cure in French, meaning and cure in English.
    static let body: [[String]] = [
        [
            "service-event.missing", "aucun acte n'est décrit", "ajouter documentationOf/serviceEvent",
            "no act is described", "add documentationOf/serviceEvent",
        ],
        [
            "service-event.performer-missing", "l'acte principal n'a pas d'exécutant", "ajouter performer",
            "the main act has no performer", "add performer",
        ],
        [
            "service-event.start-missing", "l'acte principal n'a pas de début", "ajouter effectiveTime/low",
            "the main act has no beginning", "add effectiveTime/low",
        ],
        [
            "service-event.times-reversed", "un acte se termine avant de commencer", "corriger low ou high",
            "an act ends before it begins", "correct low or high",
        ],
        [
            "service-event.setting-missing", "le cadre d'exercice manque", "ajouter standardIndustryClassCode à l'organisation de l'exécutant",
            "the setting of practice is missing", "add standardIndustryClassCode to the performer's organisation",
        ],
        [
            "service-event.setting-unknown", "le cadre n'est pas dans JDV_J62, ou sous un autre système", "en choisir un qui est publié",
            "the setting is not in JDV_J62, or under another system", "choose a published one",
        ],
        [
            "encounter.missing", "aucune prise en charge n'est décrite", "ajouter componentOf/encompassingEncounter",
            "no encounter is described", "add componentOf/encompassingEncounter",
        ],
        [
            "encounter.times-reversed", "la prise en charge se termine avant de commencer", "corriger low ou high",
            "the encounter ends before it begins", "correct low or high",
        ],
        [
            "encounter.facility-missing", "le secteur d'activité manque", "ajouter location/healthCareFacility/code",
            "the sector of activity is missing", "add location/healthCareFacility/code",
        ],
        [
            "encounter.facility-unknown", "le secteur n'est pas dans JDV_J02, ou sous un autre système", "en choisir un qui est publié",
            "the sector is not in JDV_J02, or under another system", "choose a published one",
        ],
        [
            "body.missing", "il n'y a pas de corps", "ajouter nonXMLBody ou structuredBody",
            "there is no body", "add nonXMLBody or structuredBody",
        ],
        [
            "body.empty", "le fichier joint est vide", "joindre le fichier",
            "the enclosed file is empty", "enclose the file",
        ],
        [
            "body.media-type", "le type de média manque ou n'est pas permis", "PDF, texte brut, RTF, JPEG ou TIFF",
            "the media type is missing or not allowed", "PDF, plain text, RTF, JPEG or TIFF",
        ],
        [
            "body.representation", "le fichier n'est pas annoncé en base64", "representation=\"B64\"",
            "the file is not announced as base64", "representation=\"B64\"",
        ],
        [
            "body.base64", "le base64 est abîmé ou tronqué", "encoder le fichier de nouveau",
            "the base64 is broken or truncated", "encode the file again",
        ],
        [
            "body.too-large", "le fichier décodé dépasse la limite", "le réduire",
            "the decoded file exceeds the limit", "make it smaller",
        ],
        [
            "body.media-type-mismatch", "le fichier n'est pas ce que dit son type de média", "corriger l'un ou l'autre",
            "the file is not what its media type says", "correct one or the other",
        ],
        [
            "null-flavor.value", "un nullFlavor de l'en-tête n'est pas UNK, NASK, ASKU, NAV ou MSK", "prendre l'un d'eux",
            "a null flavor of the header is not UNK, NASK, ASKU, NAV or MSK", "take one of them",
        ],
        [
            "null-flavor.forbidden", "un nullFlavor se trouve là où une valeur est obligatoire", "donner la valeur",
            "a null flavor stands where a value is mandatory", "give the value",
        ],
        [
            "timestamp.malformed", "une date n'existe pas au calendrier", "la corriger",
            "a timestamp is no moment of the calendar", "correct it",
        ],
        [
            "timestamp.zone", "le décalage d'une date est mal formé", "quatre chiffres : +0100",
            "the offset of a timestamp is malformed", "four digits: +0100",
        ],
        [
            "telecom.prefix", "une adresse ne dit pas ce qu'elle est", "commencer par tel:, mailto: …",
            "an address does not say what it is", "begin with tel:, mailto: …",
        ],
        [
            "telecom.space", "une adresse contient des espaces", "les supprimer",
            "an address holds white space", "remove it",
        ],
        [
            "code-system.name", "codeSystemName et codeSystem nomment des systèmes différents", "corriger celui qui est faux",
            "codeSystemName and codeSystem name different systems", "correct the wrong one",
        ],
    ]
}
