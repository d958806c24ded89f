// The set that a document belongs to, and its version in the set.

import CDADocuments
import ClinicalTypes
import XMLTree

/// `setId` is there: it is the same for all versions (mandatory since CI-SIS 1.16).
struct SetIDRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        if let set = document.setID {
            guard set.root?.isEmpty ?? true, set.nullFlavor == nil else { return [] }
            return [context.finding(.setIDMissing, at: set.node, Bilingual(fr: "setId/@root manque", en: "setId/@root is missing"))]
        }
        guard !context.gaps.misspells("setId", under: document.node) else { return [] }
        return [
            context.finding(
                .setIDMissing, at: document.node,
                Bilingual(
                    fr: "setId manque : porter l'identifiant commun à toutes les versions du document",
                    en: "setId is missing: give the identifier that all versions of the document share"))
        ]
    }
}

/// `versionNumber` is a number from 1, and above 1 the document says which one it replaces.
struct VersionRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        let replacement = document.relatedDocuments.first { $0.typeCode == "RPLC" }
        guard let version = document.versionNumber else {
            guard !context.gaps.misspells("versionNumber", under: document.node) else { return [] }
            return [
                context.finding(
                    .versionMissing, at: document.node,
                    Bilingual(fr: "versionNumber manque : 1 pour un nouveau document", en: "versionNumber is missing: 1 for a new document"),
                    edit: replacement == nil ? DocumentEdits(document.node).insertingHeader("versionNumber", "value=\"1\"") : nil)
            ]
        }
        guard let written = version.rawValue else {
            guard version.nullFlavor == nil else { return [] }
            return [
                context.finding(
                    .versionMissing, at: version.node, Bilingual(fr: "versionNumber/@value manque", en: "versionNumber/@value is missing"),
                    edit: replacement == nil ? DocumentEdits(version.node).setting("value", to: "1") : nil)
            ]
        }
        guard let number = version.value, number >= 1 else {
            guard !context.gaps.touches(version.node) else { return [] }
            return [
                context.finding(
                    .versionInvalid, at: version.node, attribute: "value",
                    Bilingual(fr: "versionNumber doit être un entier à partir de 1", en: "versionNumber must be a whole number from 1"), found: written)
            ]
        }
        if number > 1, replacement == nil {
            return [
                context.finding(
                    .versionWithoutParent, at: version.node, attribute: "value",
                    Bilingual(
                        fr: "une version au-delà de 1 remplace un document : ajouter relatedDocument[@typeCode='RPLC']",
                        en: "a version above 1 replaces a document: add relatedDocument[@typeCode='RPLC']"),
                    found: written)
            ]
        }
        if number == 1, replacement != nil {
            return [
                context.finding(
                    .versionOfReplacement, at: version.node, attribute: "value",
                    Bilingual(
                        fr: "ce document en remplace un autre : versionNumber doit dépasser 1",
                        en: "this document replaces another: versionNumber must be above 1"),
                    found: written)
            ]
        }
        if let parent = replacement?.parentVersionNumber?.value, parent >= number {
            return [
                context.finding(
                    .versionOfReplacement, at: version.node, attribute: "value",
                    Bilingual(
                        fr: "versionNumber doit dépasser celui du document remplacé", en: "versionNumber must be above that of the replaced document"),
                    found: written)
            ]
        }
        return []
    }
}
