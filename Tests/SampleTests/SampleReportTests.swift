// The samples stand in their tables, and each has its report beside it.

import ClinicalTypes
import Foundation
import Testing
import Validation

@Suite struct SampleReportTests {
    @Test(arguments: Fate.allCases)
    func `every sample has its row, and every row its sample`(fate: Fate) throws {
        #expect(Samples.table(of: fate).map(\.name).sorted() == (try Samples.files(of: fate)))
    }

    @Test(arguments: Fate.allCases)
    func `no report stands beside a sample that is gone`(fate: Fate) throws {
        let folder = Samples.folder.appending(path: fate.rawValue)
        let reports = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".report.txt") }
        #expect(reports.map { $0.dropLast(".report.txt".count) }.sorted() == (try Samples.files(of: fate)).map { $0[...] })
    }

    /// `RECORD_SNAPSHOTS=1` writes the report and fails, so that somebody reads it.
    @Test(arguments: Samples.all)
    func `a sample gets the report that stands beside it`(sample: Sample) throws {
        let bytes = try sample.bytes()
        let report = Judge.strict.examine(bytes).report
        let text = TextReport(language: .english).text(for: report, file: sample.file.lastPathComponent, source: bytes)
        let isRecorded = FileManager.default.fileExists(atPath: sample.reportFile.path)
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil || !isRecorded {
            try Data(text.utf8).write(to: sample.reportFile)
            Issue.record("recorded \(sample.reportFile.lastPathComponent); read it, then run again")
        } else {
            #expect(try String(contentsOf: sample.reportFile, encoding: .utf8) == text)
        }
    }

    @Test(arguments: Samples.all)
    func `a file opens with a sentence on its idea`(sample: Sample) throws {
        // The accidents that are no XML at all have no place for it, and one is in an encoding of two bytes.
        let head = String(decoding: try sample.bytes().prefix(400).filter { $0 != 0 }, as: UTF8.self)
        guard head.contains("<?xml") else { return }
        #expect(head.contains("\n<!-- ") && head.contains(". -->\n"))
    }
}
