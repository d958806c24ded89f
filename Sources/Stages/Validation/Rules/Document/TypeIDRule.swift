// The document says that it is a CDA of release 2.

import CDADocuments
import ClinicalTypes
import XMLTree

/// `typeId` names the CDA R2 schema (CDA R2, 4.2.1.1).
struct TypeIDRule: HeaderRule {
    private static let root = "2.16.840.1.113883.1.3"
    private static let name = "POCD_HD000040"

    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let typeID = document.typeID else {
            guard !context.gaps.names("typeId", under: document.node) else { return [] }
            return [
                context.finding(
                    .typeID, at: document.node, Bilingual(fr: "typeId manque : l'ajouter après realmCode", en: "typeId is missing: add it after realmCode"),
                    allowed: AllowedValues(first: ["\(Self.root) \(Self.name)"]),
                    edit: DocumentEdits(document.node).insertingHeader("typeId", "root=\"\(Self.root)\" extension=\"\(Self.name)\""))
            ]
        }
        // Fixed values of the grammar: where it has spoken, this rule is silent.
        guard !context.gaps.touches(typeID.node) else { return [] }
        var findings: [Finding] = []
        for (attribute, found, wanted) in [("root", typeID.root, Self.root), ("extension", typeID.extension, Self.name)] where found != wanted {
            findings.append(
                context.finding(
                    .typeID, at: typeID.node, attribute: attribute,
                    Bilingual(fr: "typeId/@\(attribute) n'est pas celui de CDA R2", en: "typeId/@\(attribute) is not that of CDA R2"),
                    found: found, allowed: AllowedValues(first: [wanted]), edit: DocumentEdits(typeID.node).setting(attribute, to: wanted)))
        }
        return findings
    }
}
