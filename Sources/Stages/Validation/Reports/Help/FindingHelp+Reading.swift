// Help on the codes of the reading of a document.

extension FindingHelp {
    /// Codes, meaning and cure in French, meaning and cure in English.
    static let reading: [[String]] = [
        [
            "xml.empty", "il n'y a aucun élément", "envoyer le document",
            "there is no element", "send the document",
        ],
        [
            "xml.not-well-formed", "une règle de XML 1.0 n'est pas respectée", "corriger le XML à cet endroit",
            "a rule of XML 1.0 is broken", "mend the XML at the place",
        ],
        [
            "xml.namespace", "un préfixe non déclaré, ou un attribut donné deux fois", "déclarer le préfixe, supprimer le doublon",
            "an unbound prefix, or an attribute given twice", "declare the prefix, drop the double",
        ],
        [
            "xml.dtd-forbidden", "il y a une déclaration de type de document", "supprimer <!DOCTYPE…>",
            "there is a document type declaration", "remove <!DOCTYPE…>",
        ],
        [
            "xml.version", "la déclaration nomme une autre version que 1.0", "écrire version=\"1.0\"",
            "the declaration names another version than 1.0", "write version=\"1.0\"",
        ],
        [
            "xml.encoding", "l'encodage est inconnu, ou les octets n'en sont pas", "enregistrer en UTF-8 et le déclarer",
            "the encoding is unknown, or the bytes are not in it", "save as UTF-8 and say so",
        ],
        [
            "xml.compressed", "les octets sont un fichier compressé", "envoyer le XML lui-même",
            "the bytes are a compressed file", "send the XML itself",
        ],
        [
            "xml.limit.bytes", "plus d'octets que la limite", "réduire le document",
            "more bytes than the limit", "make the document smaller",
        ],
        [
            "xml.limit.depth", "des éléments imbriqués trop profondément", "aplatir le document",
            "elements nested too deep", "flatten the document",
        ],
        [
            "xml.limit.nodes", "trop de nœuds", "réduire le document",
            "too many nodes", "make the document smaller",
        ],
        [
            "xml.limit.attributes", "trop d'attributs dans une balise", "supprimer des attributs",
            "too many attributes in one tag", "remove attributes",
        ],
        [
            "xml.limit.start-tag", "une balise est trop longue", "raccourcir ses attributs",
            "a tag is too long", "shorten its attributes",
        ],
        [
            "xml.limit.namespaces", "trop d'espaces de noms en vigueur", "en déclarer moins",
            "too many namespaces in scope", "declare fewer",
        ],
        [
            "xml.limit.names", "trop de noms différents", "vérifier comment le document est produit",
            "too many different names", "check how the document was made",
        ],
        [
            "xml.limit.name-length", "un nom est trop long", "vérifier comment le document est produit",
            "a name is too long", "check how the document was made",
        ],
        [
            "xml.limit.text", "un texte est trop long", "réduire le fichier joint",
            "a text is too long", "make the enclosed file smaller",
        ],
        [
            "xml.limit.memory", "la mémoire ne suffit pas", "renvoyer plus tard",
            "there is not enough memory", "send it again later",
        ],
        [
            "xml.timeout", "la lecture est trop longue", "simplifier le document",
            "reading takes too long", "make the document simpler",
        ],
        [
            "root.namespace", "ClinicalDocument n'est dans aucun espace de noms, ou dans un autre", "écrire xmlns=\"urn:hl7-org:v3\"",
            "ClinicalDocument is in no namespace, or another one", "write xmlns=\"urn:hl7-org:v3\"",
        ],
        [
            "root.element", "la racine est un autre élément", "envoyer un document CDA",
            "the root is another element", "send a CDA document",
        ],
        [
            "root.empty-wrapper", "une feuille de style ou une signature ne contient pas le document attendu", "le placer dans Contenu ou Object",
            "a stylesheet or signature holds no document where one belongs", "put it in Contenu or Object",
        ],
    ]
}
