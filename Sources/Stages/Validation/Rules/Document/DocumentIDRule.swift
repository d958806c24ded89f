// The form of the unique id of a document.

import CDADocuments
import ClinicalTypes
import XMLTree

/// The root of `id` is an OID of at most 64 characters; the reading of OIDs tells which character is wrong, as no expression could.
struct DocumentIDRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        // The grammar has its own word on what has not even the form of an OID.
        guard let id = document.id, let root = id.root, !root.isEmpty, !context.gaps.touches(id.node) else { return [] }
        do throws(IdentifierFault) {
            _ = try OID(root)
            return []
        } catch {
            return [
                context.finding(
                    .idRoot, at: id.node, attribute: "root",
                    Bilingual(fr: "id/@root n'est pas un OID : \(error.message.fr)", en: "id/@root is no OID: \(error.message.en)"),
                    found: root, allowed: AllowedValues(first: ["1.2.250.1…"]))
            ]
        }
    }
}
