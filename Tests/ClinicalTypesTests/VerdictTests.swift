// What is to be thought of a document follows from what was found, and from what could not be judged.

import ClinicalTypes
import Foundation
import Testing

@Suite struct VerdictTests {
    private func report(_ findings: [(String, Severity)]) -> ValidationReport {
        ValidationReport(
            findings: findings.map { Finding(code: $0.0, severity: $0.1, stage: .schematron, message: Bilingual(fr: "", en: "")) }, packs: [])
    }

    @Test func `a report without errors is valid, with warnings too`() {
        #expect(report([]).verdict == .valid)
        #expect(report([("a", .warning), ("pack.rules-disabled", .info)]).isValid)
    }

    @Test func `an error of the document makes it invalid, whatever could not be judged`() {
        #expect(report([("a", .error)]).verdict == .invalid)
        #expect(report([("undecided.rule", .error), ("a", .fatal)]).verdict == .invalid)
    }

    @Test func `a rule that could not be judged leaves it undecided, at any weight`() {
        for severity in Severity.allCases {
            let report = report([("undecided.rule", severity)])
            #expect(report.verdict == .undecided)
            #expect(!report.isValid)
            #expect(!report.isAcceptable(undecided: false))
            #expect(report.isAcceptable(undecided: true))
        }
        #expect(!report([("a", .error)]).isAcceptable(undecided: true))
    }

    @Test func `a report that was written before schemas stood in it is read`() throws {
        let old = #"{"findings": [], "packs": [{"name": "core", "version": "1", "digest": "00"}]}"#
        #expect(try JSONDecoder().decode(ValidationReport.self, from: Data(old.utf8)).schemas.isEmpty)
        var report = report([("a", .error)])
        report.schemas = [AppliedSchema(pack: "p", file: "a.sch", kind: .schematron, title: "A")]
        #expect(try JSONDecoder().decode(ValidationReport.self, from: JSONEncoder().encode(report)) == report)
    }

    @Test func `what a finding prints of itself holds neither found nor detail`() {
        var finding = Finding(code: "a", severity: .error, stage: .schematron, message: Bilingual(fr: "m", en: "m"), found: "SECRET", detail: "SECRET")
        finding.place = Place(line: 1, column: 2)
        #expect(!"\(finding)\(String(reflecting: finding))".contains("SECRET"))
        #expect(FindingOutline(finding).finding == finding)
    }
}
