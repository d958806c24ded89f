// The templates that a document declares, and their order.

import CDADocuments
import ClinicalTypes
import XMLTree

/// The two French templates come first, then that of the document's model.
struct TemplateRule: HeaderRule {
    private static let french = "2.16.840.1.113883.2.8.2.1"
    private static let minimal = "1.2.250.1.213.1.1.1.1"
    private static let unstructured = "1.3.6.1.4.1.19376.1.2.20"

    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        let templates = document.templateIDs
        var findings: [Finding] = []
        for (root, name) in [(Self.french, "HL7 France"), (Self.minimal, "CI-SIS")] where !templates.contains(where: { $0.root == root }) {
            findings.append(
                context.finding(
                    .templateMissing, at: templates.first?.node ?? document.node,
                    Bilingual(fr: "le templateId \(name) (\(root)) manque : l'ajouter", en: "the templateId of \(name) (\(root)) is missing: add it"),
                    allowed: AllowedValues(name: "templateId", first: [Self.french, Self.minimal]),
                    edit: insertion(of: root, in: document)))
        }
        guard findings.isEmpty else { return findings }
        if templates[0].root != Self.french || templates[1].root != Self.minimal {
            let misplaced = templates[0].root != Self.french ? templates[0] : templates[1]
            findings.append(
                context.finding(
                    .templateOrder, at: misplaced.node,
                    Bilingual(
                        fr: "les templateId doivent commencer par \(Self.french) puis \(Self.minimal)",
                        en: "the templateIds must begin with \(Self.french), then \(Self.minimal)"),
                    found: misplaced.root))
        }
        let models = templates.filter { $0.root != Self.french && $0.root != Self.minimal }
        if case .unstructured = document.body {
            if !models.contains(where: { $0.root == Self.unstructured }) {
                findings.append(
                    context.finding(
                        .templateModel, at: templates[templates.count - 1].node,
                        Bilingual(
                            fr: "un corps non structuré demande le templateId \(Self.unstructured)",
                            en: "an unstructured body asks for the templateId \(Self.unstructured)"),
                        allowed: AllowedValues(first: [Self.unstructured]), edit: insertion(of: Self.unstructured, in: document)))
            }
        } else if models.isEmpty {
            findings.append(
                context.finding(
                    .templateModel, at: templates[templates.count - 1].node,
                    Bilingual(fr: "le templateId du modèle de document manque", en: "the templateId of the document's model is missing")))
        }
        return findings
    }

    /// Writes a template where its rank is: the one of HL7 France before all, that of CI-SIS behind it, others at the end.
    private func insertion(of root: String, in document: CDADocument) -> SuggestedEdit? {
        let edits = DocumentEdits(document.node)
        let markup = "root=\"\(root)\""
        if root == Self.french { return edits.insertingHeader("templateId", markup, behind: "typeId") }
        if root == Self.minimal, let first = document.templateIDs.first(where: { $0.root == Self.french }) {
            return edits.inserting("templateId", markup, after: first.node)
        }
        return edits.insertingHeader("templateId", markup)
    }
}
