// Bytes that are no XML, and XML that is no CDA, as findings.

import CDADocuments
import ClinicalTypes
import XMLTree

/// A refusal of the parser as a finding; the code is the parser's own.
func parseFinding(_ failure: ParseFailure, in bytes: [UInt8]) -> Finding {
    let offset = min(max(0, failure.byteOffset), bytes.count)
    let repair = ParseRepair(failure, in: bytes)
    return Finding(
        code: failure.code.rawValue, severity: .fatal, stage: .parsing,
        place: Place(line: failure.line, column: failure.column, byteRange: offset..<offset), message: failure.message, found: repair.found,
        allowed: repair.allowed, edit: repair.edit)
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
