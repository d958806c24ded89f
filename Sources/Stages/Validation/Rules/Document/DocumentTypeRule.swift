// The type of a document is known, and stands in its own code system.

import CDADocuments
import ClinicalTypes
import CodeSystems
import XMLTree

/// `code` is a published type of documents (JDV_J07), in the code system that it belongs to.
struct DocumentTypeRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let element = document.code else {
            guard !context.gaps.names("code", under: document.node) else { return [] }
            return [missing(at: document.node, context)]
        }
        guard let code = element.code, !code.isEmpty else {
            // A forbidden null flavor has a finding of its own.
            return element.nullFlavor == nil ? [missing(at: element.node, context)] : []
        }
        guard let type = DocumentTypes.published[code] else {
            let allowed = DocumentTypes.published.allowed(nearestTo: code, label: element.displayName)
            return [
                context.finding(
                    .typeUnknown, at: element.node, attribute: "code",
                    Bilingual(
                        fr: "ce type de document n'est pas dans JDV_J07 : choisir un type publié",
                        en: "this document type is not in JDV_J07: choose a published one"),
                    found: code, allowed: allowed, edit: caseEdit(of: element, code, allowed))
            ]
        }
        if element.system != type.value.system {
            let name = KnownOIDs.codeSystemName(of: type.value.system) ?? type.value.system
            return [
                context.finding(
                    .typeSystem, at: element.node, attribute: "codeSystem",
                    Bilingual(
                        fr: "ce code appartient à \(name) : corriger @codeSystem", en: "this code belongs to \(name): correct @codeSystem"),
                    found: element.system, allowed: AllowedValues(name: name, first: [type.value.system]),
                    edit: DocumentEdits(element.node).setting("codeSystem", to: type.value.system))
            ]
        }
        if let label = type.value.displayName, let written = element.displayName, written != label {
            return [
                context.finding(
                    .typeDisplayName, at: element.node, attribute: "displayName",
                    Bilingual(fr: "le libellé publié de ce type est autre", en: "the published label of this type is another"),
                    found: written, allowed: AllowedValues(name: "JDV_J07", first: [label]),
                    edit: DocumentEdits(element.node).setting("displayName", to: label))
            ]
        }
        return []
    }

    private func missing(at node: Node, _ context: RuleContext) -> Finding {
        context.finding(
            .typeMissing, at: node,
            Bilingual(fr: "le type du document (code) manque : choisir dans JDV_J07", en: "the document type (code) is missing: choose one from JDV_J07"),
            allowed: DocumentTypes.published.allowed(nearestTo: "", label: nil))
    }

    /// The edit where only the letter case is wrong.
    private func caseEdit(of element: CodedElement, _ code: String, _ allowed: AllowedValues) -> SuggestedEdit? {
        let same = DocumentTypes.published.entries.first { $0.value.code.lowercased() == code.lowercased() }
        return same.flatMap { DocumentEdits(element.node).setting("code", to: $0.value.code) }
    }
}
