// Bytes that are no XML, and XML that is no CDA, as findings.

import CDADocuments
import ClinicalTypes
import XMLTree

/// A refusal of the parser as a finding; the code is the parser's own.
func parseFinding(_ failure: ParseFailure, in bytes: [UInt8]) -> Finding {
    let offset = min(max(0, failure.byteOffset), bytes.count)
    var message = parseMessage(failure.code)
    if let detail = failure.detail {
        message.fr += " (\(detail))"
        message.en += " (\(detail))"
    }
    return Finding(
        code: failure.code.rawValue, severity: .fatal, stage: .parsing,
        place: Place(line: failure.line, column: failure.column, byteRange: offset..<offset), message: message)
}

/// A wrong root as a finding, which says whether the name or the namespace is wrong.
func rootFinding(_ root: WrongRoot) -> Finding {
    let written = root.namespaceURI.map { "{\($0)}\(root.localName)" } ?? root.localName
    let wanted = "{\(CDANamespace.hl7)}ClinicalDocument"
    let code: FindingCode
    let message: Bilingual
    var edit: SuggestedEdit?
    switch root.reason {
    case .namespace:
        code = .rootNamespace
        message =
            root.namespaceURI == nil
            ? Bilingual(
                fr: "ClinicalDocument n'a pas d'espace de noms : ajouter xmlns=\"\(CDANamespace.hl7)\"",
                en: "ClinicalDocument has no namespace: add xmlns=\"\(CDANamespace.hl7)\"")
            : Bilingual(
                fr: "ClinicalDocument est dans un autre espace de noms : écrire \(CDANamespace.hl7)",
                en: "ClinicalDocument is in another namespace: write \(CDANamespace.hl7)")
        let edits = DocumentEdits(root.node)
        edit = root.namespaceURI.map { edits.replacingInStartTag("\"\($0)\"", with: "\"\(CDANamespace.hl7)\"") } ?? edits.setting("xmlns", to: CDANamespace.hl7)
    case .element:
        code = .rootElement
        message = Bilingual(
            fr: "la racine n'est pas ClinicalDocument : ce n'est pas un document CDA", en: "the root is not ClinicalDocument: this is no CDA document")
    case .emptyWrapper:
        code = .rootEmptyWrapper
        message = Bilingual(
            fr: "l'enveloppe ne contient pas de ClinicalDocument à sa place", en: "the wrapper holds no ClinicalDocument where one belongs")
    }
    return Finding(
        code: code.rawValue, severity: code.severity, stage: .parsing, place: root.place, message: message, found: written,
        allowed: AllowedValues(first: [wanted]), edit: edit)
}

private func parseMessage(_ code: ParseFailureCode) -> Bilingual {
    switch code {
    case .empty: Bilingual(fr: "le document est vide", en: "the document is empty")
    case .notWellFormed: Bilingual(fr: "XML mal formé", en: "the XML is not well-formed")
    case .namespace: Bilingual(fr: "espace de noms XML incorrect", en: "wrong XML namespace")
    case .dtdForbidden: Bilingual(fr: "une DTD est interdite : supprimer <!DOCTYPE…>", en: "a DTD is forbidden: remove <!DOCTYPE…>")
    case .version: Bilingual(fr: "seul XML 1.0 est lu", en: "only XML 1.0 is read")
    case .encoding:
        Bilingual(fr: "encodage inconnu, ou autre que celui annoncé : enregistrer en UTF-8", en: "unknown encoding, or another than announced: save as UTF-8")
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
