// The document that this one replaces or transforms.

import CDADocuments
import ClinicalTypes
import XMLTree

/// At most one `relatedDocument`, of type RPLC or XFRM, that names another document than this one.
struct RelatedDocumentRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        var findings: [Finding] = []
        for (position, related) in document.relatedDocuments.enumerated() {
            if position > 0 {
                findings.append(
                    context.finding(
                        .relatedMany, at: related.node, Bilingual(fr: "un seul relatedDocument est permis", en: "only one relatedDocument is allowed")))
            }
            if let type = related.typeCode, type != "RPLC", type != "XFRM", !context.gaps.touches(related.node) {
                findings.append(
                    context.finding(
                        .relatedType, at: related.node, attribute: "typeCode",
                        Bilingual(fr: "relatedDocument/@typeCode doit être RPLC ou XFRM", en: "relatedDocument/@typeCode must be RPLC or XFRM"), found: type,
                        allowed: AllowedValues(first: ["RPLC", "XFRM"])))
            }
            findings += parentFindings(of: related, in: document, context)
        }
        return findings
    }

    private func parentFindings(of related: RelatedDocument, in document: CDADocument, _ context: RuleContext) -> [Finding] {
        guard let parent = related.parentIDs.first(where: { $0.root != nil }) else {
            return [
                context.finding(
                    .relatedParentMissing, at: related.parentIDs.first?.node ?? related.node,
                    Bilingual(
                        fr: "parentDocument/id manque : porter l'id du document visé", en: "parentDocument/id is missing: give the id of the document meant"))
            ]
        }
        var findings: [Finding] = []
        if let id = document.id, parent.isSame(as: id) {
            findings.append(
                context.finding(
                    .relatedSelf, at: parent.node,
                    Bilingual(
                        fr: "le document se désigne lui-même : lui donner un nouvel id, et ici celui du document remplacé",
                        en: "the document names itself: give it a new id, and here that of the replaced document"),
                    found: parent.uniqueID))
        }
        if related.typeCode == "RPLC", let parentSet = related.parentSetID, let set = document.setID, !parentSet.isSame(as: set) {
            findings.append(
                context.finding(
                    .relatedSet, at: parentSet.node,
                    Bilingual(
                        fr: "setId doit être le même que celui du document remplacé", en: "setId must be the same as that of the replaced document"),
                    found: parentSet.uniqueID, allowed: AllowedValues(name: "setId", first: set.uniqueID.map { [$0] } ?? [])))
        }
        return findings
    }
}
