// The official examples, read: what every one of them carries is there.

import CDADocuments
import ClinicalTypes
import Foundation
import TestSupport
import Testing

@Suite struct OfficialExampleTests {
    static let folder = sharedFolder?.appending(path: "ans/ExemplesCDA")
    static let names = (folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) } ?? []).filter { $0.hasSuffix(".xml") }.sorted()

    private func read(_ name: String) throws -> CDADocument {
        try CDADocument.read([UInt8](Data(contentsOf: try #require(Self.folder).appending(path: name)))).get()
    }

    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"), arguments: names)
    func `what every example carries is read`(name: String) throws {
        let document = try read(name)
        #expect(document.uniqueID != nil && document.code?.value != nil && document.title != nil && document.effectiveTime?.value != nil)
        #expect(document.confidentialityCode?.code == "N" && document.languageCode?.code == "fr-FR")
        #expect(document.setID?.root != nil && document.versionNumber?.value != nil)
        #expect(document.patient?.ins != nil && document.patient?.name?.birthFamily != nil && document.patient?.birthplaceCode != nil)
        #expect(document.authors.allSatisfy { $0.entity?.person != nil || $0.entity?.device != nil })
        #expect(document.custodian?.organization?.ids.first?.root != nil)
        #expect(document.legalAuthenticator?.entity?.ids.isEmpty == false)
        #expect(document.mainServiceEvent?.effectiveTime?.start != nil)
        #expect(document.practiceSettingCode?.value != nil)
        #expect(document.encompassingEncounter?.facilityCode?.value != nil)
        #expect(document.body != nil)
    }

    @Test(.enabled(if: sharedFolder != nil, "needs ../shared")) func `one example presents itself, three enclose a file`() throws {
        let documents = try Self.names.map(read)
        #expect(documents.count { $0.isSelfPresenting } == 1)
        let files = documents.compactMap { document -> UnstructuredBody? in
            guard case .unstructured(let body)? = document.body else { return nil }
            return body
        }
        #expect(files.count == 3)
        for file in files { #expect(try file.decoded().get().starts(with: Array("%PDF".utf8))) }
    }
}
