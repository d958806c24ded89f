// Every official sample is valid, by the core grammar and by the official schema.

import Foundation
import TestSupport
import Testing
import XMLSchemaEngine
import XMLTree

@Suite struct SampleTests {
    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"))
    func `every official sample is valid in both schemas`() throws {
        let files = try documents(in: #require(sharedFolder).appending(path: "ans/ExemplesCDA"))
        let core = try coreSchema.get()
        let official = try #require(officialSchema).get()
        #expect(files.count >= 60)
        for file in files {
            let document = try clinicalDocument(at: file)
            #expect(document.localName == "ClinicalDocument", "\(file.lastPathComponent)")
            #expect(core.violations(in: document) == [], "\(file.lastPathComponent)")
            #expect(official.violations(in: document) == [], "\(file.lastPathComponent)")
        }
    }
}
