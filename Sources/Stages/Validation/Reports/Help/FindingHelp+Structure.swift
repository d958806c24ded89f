// Help on the codes of the grammar.

extension FindingHelp {
    /// Codes, meaning and cure in French, meaning and cure in English.
    static let structure: [[String]] = [
        [
            "structure.root-unexpected", "l'élément ne peut pas commencer un document", "envoyer un ClinicalDocument",
            "the element cannot begin a document", "send a ClinicalDocument",
        ],
        [
            "structure.element-unexpected", "un élément se trouve là où un autre, ou aucun, est attendu",
            "renommer, déplacer ou supprimer l'élément ; la liste permise dit ce qui est attendu",
            "an element stands where another, or none, is due", "rename, move or remove it; allowed names what is due",
        ],
        [
            "structure.element-missing", "un élément se termine avant l'un de ses enfants obligatoires", "ajouter l'enfant",
            "an element ends before a certain child came", "add the child",
        ],
        [
            "structure.content-incomplete", "un élément se termine sans l'un des enfants possibles", "en ajouter un",
            "an element ends before one of several children came", "add one of them",
        ],
        [
            "structure.attribute-missing", "un attribut obligatoire manque", "l'ajouter",
            "a required attribute is not there", "add it",
        ],
        [
            "structure.attribute-unexpected", "l'élément n'a pas d'attribut de ce nom", "corriger le nom ou supprimer l'attribut",
            "the element has no such attribute", "correct its name or remove it",
        ],
        [
            "structure.value-not-allowed", "une valeur n'est pas dans sa liste", "prendre une valeur de la liste",
            "a value is not in its list", "take one of the list",
        ],
        [
            "structure.value-malformed", "une valeur n'a pas la forme de son type", "l'écrire comme le type le demande",
            "a value does not have the form of its type", "write it as the type asks",
        ],
        [
            "structure.text-unexpected", "du texte se trouve là où seuls des éléments sont permis", "le déplacer ou le supprimer",
            "text stands where only elements may", "move or remove it",
        ],
        [
            "structure.type-unknown", "xsi:type nomme un type ou un préfixe inconnu", "nommer un type de données, déclarer le préfixe",
            "xsi:type names an unknown type or prefix", "name a data type, declare the prefix",
        ],
        [
            "structure.type-not-allowed", "xsi:type nomme un type qui n'est pas permis ici", "prendre un type permis",
            "xsi:type names a type that may not stand there", "take an allowed type",
        ],
        [
            "structure.type-missing", "l'élément doit porter xsi:type", "dire de quel type de données il s'agit",
            "the element needs an xsi:type", "say which data type it is",
        ],
        [
            "structure.nil-not-allowed", "xsi:nil est utilisé", "utiliser nullFlavor",
            "xsi:nil is used", "use nullFlavor",
        ],
        [
            "structure.key-broken", "un ID est utilisé deux fois, ou référencé sans exister", "rendre les ID uniques et corriger les références",
            "an ID is used twice, or referred to and absent", "make IDs unique and references right",
        ],
        [
            "structure.other", "la grammaire n'est pas respectée d'une autre façon", "comparer avec la grammaire à cet endroit",
            "the grammar is broken in another way", "compare with the grammar at the place",
        ],
        [
            "structure.validator-failed", "le contrôle n'a pas pu être terminé", "renvoyer ; le signaler si cela persiste",
            "the check could not be finished", "send it again; report it if it stays",
        ],
    ]
}
