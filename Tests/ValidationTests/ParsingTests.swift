// Bytes that are no XML, and XML that is no CDA.

import CDADocuments
import ClinicalTypes
import Testing

@testable import Validation

@Suite struct ParsingTests {
    let judge = TestJudge.make()

    private func only(_ text: String) throws -> Finding {
        let examination = judge.examine(Array(text.utf8))
        #expect(examination.document == nil)
        #expect(examination.report.findings.count == 1)
        #expect(!examination.report.isValid)
        return try #require(examination.report.findings.first)
    }

    @Test func `nothing is no document`() throws {
        let finding = try only("")
        #expect(finding.code == "xml.empty")
        #expect(finding.severity == .fatal)
    }

    @Test func `a truncated document is not well-formed, at its end`() throws {
        let text = SmallDocument().text
        let finding = try only(String(text.prefix(text.count / 2)))
        #expect(finding.code == "xml.not-well-formed")
        #expect((finding.place?.line ?? 0) > 30)
        #expect(finding.place?.byteRange != nil)
    }

    @Test func `a document type declaration is refused`() throws {
        #expect(try only("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").code == "xml.dtd-forbidden")
    }

    @Test func `a ClinicalDocument without namespace is told to take one`() throws {
        let finding = try only("<ClinicalDocument><realmCode code=\"FR\"/></ClinicalDocument>")
        #expect(finding.code == "root.namespace")
        #expect(
            finding.edit
                == SuggestedEdit(
                    byteRange: 17..<17, replacement: " xmlns=\"urn:hl7-org:v3\"",
                    summary: Bilingual(fr: "ajouter l'attribut @xmlns", en: "add the attribute @xmlns")))
        #expect(finding.allowed?.first == ["{urn:hl7-org:v3}ClinicalDocument"])
    }

    @Test func `a ClinicalDocument in another namespace is told which`() throws {
        let finding = try only("<ClinicalDocument xmlns=\"urn:hl7-org:v2\"/>")
        #expect(finding.code == "root.namespace")
        #expect(finding.found == "{urn:hl7-org:v2}ClinicalDocument")
        #expect(finding.edit?.byteRange == 24..<40)
        #expect(finding.edit?.replacement == "\"urn:hl7-org:v3\"")
        #expect(try only("<h:ClinicalDocument xmlns:h='urn:hl7-org:v2' xmlns:i='urn:hl7-org:v2'/>").edit == nil)
    }

    @Test func `another root is named`() throws {
        let finding = try only("\n  <Bundle xmlns=\"http://hl7.org/fhir\"/>")
        #expect(finding.code == "root.element")
        #expect(finding.found == "{http://hl7.org/fhir}Bundle")
        #expect(finding.place?.line == 2)
        #expect(finding.place?.column == 3)
    }

    @Test func `a stylesheet without a document is an empty wrapper`() throws {
        #expect(try only("<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"/>").code == "root.empty-wrapper")
    }

    @Test func `a document in a stylesheet is judged, with places in the bytes as received`() throws {
        let inner = SmallDocument().replacing("code=\"fr-FR\"", with: "code=\"fr\"").text.split(separator: "\n", maxSplits: 1)[1]
        let text = """
            <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:data="urn:asip-sante:ci-sis">
            <data:Contenu>
            \(inner)
            </data:Contenu>
            </xsl:stylesheet>
            """
        let examination = judge.examine(Array(text.utf8))
        #expect(examination.document?.mimeType == "application/xslt+xml")
        let finding = try #require(examination.report.findings.first)
        #expect(examination.report.findings.map(\.code) == ["header.language"])
        #expect(finding.place?.line == 14)
        #expect(finding.edit.map { Array(text.utf8)[$0.byteRange].elementsEqual("fr".utf8) } == true)
    }

    @Test func `a document in UTF-16 or ISO 8859-1 is judged all the same`() throws {
        let text = SmallDocument().replacing("code=\"fr-FR\"", with: "code=\"fr\"").text
        let units = Array(text.replacing("encoding=\"UTF-8\"", with: "encoding=\"UTF-16\"").utf16)
        var utf16: [UInt8] = [0xFF, 0xFE]
        for unit in units { utf16 += [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)] }
        let wide = judge.examine(utf16).report
        #expect(wide.findings.map(\.code) == ["header.language"])
        // Bytes of UTF-16 cannot be edited one by one.
        #expect(wide.findings.first?.edit == nil)
        let latin = text.replacing("encoding=\"UTF-8\"", with: "encoding=\"ISO-8859-1\"").replacing("RENNES", with: "BÉGARD").unicodeScalars.map {
            UInt8($0.value)
        }
        let narrow = judge.examine(latin).report
        #expect(narrow.findings.map(\.code) == ["header.language"])
        #expect(narrow.findings.first?.edit.map { latin[$0.byteRange].elementsEqual("fr".utf8) } == true)
    }
}
