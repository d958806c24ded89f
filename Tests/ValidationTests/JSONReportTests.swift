// Reports as programs read them.

import ClinicalTypes
import Foundation
import TestSupport
import Testing

@testable import Validation

@Suite struct JSONReportTests {
    private var report: ValidationReport { TestJudge.make().examine(TextReportTests.broken.bytes).report }

    @Test func `a report in the stable schema`() throws { try expectSnapshot(JSONReport(report, file: "lettre.xml").text(), named: "report.json") }

    @Test func `a report comes back from its text`() throws {
        let written = JSONReport(report, file: "lettre.xml")
        #expect(try JSONDecoder().decode(JSONReport.self, from: Data(written.text(isPretty: false).utf8)) == written)
    }

    @Test func `a report in one line has one line`() {
        #expect(JSONReport(report, file: "lettre.xml").text(isPretty: false).filter { $0 == "\n" }.count == 1)
    }

    @Test func `the verdict and the counts agree with the findings`() {
        let written = JSONReport(report, file: "lettre.xml")
        #expect(!written.valid)
        #expect(written.counts.error == written.findings.count { $0.severity == .error })
        #expect(written.counts.warning == written.findings.count { $0.severity == .warning })
        #expect(JSONReport(ValidationReport(findings: [], packs: []), file: "b").valid)
    }
}
