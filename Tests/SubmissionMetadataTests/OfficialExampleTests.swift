// Every official example has its entry.

import CDADocuments
import Classification
import ClinicalTypes
import Foundation
import SubmissionMetadata
import TestSupport
import Testing
import XDSMessages

@Suite(.enabled(if: sharedFolder != nil, "needs ../shared"))
struct OfficialExampleTests {
    @Test func `every official example is described, and breaks no rule of the registry`() throws {
        let folder = try #require(sharedFolder).appending(path: "ans/ExemplesCDA")
        var formats: [String: Int] = [:]
        var counts = (documents: 0, selfPresenting: 0, replacements: 0, enclosed: 0)
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) where file.pathExtension == "xml" {
            let bytes = Array(try Data(contentsOf: file))
            let document = try CDADocument.read(bytes).get()
            guard case .classified(let classified) = Classifier().classify(document) else {
                Issue.record("\(file.lastPathComponent) is not classified")
                continue
            }
            let identity = SubmissionIdentity(submissionTime: Date(timeIntervalSince1970: 1_718_452_800), from: UUID.init)
            let verdict = MetadataWriter(options: inventedOptions).description(of: document, classified: classified, bytes: bytes, identity: identity)
            guard case .described(let submission) = verdict else {
                Issue.record("\(file.lastPathComponent): \(verdict)")
                continue
            }
            let entry = submission.entry
            #expect(entry.size == bytes.count)
            #expect(entry.mimeType == (document.isSelfPresenting ? "application/xslt+xml" : "text/xml"), "\(file.lastPathComponent)")
            #expect(entry.patientId.hasSuffix("&ISO^NH"), "\(file.lastPathComponent)")
            #expect(!entry.authors.isEmpty && entry.authors.allSatisfy { $0.person != nil }, "\(file.lastPathComponent)")
            #expect(entry.legalAuthenticator?.isEmpty == false)
            #expect(SelfCheck.violations(in: entry, of: submission.submissionSet, membership: submission.membership) == [], "\(file.lastPathComponent)")
            formats[entry.formatCode?.code ?? "", default: 0] += 1
            counts.documents += 1
            if document.isSelfPresenting { counts.selfPresenting += 1 }
            if submission.relation?.type == .replaces { counts.replacements += 1 }
            if case .unstructured = document.body { counts.enclosed += 1 }
        }
        #expect(counts.documents == 62)
        #expect(counts.selfPresenting == 1)
        #expect(counts.replacements == 6)
        #expect(counts.enclosed == 3)
        #expect(formats["urn:ihe:lab:xd-lab:2008"] ?? 0 >= 9)
        #expect(formats["urn:ihe:iti:xds-sd:pdf:2008"] == 3)
        #expect(formats["urn:asipSante:modelesHorsProfils:2011"] == nil)
    }
}
