// The rules of the document itself: realm, templates, id, type, title, times, language, versions.

import ClinicalTypes
import Testing

@testable import Validation

@Suite struct DocumentRuleTests {
    let valid = SmallDocument()

    @Test func `a small document of the minimal structure is valid`() {
        #expect(valid.codes() == [])
        #expect(valid.replacement.codes() == [])
    }

    @Test func `the realm is France`() {
        valid.replacing("realmCode code=\"FR\"", with: "realmCode code=\"BE\"").expectOnly(.realmCode, at: "realmCode/@code", found: "BE", isMendable: true)
        valid.without("<realmCode code=\"FR\"/>").expectOnly(.realmCode, at: "ClinicalDocument", isMendable: true)
    }

    @Test func `the type id is that of CDA R2`() {
        let findings = valid.replacing("POCD_HD000040", with: "POCD_HD000041").findings()
        #expect(findings.count == 1)
        #expect(findings.first?.place?.xpath?.hasSuffix("typeId/@extension") == true)
        #expect(findings.first?.severity == .error)
    }

    @Test func `the two French templates are there`() {
        valid.without("<templateId root=\"2.16.840.1.113883.2.8.2.1\"/>").expectOnly(.templateMissing, at: "templateId[1]", isMendable: true)
        valid.without("<templateId root=\"1.2.250.1.213.1.1.1.1\"/>").expectOnly(.templateMissing, at: "templateId[1]", isMendable: true)
    }

    @Test func `the French templates come first`() {
        valid.without("<templateId root=\"1.2.250.1.213.1.1.1.1\"/>")
            .replacing("<id root=\"1.2.250.1.999", with: "  <templateId root=\"1.2.250.1.213.1.1.1.1\"/>\n  <id root=\"1.2.250.1.999")
            .expectOnly(.templateOrder, .warning, at: "templateId[2]")
    }

    @Test func `an unstructured body has its template`() {
        valid.without("<templateId root=\"1.3.6.1.4.1.19376.1.2.20\"/>").expectOnly(.templateModel, .warning, at: "templateId[2]", isMendable: true)
    }

    @Test func `the id is an OID`() {
        valid.replacing("<id root=\"1.2.250.1.999.1.1.7.42\"/>", with: "<id root=\"3.2.250.7\"/>").expectOnly(
            "structure.value-malformed", at: "ClinicalDocument/id/@root")
        valid.replacing("<id root=\"1.2.250.1.999.1.1.7.42\"/>", with: "<id root=\"1.77.250.7\"/>").expectOnly(.idRoot, at: "ClinicalDocument/id/@root")
        let long = "1.2.250." + String(repeating: "123456.", count: 9) + "7"
        valid.replacing("<id root=\"1.2.250.1.999.1.1.7.42\"/>", with: "<id root=\"\(long)\"/>").expectOnly(.idRoot, at: "ClinicalDocument/id/@root")
        valid.replacing("<id root=\"1.2.250.1.999.1.1.7.42\"/>", with: "<id/>").expectOnly(.idMissing, at: "ClinicalDocument/id")
    }

    @Test func `the shared record takes no extension on the id`() {
        let document = valid.replacing("<id root=\"1.2.250.1.999.1.1.7.42\"/>", with: "<id root=\"1.2.250.1.999.1.1.7.42\" extension=\"A1\"/>")
        document.expectOnly(.idExtension, .warning, at: "id/@extension", found: "A1", isMendable: true)
        document.expectOnly(.idExtension, .error, at: "id/@extension", isMendable: true, options: { $0.refusesIdentifierExtension = true })
    }

    @Test func `the type of the document is published`() {
        valid.replacing("code=\"11502-2\"", with: "code=\"11502-9\"").expectOnly(.typeUnknown, at: "ClinicalDocument/code/@code", found: "11502-9")
        let finding = valid.replacing("code=\"11502-2\"", with: "code=\"11502-9\"").findings()[0]
        #expect(finding.allowed?.closest.first?.hasPrefix("11502-2") == true)
        valid.replacing("<code code=\"11502-2\" ", with: "<code ").expectOnly(.typeMissing, at: "ClinicalDocument/code")
    }

    @Test func `a type in the wrong letter case is mended`() {
        valid.replacing(
            "code=\"11502-2\" codeSystem=\"2.16.840.1.113883.6.1\" codeSystemName=\"LOINC\"", with: "code=\"cert_decl\" codeSystem=\"1.2.250.1.213.1.1.4.12\""
        )
        .expectOnly(.typeUnknown, at: "code/@code", isMendable: true)
    }

    @Test func `a LOINC code stands in LOINC`() {
        valid.replacing("codeSystem=\"2.16.840.1.113883.6.1\" codeSystemName=\"LOINC\"", with: "codeSystem=\"1.2.250.1.213.1.1.4.12\"")
            .expectOnly(.typeSystem, at: "code/@codeSystem", found: "1.2.250.1.213.1.1.4.12", isMendable: true)
    }

    @Test func `a type of TRE_A05 stands in TRE_A05`() {
        valid.replacing("code=\"11502-2\"", with: "code=\"CERT_DECL\"").replacing(" codeSystemName=\"LOINC\"", with: "")
            .expectOnly(.typeSystem, at: "code/@codeSystem", found: "2.16.840.1.113883.6.1", isMendable: true)
    }

    @Test func `another label than the published one is a note`() {
        valid.replacing("codeSystemName=\"LOINC\"", with: "displayName=\"Analyses\"").expectOnly(
            .typeDisplayName, .info, at: "code/@displayName", isMendable: true)
    }

    @Test func `the title is there and short enough`() {
        valid.without("<title>Compte rendu de biologie</title>").expectOnly(.titleMissing, at: "ClinicalDocument")
        valid.replacing("<title>Compte rendu de biologie", with: "<title> ").expectOnly(.titleMissing, at: "title")
        valid.replacing("<title>Compte rendu de biologie", with: "<title>" + String(repeating: "é", count: 129)).expectOnly(.titleLength, at: "title")
        #expect(valid.replacing("<title>Compte rendu de biologie", with: "<title>" + String(repeating: "é", count: 128)).codes() == [])
    }

    @Test func `the document's time has seconds`() {
        valid.replacing("value=\"20260301101500+0100\"", with: "value=\"202603011015+0100\"")
            .expectOnly(.effectiveTimePrecision, .warning, at: "effectiveTime/@value", isMendable: true)
        valid.replacing("value=\"20260301101500+0100\"", with: "value=\"20260301\"").expectOnly(.effectiveTimePrecision, at: "effectiveTime/@value")
        valid.replacing("<effectiveTime value=\"20260301101500+0100\"/>", with: "<effectiveTime/>").expectOnly(.effectiveTimeMissing, at: "effectiveTime")
    }

    @Test func `the document's time has its offset, and the edit knows summer from winter`() {
        valid.replacing("value=\"20260301101500+0100\"", with: "value=\"20260301101500\"").expectOnly(
            .effectiveTimeZone, at: "effectiveTime/@value", isMendable: true)
        let summer = valid.replacing("value=\"20260301101500+0100\"", with: "value=\"20250701101500\"").findings()
        #expect(summer.first?.edit?.replacement == "20250701101500+0200")
    }

    @Test func `the document's time does not lie in the future, clocks may differ by minutes`() {
        valid.replacing("value=\"20260301101500+0100\"", with: "value=\"20260301120501+0100\"").expectOnly(.effectiveTimeFuture, at: "effectiveTime/@value")
        let slightly = valid.replacing("value=\"20260301101500+0100\"", with: "value=\"20260301120400+0100\"")
        #expect(slightly.codes() == [])
        slightly.expectOnly(.effectiveTimeFuture, at: "effectiveTime/@value", options: { $0.clockTolerance = 60 })
    }

    @Test func `the confidentiality is N, R or V`() {
        valid.replacing("confidentialityCode code=\"N\"", with: "confidentialityCode code=\"n\"")
            .expectOnly(.confidentialityUnknown, at: "confidentialityCode/@code", isMendable: true)
        valid.replacing("code=\"N\" codeSystem=\"2.16.840.1.113883.5.25\"", with: "code=\"MASQUE_PS\" codeSystem=\"1.2.250.1.213.1.1.4.13\"")
            .expectOnly(.confidentialityUnknown, at: "confidentialityCode/@code", found: "MASQUE_PS", isMendable: true)
        valid.replacing("codeSystem=\"2.16.840.1.113883.5.25\"", with: "codeSystem=\"2.16.840.1.113883.5.26\"")
            .expectOnly(.confidentialityUnknown, at: "confidentialityCode/@codeSystem", isMendable: true)
    }

    @Test func `the language is French`() {
        valid.replacing("code=\"fr-FR\"", with: "code=\"fr\"").expectOnly(.language, at: "languageCode/@code", found: "fr", isMendable: true)
        valid.without("<languageCode code=\"fr-FR\"/>").expectOnly(.language, at: "ClinicalDocument", isMendable: true)
    }

    @Test func `the set and the version are there`() {
        valid.without("<setId root=\"1.2.250.1.999.1.1.7.40\"/>").expectOnly(.setIDMissing, at: "ClinicalDocument")
        valid.replacing("<setId root=\"1.2.250.1.999.1.1.7.40\"/>", with: "<setId/>").expectOnly(.setIDMissing, at: "setId")
        valid.without("<versionNumber value=\"1\"/>").expectOnly(.versionMissing, at: "ClinicalDocument", isMendable: true)
        valid.replacing("<versionNumber value=\"1\"/>", with: "<versionNumber/>").expectOnly(.versionMissing, at: "versionNumber", isMendable: true)
        valid.replacing("<versionNumber value=\"1\"/>", with: "<versionNumber value=\"0\"/>").expectOnly(.versionInvalid, at: "versionNumber/@value")
    }

    @Test func `a version above one replaces a document`() {
        valid.replacing("<versionNumber value=\"1\"/>", with: "<versionNumber value=\"2\"/>").expectOnly(
            .versionWithoutParent, .warning, at: "versionNumber/@value")
        valid.replacement.replacing("<versionNumber value=\"2\"/>", with: "<versionNumber value=\"1\"/>")
            .expectOnly(.versionOfReplacement, .warning, at: "versionNumber/@value")
        valid.replacement.replacing(
            "<id root=\"1.2.250.1.999.1.1.7.41\"/>",
            with: "<id root=\"1.2.250.1.999.1.1.7.41\"/><setId root=\"1.2.250.1.999.1.1.7.40\"/><versionNumber value=\"2\"/>"
        )
        .expectOnly(.versionOfReplacement, .warning, at: "ClinicalDocument/versionNumber/@value")
    }

    @Test func `a document does not replace itself`() {
        valid.replacement.replacing("1.2.250.1.999.1.1.7.41", with: "1.2.250.1.999.1.1.7.42").expectOnly(.relatedSelf, at: "parentDocument/id")
    }

    @Test func `the replaced document is of the same set`() {
        valid.replacement.replacing(
            "<id root=\"1.2.250.1.999.1.1.7.41\"/>", with: "<id root=\"1.2.250.1.999.1.1.7.41\"/><setId root=\"1.2.250.1.999.1.1.7.39\"/>"
        )
        .expectOnly(.relatedSet, .warning, at: "parentDocument/setId")
    }

    @Test func `one related document, of a national type, with its id`() {
        let statement = "<relatedDocument typeCode=\"RPLC\"><parentDocument><id root=\"1.2.250.1.999.1.1.7.41\"/></parentDocument></relatedDocument>"
        valid.replacement.replacing(statement, with: statement + statement).expectOnly(.relatedMany, .warning, at: "relatedDocument[2]")
        valid.replacement.replacing("typeCode=\"RPLC\"", with: "typeCode=\"APND\"").replacing(
            "<versionNumber value=\"2\"/>", with: "<versionNumber value=\"1\"/>"
        )
        .expectOnly(.relatedType, .warning, at: "relatedDocument/@typeCode", found: "APND")
        valid.replacement.replacing("<id root=\"1.2.250.1.999.1.1.7.41\"/>", with: "<id nullFlavor=\"UNK\"/>").expectOnly(
            .relatedParentMissing, at: "parentDocument/id")
    }

    @Test func `copyTime is obsolete`() {
        valid.replacing("<recordTarget>", with: "  <copyTime value=\"20260301101500+0100\"/>\n  <recordTarget>")
            .expectOnly(.copyTime, .warning, at: "copyTime", isMendable: true)
    }

    @Test func `the producer sets no schema location`() {
        valid.replacing("<ClinicalDocument ", with: "<ClinicalDocument xsi:schemaLocation=\"urn:hl7-org:v3 CDA.xsd\" ")
            .expectOnly(.schemaLocation, .warning, at: "@xsi:schemaLocation", isMendable: true)
    }
}
