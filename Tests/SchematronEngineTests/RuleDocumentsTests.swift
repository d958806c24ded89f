// The documents that rules look things up in.

import SchematronEngine
import Testing
import XMLTree
import XPathEngine

struct RuleDocumentsTests {
    @Test func `a document is read once, and what is missing or broken is named`() throws {
        let documents = RuleDocuments(RuleFiles(["A.xml": Array("<a/>".utf8), "bad.xml": Array("<a>".utf8), "empty.xml": []]))
        let first = try #require(try documents.document(at: "pack:///A.xml"))
        #expect(try documents.document(at: "pack:///a.XML") === first)
        #expect(try documents.document(at: "pack:///bad.xml") == nil)
        #expect(try documents.document(at: "pack:///empty.xml") == nil)
        #expect(try documents.document(at: "pack:///no.xml") == nil)
        #expect(try documents.document(at: "file:///etc/hostname") == nil)
        #expect(documents.missing == ["bad.xml", "empty.xml", "file:///etc/hostname", "no.xml"])
    }
}
