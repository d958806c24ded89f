// Each accepted sample can be described for the registry.

import Classification
import ClinicalTypes
import Foundation
import SubmissionMetadata
import Testing
import Validation
import XDSMessages

@Suite struct SampleDescriptionTests {
    private static let moment = Date(timeIntervalSince1970: 1_795_305_600)

    private func describe(_ sample: Sample) throws -> DescribedSubmission? {
        let bytes = try sample.bytes()
        let document = try #require(Judge.strict.examine(bytes).document)
        guard case .classified(let classified) = Classifier().classify(document) else { return nil }
        let writer = MetadataWriter(options: MetadataOptions(sourceID: OID(uuid: UUID())))
        let identity = SubmissionIdentity(submissionTime: Self.moment) { UUID() }
        switch writer.description(of: document, classified: classified, bytes: bytes, identity: identity) {
        case .described(let described): return described
        case .refused(let findings):
            Issue.record("\(findings)")
            return nil
        }
    }

    @Test(arguments: Samples.accepted)
    func `an accepted sample is described without a doubt`(sample: Sample) throws {
        let described = try #require(try describe(sample))
        #expect(described.remarks.filter { $0.severity >= .warning }.map(\.description) == [])
        #expect(described.entry.typeCode?.code == sample.cells[1])
        #expect(described.entry.formatCode?.code == sample.cells[4])
        #expect(described.entry.size == (try sample.bytes().count))
        #expect(described.entry.mimeType == (sample.cells[2].contains("self-presenting") ? "application/xslt+xml" : "text/xml"))
    }

    @Test func `the corrected radiograph is described as a replacement`() throws {
        let relations = try Samples.accepted.compactMap { sample in try describe(sample)?.relation.map { (sample.name, $0) } }
        let first = try #require(try Samples.accepted.first { $0.name == "imaging-chest-radiograph" }.flatMap(describe))
        #expect(relations.map(\.0) == ["imaging-chest-radiograph-corrected"])
        #expect(relations.map(\.1.targetUniqueID) == [first.entry.uniqueId])
    }
}
