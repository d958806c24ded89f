// A run that shows all that reports can show.

import ClinicalTypes
import Foundation
import TestSupport

@testable import Validation

/// Runs over samples of our own.
enum ReportSamples {
    /// A run over a refused, an accepted, a hostile and an undecided document, with findings of a pack.
    static func run(_ language: Language = .english) throws -> ReportRun {
        // The samples are dated before the end of 2026.
        let judge = TestJudge.make { $0.now = { Date(timeIntervalSince1970: 1_798_675_200) } }
        var documents: [JudgedDocument] = []
        for name in ["refused/code-system-mismatch.xml", "accepted/report-consultation.xml", "hostile/document-type.xml"] {
            let bytes = [UInt8](try Data(contentsOf: projectRoot.appending(path: "Samples/\(name)")))
            documents.append(JudgedDocument(file: name, source: bytes, report: judge.examine(bytes).report, seconds: 0.0042))
        }
        documents.append(undecided)
        return ReportRun(documents: documents, language: language, toolVersion: "9.9.9", moment: "2026-03-01T11:00:00Z")
    }

    /// A document that a pack refuses here and cannot judge there; its words are hostile.
    static var undecided: JudgedDocument {
        let document = SmallDocument()
        let schema = "schematrons/profils/Exemple.sch"
        let start = document.text.utf8.count - document.text[document.text.range(of: "<code code=\"11502-2\"")!.lowerBound...].utf8.count
        let place = Place(line: 9, column: 3, byteRange: start..<start + 80, xpath: "/ClinicalDocument/code")
        let pack = PackIdentity(name: "exemple", version: "2026.1", digest: String(repeating: "ab", count: 32))
        let findings = [
            Finding(
                code: "schematron.assert", severity: .warning, stage: .schematron,
                rule: RuleIdentity(pack: "exemple", schema: schema, pattern: "types", id: "p1.r1.a1"), place: place,
                message: Bilingual(fr: "le type doit être <connu> & …", en: "le type doit être <connu> & …"), found: "11502-2 \"]]>\u{1}",
                detail: "le type doit être <connu> & '11502-2'",
                allowed: AllowedValues(name: "JDV exemple", first: ["11488-4 (CR)", "34112-3 (<b>gras</b>)"], count: 12, closest: ["11502-3"]),
                edit: SuggestedEdit(
                    byteRange: start + 12..<start + 19, replacement: "11502-3",
                    summary: Bilingual(fr: "remplacer la valeur de @code", en: "replace the value of @code"))),
            Finding(
                code: "undecided.rule", severity: .error, stage: .schematron,
                rule: RuleIdentity(pack: "exemple", schema: schema, pattern: "types", id: "p1.r1.a2"), place: place,
                message: Bilingual(fr: "la règle a échoué (FORG0001)", en: "the rule failed (FORG0001)")),
        ]
        return JudgedDocument(
            file: "dossier é/<indécis> & \"autres\".xml", source: document.bytes,
            report: ValidationReport(
                findings: findings, packs: [pack],
                schemas: [
                    AppliedSchema(pack: "exemple", file: "CDA.xsd", kind: .grammar),
                    AppliedSchema(pack: "exemple", file: schema, kind: .schematron, title: "Exemple"),
                ]))
    }
}
