// Why bytes cannot be read as XML, in words.

import ClinicalTypes
import XMLTree

extension ParseFailure {
    /// What is wrong, and the reason in parentheses.
    var message: Bilingual {
        let parts = [reasonWords, opened.map { Bilingual(fr: "élément ouvert ligne \($0.line)", en: "the element was opened in line \($0.line)") }].compactMap(
            \.self)
        let words = code.words
        guard !parts.isEmpty else { return words }
        return Bilingual(
            fr: "\(words.fr) (\(parts.map(\.fr).joined(separator: " ; ")))", en: "\(words.en) (\(parts.map(\.en).joined(separator: "; ")))")
    }

    private var reasonWords: Bilingual? {
        switch reason {
        case nil: nil
        case .rule(let rule): rule.words
        case .limit(let most):
            code.isOfBytes ? Bilingual(fr: "\(most) octets au plus", en: "at most \(most) bytes") : Bilingual(fr: "\(most) au plus", en: "at most \(most)")
        case .version(let version): Bilingual(fr: "version \(version)", en: "version \(version)")
        case .encoding(let name, .notRead): Bilingual(fr: "\(name) n'est pas lu", en: "\(name) is not read")
        case .encoding(let name, .notInBytes):
            Bilingual(fr: "\(name) est déclaré, mais les octets n'en sont pas", en: "\(name) is declared in bytes that are not")
        case .encoding(let name, .againstByteOrderMark(let mark)):
            Bilingual(
                fr: "la marque d'ordre des octets dit \(mark), la déclaration \(name)", en: "the byte order mark says \(mark), the declaration \(name)")
        }
    }
}

extension ParseFailureCode {
    /// What is wrong, without the reason.
    fileprivate var words: Bilingual {
        switch self {
        case .empty: Bilingual(fr: "le document est vide", en: "the document is empty")
        case .notWellFormed: Bilingual(fr: "XML mal formé", en: "the XML is not well-formed")
        case .namespace: Bilingual(fr: "espace de noms XML incorrect", en: "wrong XML namespace")
        case .dtdForbidden: Bilingual(fr: "une DTD est interdite : supprimer <!DOCTYPE…>", en: "a DTD is forbidden: remove <!DOCTYPE…>")
        case .version: Bilingual(fr: "seul XML 1.0 est lu", en: "only XML 1.0 is read")
        case .encoding:
            Bilingual(
                fr: "encodage inconnu, ou autre que celui annoncé : enregistrer en UTF-8", en: "unknown encoding, or another than announced: save as UTF-8")
        case .compressed: Bilingual(fr: "le fichier est compressé : envoyer le XML lui-même", en: "the file is compressed: send the XML itself")
        case .limitBytes: Bilingual(fr: "le document est trop gros", en: "the document is too large")
        case .limitDepth: Bilingual(fr: "les éléments sont trop imbriqués", en: "the elements are nested too deep")
        case .limitNodes: Bilingual(fr: "le document a trop de nœuds", en: "the document has too many nodes")
        case .limitAttributes: Bilingual(fr: "une balise a trop d'attributs", en: "a tag has too many attributes")
        case .limitStartTag: Bilingual(fr: "une balise est trop longue", en: "a tag is too long")
        case .limitNamespaces: Bilingual(fr: "trop d'espaces de noms déclarés", en: "too many namespaces are declared")
        case .limitNames: Bilingual(fr: "trop de noms différents", en: "too many different names")
        case .limitNameLength: Bilingual(fr: "un nom est trop long", en: "a name is too long")
        case .limitText: Bilingual(fr: "un texte est trop long", en: "a text is too long")
        case .limitMemory: Bilingual(fr: "mémoire insuffisante pour lire le document", en: "not enough memory to read the document")
        case .timeout: Bilingual(fr: "la lecture prend trop de temps", en: "reading takes too long")
        }
    }

    /// Whether its limit counts bytes.
    fileprivate var isOfBytes: Bool {
        switch self {
        case .limitBytes, .limitStartTag, .limitNameLength, .limitText: true
        default: false
        }
    }
}

extension XMLRule {
    /// The rule that was broken, in words; nil where the code says as much.
    fileprivate var words: Bilingual? {
        switch self {
        case .noBytes: Bilingual(fr: "aucun octet", en: "no bytes")
        case .gzip: Bilingual(fr: "un fichier gzip", en: "a gzip file")
        case .zip: Bilingual(fr: "un fichier ZIP", en: "a ZIP file")
        case .notASCII: Bilingual(fr: "un octet au-dessus de 127 en US-ASCII", en: "a byte above 127 in US-ASCII")
        case .notUTF8: Bilingual(fr: "des octets qui ne sont pas de l'UTF-8", en: "bytes that are not UTF-8")
        case .brokenUTF16:
            Bilingual(
                fr: "un demi-codet, ou un codet de substitution sans l'autre, en UTF-16",
                en: "a surrogate without its other half, or half a code unit, in UTF-16")
        case .byteOrderMarkMissing: Bilingual(fr: "UTF-16 sans sa marque d'ordre des octets", en: "UTF-16 without its byte order mark")
        case .elementExpected: Bilingual(fr: "un élément est attendu", en: "an element is expected")
        case .contentAfterRoot:
            Bilingual(
                fr: "seuls des commentaires et des instructions peuvent suivre l'élément racine",
                en: "nothing but comments and processing instructions may follow the root element")
        case .characterReference:
            Bilingual(fr: "une référence à un caractère qui n'existe pas en XML", en: "a character reference to no character of XML")
        case .character: Bilingual(fr: "un caractère que XML n'admet pas", en: "a character that XML does not allow")
        case .ampersand: Bilingual(fr: "une esperluette qui n'est pas écrite &amp;", en: "an ampersand that is not written &amp;")
        case .semicolonMissing: Bilingual(fr: "une référence d'entité sans point-virgule", en: "an entity reference without its semicolon")
        case .entityUnknown: Bilingual(fr: "une entité que XML ne prédéfinit pas", en: "an entity that XML does not predefine")
        case .lessThanInAttribute: Bilingual(fr: "un < dans une valeur d'attribut", en: "a < in an attribute value")
        case .quotesMissing: Bilingual(fr: "une valeur d'attribut sans guillemets", en: "an attribute value without quotes")
        case .closingQuoteMissing: Bilingual(fr: "une valeur d'attribut sans guillemet fermant", en: "an attribute value without its closing quote")
        case .valueMissing: Bilingual(fr: "un attribut sans valeur", en: "an attribute without a value")
        case .attributeTwice: Bilingual(fr: "un attribut donné deux fois", en: "an attribute given twice")
        case .commentOpen: Bilingual(fr: "un commentaire qui ne finit pas", en: "a comment that does not end")
        case .hyphensInComment: Bilingual(fr: "deux tirets dans un commentaire", en: "two hyphens inside a comment")
        case .instructionOpen: Bilingual(fr: "une instruction de traitement qui ne finit pas", en: "a processing instruction that does not end")
        case .cdataOpen: Bilingual(fr: "une section CDATA qui ne finit pas", en: "a CDATA section that does not end")
        case .cdataEnd: Bilingual(fr: "]]> hors d'une section CDATA", en: "]]> outside a CDATA section")
        case .declarationLate:
            Bilingual(
                fr: "une déclaration XML qui n'est pas au tout début du document", en: "an XML declaration that is not the first thing in the document")
        case .declaration: Bilingual(fr: "une déclaration XML mal formée", en: "a malformed XML declaration")
        case .spaceMissing: Bilingual(fr: "il manque un espace", en: "white space is missing")
        case .nameMissing: Bilingual(fr: "il manque un nom", en: "a name is missing")
        case .tagOpen: Bilingual(fr: "une balise que > ne ferme pas", en: "a tag that is not closed by >")
        case .endTagMismatch:
            Bilingual(fr: "une balise fermante qui n'est pas celle de la balise ouvrante", en: "an end tag that does not match its start tag")
        case .elementOpen: Bilingual(fr: "le document finit dans un élément", en: "the document ends inside an element")
        case .reservedPrefix:
            Bilingual(
                fr: "le préfixe xml ou xmlns, ou leurs espaces de noms, liés autrement", en: "the prefix xml or xmlns, or their namespaces, bound otherwise")
        case .prefixUnbound: Bilingual(fr: "un préfixe lié à aucun espace de noms", en: "a prefix that is not bound to a namespace")
        case .colon: Bilingual(fr: "un deux-points là où un nom n'en admet pas", en: "a colon where a name allows none")
        case .expandedNameTwice: Bilingual(fr: "un attribut donné deux fois par son nom étendu", en: "an attribute given twice by its expanded name")
        case .prefixToNothing: Bilingual(fr: "un préfixe lié à un nom vide", en: "a prefix bound to no namespace")
        case .other, .otherOfNamespaces: nil
        }
    }
}
