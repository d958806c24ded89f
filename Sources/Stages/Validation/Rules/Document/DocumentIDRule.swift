// The unique id of a document.

import CDADocuments
import ClinicalTypes
import XMLTree

/// `id` is an OID of at most 64 characters, and has no extension where the document goes to the shared record.
struct DocumentIDRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let id = document.id else {
            guard !context.gaps.names("id", under: document.node) else { return [] }
            return [
                context.finding(
                    .idMissing, at: document.node,
                    Bilingual(fr: "id manque : donner au document un OID unique", en: "id is missing: give the document a unique OID"))
            ]
        }
        var findings: [Finding] = []
        switch id.root {
        case nil, "":
            if id.nullFlavor == nil {
                findings.append(
                    context.finding(
                        .idMissing, at: id.node, Bilingual(fr: "id/@root manque : y porter un OID unique", en: "id/@root is missing: put a unique OID there")))
            }
        case let root?:
            // The grammar has its own word on what has not even the form of an OID.
            guard !context.gaps.touches(id.node) else { break }
            do throws(IdentifierFault) { _ = try OID(root) } catch {
                findings.append(
                    context.finding(
                        .idRoot, at: id.node, attribute: "root",
                        Bilingual(fr: "id/@root n'est pas un OID : \(error.message.fr)", en: "id/@root is no OID: \(error.message.en)"),
                        found: root, allowed: AllowedValues(first: ["1.2.250.1…"])))
            }
        }
        if let attribute = id.node.attribute("extension") {
            findings.append(
                context.finding(
                    .idExtension, severity: context.options.refusesIdentifierExtension ? .error : .warning, at: attribute,
                    Bilingual(
                        fr: "le DMP n'admet pas id/@extension : porter l'identifiant entier dans @root",
                        en: "the shared record takes no id/@extension: put the whole identifier into @root"),
                    found: id.extension, edit: DocumentEdits(attribute).removing()))
        }
        return findings
    }
}
