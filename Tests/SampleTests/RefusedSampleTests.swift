// The refused and the hostile samples draw the findings of their rows, and nothing else that refuses.

import Classification
import ClinicalTypes
import Testing
import Validation

@Suite struct RefusedSampleTests {
    @Test(arguments: Samples.refused)
    func `a refused sample has the one fault of its row`(sample: Sample) throws {
        let report = try Judge.strict.examine(sample.bytes()).report
        let refusing = report.findings.filter { $0.severity >= .error }
        #expect(!report.isValid)
        #expect(refusing.map(\.code) == [sample.cells[0]])
        #expect(refusing.map { "\($0.place?.line ?? 0)" } == [sample.cells[1]])
    }

    @Test(arguments: Samples.refused)
    func `a fault is told with a place in the bytes and in both languages`(sample: Sample) throws {
        let bytes = try sample.bytes()
        for finding in Judge.strict.examine(bytes).report.findings {
            let range = try #require(finding.place?.byteRange)
            #expect(range.upperBound <= bytes.count)
            #expect(!finding.message.fr.isEmpty && finding.message.fr != finding.message.en)
            if let edit = finding.edit { #expect(edit.byteRange.upperBound <= bytes.count) }
        }
    }

    @Test(arguments: Samples.refused)
    func `a document with the suggested edit is valid`(sample: Sample) throws {
        let bytes = try sample.bytes()
        for finding in Judge.strict.examine(bytes).report.findings where finding.severity >= .error {
            guard let edit = finding.edit else { continue }
            var mended = bytes
            mended.replaceSubrange(edit.byteRange, with: Array(edit.replacement.utf8))
            let left = Judge.strict.examine(mended).report.findings.filter { $0.severity >= .error }
            #expect(left.map(\.description) == [])
        }
    }

    @Test(arguments: ["unknown-type-code", "code-system-mismatch"])
    func `what validation says of a type, classification says too`(name: String) throws {
        let sample = try #require(Samples.refused.first { $0.name == name })
        let document = try #require(try Judge.strict.examine(sample.bytes()).document)
        guard case .refused(let findings) = Classifier().classify(document) else {
            Issue.record("classified")
            return
        }
        #expect(findings.map { "\($0.place?.line ?? 0)" } == [sample.cells[1]])
    }

    @Test(arguments: Samples.hostile)
    func `a hostile file gets one fatal finding and no document`(sample: Sample) throws {
        let examination = try Judge.strict.examine(sample.bytes())
        #expect(examination.document == nil)
        #expect(examination.report.findings.map(\.severity) == [.fatal])
        #expect(examination.report.findings.map(\.code) == [sample.cells[0]])
        #expect(examination.report.findings.map { "\($0.place?.line ?? 0)" } == [sample.cells[1]])
    }
}
