// The outsides of a document, and what is none.

import CDADocuments
import ClinicalTypes
import Testing
import XMLTree

@Suite struct FormTests {
    static let inner = "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><id root=\"1.2.3\"/></ClinicalDocument>"

    private func read(_ text: String) throws -> CDADocument { try CDADocument.read(Array(text.utf8)).get() }

    @Test func `a plain document is text/xml`() throws {
        let document = try read(Self.inner)
        #expect(document.form == .plain)
        #expect(document.mimeType == "text/xml")
        #expect(!document.isSelfPresenting)
        #expect(document.uniqueID == "1.2.3")
    }

    @Test(arguments: ["stylesheet", "transform"])
    func `a document within a stylesheet presents itself`(root: String) throws {
        let text =
            "<xsl:\(root) xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" xmlns:d=\"urn:asip-sante:ci-sis\"><d:Contenu>\(Self.inner)</d:Contenu></xsl:\(root)>"
        let document = try read(text)
        #expect(document.isSelfPresenting)
        #expect(document.mimeType == "application/xslt+xml")
        #expect(document.uniqueID == "1.2.3")
        #expect(document.source == Array(text.utf8))
        let range = try #require(document.id?.place.byteRange)
        #expect(document.source[range].elementsEqual("<id root=\"1.2.3\"/>".utf8))
    }

    @Test func `a document within an enveloping signature is read`() throws {
        let document = try read(
            "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo/><ds:Object/><ds:Object>\(Self.inner)</ds:Object></ds:Signature>")
        #expect(document.form == .signed)
        #expect(document.mimeType == "text/xml")
    }

    @Test(arguments: [
        "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"/>",
        // The document stands somewhere, but not where the national wrapper puts it.
        "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\">\(inner)</xsl:stylesheet>",
        "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"><Contenu>\(inner)</Contenu></xsl:stylesheet>",
        "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:Object/></ds:Signature>",
    ])
    func `a wrapper without a document in its place is refused`(text: String) {
        guard case .wrongRoot(let root)? = refusal(text) else {
            Issue.record("not refused")
            return
        }
        #expect(root.reason == .emptyWrapper)
    }

    @Test func `another namespace is told from another element`() {
        guard case .wrongRoot(let namespace)? = refusal("<ClinicalDocument xmlns=\"urn:x\"/>"),
            case .wrongRoot(let element)? = refusal("\n<a xmlns=\"urn:hl7-org:v3\"/>")
        else {
            Issue.record("not refused")
            return
        }
        #expect(namespace.reason == .namespace)
        #expect(namespace.namespaceURI == "urn:x")
        #expect(element.reason == .element)
        #expect(element.localName == "a")
        #expect(element.place.line == 2)
        #expect(element.place.xpath == "/a")
    }

    @Test func `bytes that are no XML are told with their place`() {
        guard case .notXML(let failure)? = refusal("<ClinicalDocument>") else {
            Issue.record("not refused")
            return
        }
        #expect(failure.code == .notWellFormed)
    }

    @Test func `an empty document reads as nothing, and nothing traps`() throws {
        let document = try document("")
        #expect(document.id == nil && document.code == nil && document.patient == nil && document.body == nil && document.custodian == nil)
        #expect(document.authors.isEmpty && document.serviceEvents.isEmpty && document.relatedDocuments.isEmpty)
        #expect(document.mainServiceEvent == nil && document.practiceSettingCode == nil && document.uniqueID == nil)
    }

    @Test func `a document shows no content when it is printed`() throws {
        let document = try document(
            "<title>BRUME</title><recordTarget><patientRole><patient><name><family>BRUME</family></name></patient></patientRole></recordTarget>")
        var dumped = ""
        dump(document, to: &dumped)
        dump(document.header, to: &dumped)
        dump(document.patient, to: &dumped)
        dump(document.patient?.name?.parts.first, to: &dumped)
        dumped += "\(document) \(String(describing: document.title)) \(String(reflecting: document.patient)) \(document.header)"
        #expect(!dumped.contains("BRUME"))
    }
}
