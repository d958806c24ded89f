// The accepted samples are valid, and fill the nine spaces.

import CDADocuments
import Classification
import ClinicalTypes
import Testing
import Validation

@Suite struct AcceptedSampleTests {
    @Test(arguments: Samples.accepted)
    func `an accepted sample draws neither error nor warning`(sample: Sample) throws {
        let report = try Judge.strict.examine(sample.bytes()).report
        #expect(report.isValid)
        #expect(report.findings.filter { $0.severity >= .warning }.map(\.description) == [])
    }

    @Test(arguments: Samples.accepted)
    func `an accepted sample is of the type and in the space of its row`(sample: Sample) throws {
        let document = try #require(try Judge.strict.examine(sample.bytes()).document)
        guard case .classified(let classified) = Classifier().classify(document) else {
            Issue.record("no class")
            return
        }
        #expect(classified.space?.label == sample.cells[0])
        #expect(classified.type.code == sample.cells[1])
        let remarks = Classifier().remarks(on: classified.type).filter { $0.severity >= .warning }
        #expect(remarks.map(\.code) == [])
    }

    @Test(arguments: Samples.accepted)
    func `the form of an accepted sample is that of its row`(sample: Sample) throws {
        let document = try #require(try Judge.strict.examine(sample.bytes()).document)
        let form =
            switch document.body {
            case .unstructured(let body): "level 1, \(body.mediaType ?? "")"
            case .structured: "level 3"
            case nil: "no body"
            }
        #expect(sample.cells[2].hasPrefix(form))
        #expect(sample.cells[2].contains("self-presenting") == document.isSelfPresenting)
    }

    @Test func `the accepted samples fill the nine spaces`() {
        #expect(Set(Samples.accepted.map { $0.cells[0] }) == Set(Space.allCases.map(\.label)))
    }

    @Test func `no two samples have the same identifier`() throws {
        var owners: [String: String] = [:]
        for sample in Samples.accepted + Samples.refused {
            guard let id = try Judge.strict.examine(sample.bytes()).document?.uniqueID else { continue }
            #expect(owners[id] == nil, "\(sample.testDescription) has the identifier of \(owners[id] ?? "")")
            owners[id] = sample.testDescription
        }
    }

    @Test func `the corrected radiograph replaces the first one`() throws {
        let first = try #require(try Judge.strict.examine(sample("imaging-chest-radiograph").bytes()).document)
        let second = try #require(try Judge.strict.examine(sample("imaging-chest-radiograph-corrected").bytes()).document)
        let related = try #require(second.relatedDocuments.first)
        #expect(related.typeCode == "RPLC")
        #expect(related.parentIDs.map(\.uniqueID) == [first.uniqueID])
        #expect(second.setID?.uniqueID == first.setID?.uniqueID)
    }

    private func sample(_ name: String) throws -> Sample { try #require(Samples.accepted.first { $0.name == name }) }
}
