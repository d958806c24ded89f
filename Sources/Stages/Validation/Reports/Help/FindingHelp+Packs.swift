// Help on the codes of rule packs.

extension FindingHelp {
    /// Codes, meaning and cure in French, meaning and cure in English.
    static let packs: [[String]] = [
        [
            "schematron.assert", "une assertion d'un paquet n'est pas vérifiée", "faire ce que dit son message",
            "an assertion of a pack does not hold", "do what its message says",
        ],
        [
            "schematron.report", "un signalement d'un paquet s'applique", "faire ce que dit son message",
            "a report of a pack holds", "do what its message says",
        ],
        [
            "pack.rules-disabled", "un défaut connu du paquet empêche de vérifier les règles nommées",
            "prendre une version corrigée du paquet, s'il y en a une",
            "a known defect of the pack keeps the named rules from being checked", "take a mended version of the pack, if there is one",
        ],
        [
            "pack.model-version", "le paquet connaît le modèle du document en d'autres versions seulement",
            "prendre une version de la liste, ou un paquet plus récent",
            "the pack knows the model of the document in other versions only", "take a version that is listed, or a newer pack",
        ],
        [
            "pack.message", "le message d'une règle n'a pas pu être écrit en entier", "le signaler aux auteurs du paquet",
            "the message of a rule could not be written whole", "report it to the authors of the pack",
        ],
        [
            "undecided.rule", "une règle a échoué", "corriger ce qui est étrange à cet endroit ; le signaler aux auteurs du paquet",
            "a rule raised an error", "mend what is odd at the place; report it to the authors of the pack",
        ],
        [
            "undecided.context", "on ne sait pas si une règle s'applique, car son contexte a échoué",
            "corriger ce qui est étrange à cet endroit ; le signaler aux auteurs du paquet",
            "nobody knows whether a rule applies, since its context raised an error", "mend what is odd at the place; report it to the authors of the pack",
        ],
        [
            "undecided.budget", "une règle est trop longue à évaluer sur ce document", "simplifier le document",
            "a rule takes too long on this document", "make the document simpler",
        ],
        [
            "undecided.schema", "un schéma qui s'applique ne peut pas être utilisé", "« passerelle pack check » dit pourquoi",
            "a schema that applies cannot be used", "passerelle pack check says why",
        ],
        [
            "undecided.pack-changed", "les fichiers du paquet ne sont pas ceux qui ont été ajoutés", "« passerelle pack check », puis l'ajouter de nouveau",
            "the pack's files are not what was added", "passerelle pack check, then add it again",
        ],
    ]
}
