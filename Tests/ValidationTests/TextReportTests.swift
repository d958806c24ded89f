// Reports as a terminal shows them.

import ClinicalTypes
import Foundation
import TestSupport
import Testing

@testable import Validation

@Suite struct TextReportTests {
    /// A document with faults of several kinds.
    static let broken = SmallDocument().replacing("code=\"fr-FR\"", with: "code=\"fr\"").replacing("code=\"11502-2\"", with: "code=\"11502-9\"")
        .replacing("279035121518989", with: "279035121518988").replacing("tel:0200000001", with: "02 00 00 00 01")
        .replacing("<title>Compte rendu de biologie</title>", with: "<Title>Compte rendu de biologie</Title>")

    private func text(_ document: SmallDocument, _ language: Language, width: Int = 100, isColoured: Bool = false) -> String {
        let report = TestJudge.make().examine(document.bytes).report
        return TextReport(language: language, width: width, isColoured: isColoured).text(for: report, file: "lettre.xml", source: document.bytes)
    }

    @Test func `a report in English`() throws { try expectSnapshot(text(Self.broken, .english), named: "report-en.txt") }

    @Test func `a report in French`() throws { try expectSnapshot(text(Self.broken, .french), named: "report-fr.txt") }

    @Test func `a report on a narrow terminal`() throws { try expectSnapshot(text(Self.broken, .english, width: 48), named: "report-narrow.txt") }

    @Test func `a report in colour`() throws { try expectSnapshot(text(Self.broken, .english, isColoured: true), named: "report-colour.txt") }

    @Test func `a valid document has a summary alone`() {
        #expect(text(SmallDocument(), .english) == "lettre.xml: valid (0 errors, 0 warnings)\n")
        #expect(text(SmallDocument(), .french) == "lettre.xml : valide (0 erreur, 0 avertissement)\n")
    }

    @Test func `a document in one line is clipped around the place`() throws {
        var document = Self.broken
        document.text = document.text.split(separator: "\n").joined().replacing(
            "</ClinicalDocument>", with: String(repeating: "<!-- remplissage -->", count: 5000) + "</ClinicalDocument>")
        let text = text(document, .english, width: 80)
        #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("lettre.xml:") || $0.unicodeScalars.count <= 80 })
        try expectSnapshot(text, named: "report-one-line.txt")
    }

    @Test func `the caret stands under the place behind tabs and accents`() throws {
        let finding = Finding(
            code: "header.language", severity: .error, stage: .header, place: Place(line: 1, column: 12, byteRange: 13..<16),
            message: Bilingual(fr: "fr", en: "en"))
        let text = TextReport().text(for: finding, file: "a.xml", source: Array("\t<é t=\"e\u{301}\"\tu=\"v\"/>".utf8))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // The tab within the line takes four columns, the combining accent none.
        #expect(lines[1] == "    <é t=\"e\u{301}\"    u=\"v\"/>")
        #expect(lines[2] == "                ^~~")
    }

    @Test func `a document cannot write to the terminal`() {
        let finding = Finding(
            code: "x.y", severity: .warning, stage: .header, place: Place(line: 1, column: 1), message: Bilingual(fr: "fr", en: "en"),
            found: "rouge\u{1B}[31m\u{202E}retour\r\n suite")
        let text = TextReport().text(for: finding, file: "a\u{1B}[2J.xml", source: Array("\u{1B}[2Jabc".utf8))
        #expect(!text.contains("\u{1B}"))
        #expect(!text.contains("\u{202E}"))
        #expect(text.contains("retour suite"))
    }

    @Test func `a place outside the document is printed without a line`() {
        let finding = Finding(code: "x.y", severity: .info, stage: .header, place: Place(line: 99, column: 7), message: Bilingual(fr: "fr", en: "en"))
        #expect(TextReport().text(for: finding, file: "a.xml", source: Array("<a/>".utf8)) == "a.xml:99:7: note: en [x.y]\n")
        let nowhere = Finding(code: "x.y", severity: .fatal, stage: .parsing, message: Bilingual(fr: "fr", en: "en"))
        #expect(TextReport(language: .french).text(for: nowhere, file: "a.xml", source: []) == "a.xml: fatal: fr [x.y]\n")
    }
}
