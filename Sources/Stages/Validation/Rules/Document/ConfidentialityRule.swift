// How confidential a document is.

import CDADocuments
import ClinicalTypes
import CodeSystems
import XMLTree

/// `confidentialityCode` is N, R or V of HL7; who may see the document stands in the registry, not in the document.
struct ConfidentialityRule: HeaderRule {
    private static let normal = "code=\"N\" codeSystem=\"\(CodeSystemOID.confidentiality)\" displayName=\"Normal\""

    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        // Computed only when it is needed: nearly every document is N.
        var allowed: AllowedValues { CodeTables.documentConfidentiality.allowed(nearestTo: document.confidentialityCode?.code) }
        guard let element = document.confidentialityCode else {
            guard !context.gaps.names("confidentialityCode", under: document.node) else { return [] }
            return [
                context.finding(
                    .confidentialityMissing, at: document.node,
                    Bilingual(fr: "confidentialityCode manque : N dans le cas normal", en: "confidentialityCode is missing: N in the normal case"),
                    allowed: allowed,
                    edit: DocumentEdits(document.node).insertingHeader("confidentialityCode", Self.normal))
            ]
        }
        guard element.nullFlavor == nil || element.code != nil else { return [] }
        guard let code = element.code, CodeTables.documentConfidentiality[code, CodeSystemOID.confidentiality] != nil else {
            let isVisibility = element.code.map { !CodeTables.visibility.entries(of: $0).isEmpty } ?? false
            let message =
                isVisibility
                ? Bilingual(
                    fr: "un code de visibilité se met dans les métadonnées, pas dans le document : écrire N",
                    en: "a visibility code belongs to the metadata, not to the document: write N")
                : Bilingual(fr: "code de confidentialité inconnu : écrire N, R ou V", en: "unknown confidentiality code: write N, R or V")
            let upper = element.code.map { $0.uppercased() }
            let mended = upper.flatMap { CodeTables.documentConfidentiality[$0, CodeSystemOID.confidentiality] }?.code
            return [
                context.finding(
                    .confidentialityUnknown, at: element.node, attribute: "code", message, found: element.code, allowed: allowed,
                    edit: isVisibility
                        ? DocumentEdits(element.node).rewriting(Self.normal) : mended.flatMap { DocumentEdits(element.node).setting("code", to: $0) })
            ]
        }
        guard element.system != CodeSystemOID.confidentiality else { return [] }
        return [
            context.finding(
                .confidentialityUnknown, at: element.node, attribute: "codeSystem",
                Bilingual(
                    fr: "ce code appartient au système HL7 Confidentiality : corriger @codeSystem",
                    en: "this code belongs to the HL7 system Confidentiality: correct @codeSystem"),
                found: element.system, allowed: AllowedValues(first: [CodeSystemOID.confidentiality]),
                edit: DocumentEdits(element.node).setting("codeSystem", to: CodeSystemOID.confidentiality))
        ]
    }
}
