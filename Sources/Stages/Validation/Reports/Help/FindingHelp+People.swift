// Help on the codes of patients, professionals and structures.

extension FindingHelp {
    /// Codes, meaning and cure in French, meaning and cure in English.
    static let people: [[String]] = [
        [
            "patient.count", "il n'y a pas exactement un patient", "un recordTarget avec un patientRole",
            "there is not exactly one patient", "one recordTarget with a patientRole",
        ],
        [
            "patient.ins-missing", "aucun identifiant n'est sous une racine INS", "ajouter l'INS, en premier",
            "no id stands under an INS root", "add the INS, first",
        ],
        [
            "patient.ins-order", "l'INS n'est pas le premier identifiant", "le placer en premier",
            "the INS is not the first id", "put it first",
        ],
        [
            "patient.ins-form", "l'INS n'a pas quinze caractères de la bonne sorte", "le reprendre à sa source",
            "the INS has not fifteen characters of the right kind", "take it again from its source",
        ],
        [
            "patient.ins-part", "l'INS a une partie impossible", "le reprendre à sa source",
            "the INS has an impossible part", "take it again from its source",
        ],
        [
            "patient.ins-key", "la clé de l'INS est fausse", "le reprendre à sa source",
            "the key of the INS is wrong", "take it again from its source",
        ],
        [
            "patient.ins-disagrees", "le sexe ou la date de naissance ne sont pas ceux de l'INS", "vérifier l'identité",
            "sex or birth date are not those of the INS", "check the identity",
        ],
        [
            "patient.id-root", "un numéro en forme d'INS est sous une autre racine", "corriger la racine",
            "a number in the form of an INS stands under another root", "correct the root",
        ],
        [
            "patient.birth-family-missing", "avec un INS, le nom de naissance manque", "family[@qualifier='BR']",
            "with an INS, the birth name is missing", "family[@qualifier='BR']",
        ],
        [
            "patient.given-names-missing", "avec un INS, les prénoms de naissance manquent", "given sans qualifier",
            "with an INS, the given names of birth are missing", "given without qualifier",
        ],
        [
            "patient.first-given-missing", "avec un INS, le premier prénom de naissance manque", "given[@qualifier='BR']",
            "with an INS, the first given name of birth is missing", "given[@qualifier='BR']",
        ],
        [
            "patient.gender-missing", "avec un INS, le sexe manque", "le donner",
            "with an INS, the sex is missing", "give it",
        ],
        [
            "patient.gender-unknown", "le sexe n'est pas un code de HL7 AdministrativeGender", "en prendre un dans JDV_J143",
            "the sex is not a code of HL7 AdministrativeGender", "take one of JDV_J143",
        ],
        [
            "patient.birth-time-missing", "avec un INS, la date de naissance manque", "la donner",
            "with an INS, the birth date is missing", "give it",
        ],
        [
            "patient.birth-time-future", "la date de naissance est dans le futur", "la corriger",
            "the birth date lies in the future", "correct it",
        ],
        [
            "patient.birthplace-missing", "avec un INS, le code géographique du lieu de naissance manque", "birthplace/place/addr/county",
            "with an INS, the geographic code of the place of birth is missing", "birthplace/place/addr/county",
        ],
        [
            "patient.birthplace-form", "le code géographique n'a pas cinq caractères de la bonne sorte", "prendre le code officiel",
            "the geographic code has not five characters of the right kind", "take the official code",
        ],
        [
            "patient.forbidden-element", "l'origine, le groupe ethnique ou la religion sont enregistrés", "supprimer l'élément",
            "race, ethnic group or religion are recorded", "remove the element",
        ],
        [
            "author.missing", "il n'y a pas d'auteur", "en nommer un",
            "there is no author", "name one",
        ],
        [
            "author.nobody", "un auteur n'est ni une personne ni un système", "ajouter l'un des deux",
            "an author is neither a person nor a system", "add one of them",
        ],
        [
            "author.code-missing", "le code d'un professionnel manque", "en choisir un dans JDV_J01",
            "a professional's code is missing", "choose one from JDV_J01",
        ],
        [
            "author.code-unknown", "le code n'est pas dans JDV_J01, ou sous un autre système", "en choisir un qui est publié ; voir les plus proches",
            "the code is not in JDV_J01, or under another system", "choose a published one; see closest",
        ],
        [
            "author.organization-missing", "un professionnel n'écrit pour aucune structure", "ajouter representedOrganization",
            "a professional writes for no structure", "add representedOrganization",
        ],
        [
            "legal-authenticator.missing", "personne ne répond du document", "ajouter legalAuthenticator",
            "nobody answers for the document", "add legalAuthenticator",
        ],
        [
            "legal-authenticator.signature", "signatureCode n'est pas S", "écrire S",
            "signatureCode is not S", "write S",
        ],
        [
            "participation.time-missing", "la date d'un auteur ou d'un responsable manque", "la donner",
            "an author's or authenticator's time is missing", "give it",
        ],
        [
            "participation.time-future", "cette date est dans le futur", "vérifier la date, et l'horloge",
            "that time lies in the future", "check the date, and the clock",
        ],
        [
            "professional.id-missing", "l'identifiant national manque", "l'ajouter sous 1.2.250.1.71.4.2.1",
            "the national identifier is missing", "add it under 1.2.250.1.71.4.2.1",
        ],
        [
            "professional.id-root", "l'identifiant est sous une autre racine", "corriger la racine",
            "the identifier stands under another root", "correct the root",
        ],
        [
            "professional.id-form", "l'identifiant n'est pas un préfixe suivi d'un numéro", "l'écrire comme PS_IdNat le demande",
            "the identifier is not a prefix and a number", "write it as PS_IdNat asks",
        ],
        [
            "professional.id-key", "la clé de contrôle est fausse ; dit une fois par numéro", "le reprendre à sa source",
            "the check key is wrong; said once for each number", "take it again from its source",
        ],
        [
            "professional.name-missing", "une personne n'a pas de nom de famille", "le donner",
            "a person has no family name", "give it",
        ],
        [
            "structure.id-missing", "l'identifiant national d'une structure manque", "l'ajouter sous 1.2.250.1.71.4.2.2",
            "the national identifier of a structure is missing", "add it under 1.2.250.1.71.4.2.2",
        ],
        [
            "structure.id-root", "l'identifiant est sous une autre racine", "corriger la racine",
            "the identifier stands under another root", "correct the root",
        ],
        [
            "structure.id-form", "l'identifiant n'est pas un préfixe suivi d'un numéro", "l'écrire comme Struct_IdNat le demande",
            "the identifier is not a prefix and a number", "write it as Struct_IdNat asks",
        ],
        [
            "structure.id-key", "la clé de contrôle est fausse ; dit une fois par numéro", "le reprendre à sa source",
            "the check key is wrong; said once for each number", "take it again from its source",
        ],
        [
            "structure.name-missing", "la structure de l'auteur n'a pas de nom", "le donner",
            "the author's structure has no name", "give it",
        ],
        [
            "custodian.missing", "personne ne conserve le document", "nommer la structure",
            "nobody keeps the document", "name the structure",
        ],
    ]
}
