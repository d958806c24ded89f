// What a producer should not write: copyTime and xsi:schemaLocation.

import CDADocuments
import ClinicalTypes
import XMLTree

/// `copyTime` is obsolete (CDA R2, 4.2.1.11).
struct CopyTimeRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let copyTime = document.copyTime else { return [] }
        return [
            context.finding(
                .copyTime, at: copyTime.node, Bilingual(fr: "copyTime est obsolète : le supprimer", en: "copyTime is obsolete: remove it"),
                edit: DocumentEdits(copyTime.node).removing())
        ]
    }
}

/// `xsi:schemaLocation` names files on the producer's own machine.
struct SchemaLocationRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let attribute = document.node.attribute("schemaLocation", in: CDANamespace.schemaInstance) else { return [] }
        return [
            context.finding(
                .schemaLocation, at: attribute,
                Bilingual(
                    fr: "xsi:schemaLocation ne doit pas être renseigné par le producteur : le supprimer",
                    en: "xsi:schemaLocation must not be set by the producer: remove it"),
                found: attribute.stringValue, edit: DocumentEdits(attribute).removing())
        ]
    }
}
