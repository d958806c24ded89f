// The rules of the acts, of the encounter and of the enclosed file.

import ClinicalTypes
import Foundation
import Testing

@testable import Validation

@Suite struct ActRuleTests {
    let valid = SmallDocument()

    @Test func `a document is about an act`() {
        valid.without(from: "<documentationOf>", to: "</documentationOf>").expectOnly(.serviceEventMissing, at: "ClinicalDocument")
    }

    @Test func `the main act has a beginning`() {
        valid.replacing("<effectiveTime><low value=\"20260301083000+0100\"/><high value=\"20260301084500+0100\"/></effectiveTime>", with: "")
            .expectOnly(.serviceEventStart, at: "serviceEvent")
        valid.replacing("<low value=\"20260301083000+0100\"/>", with: "").expectOnly(.serviceEventStart, at: "serviceEvent/effectiveTime")
    }

    @Test func `an act begins before it ends`() {
        valid.replacing("<high value=\"20260301084500+0100\"/>", with: "<high value=\"20260301082900+0100\"/>").expectOnly(
            .serviceEventReversed, at: "high/@value")
        // The same day, less precisely, is no contradiction.
        valid.replacing("<high value=\"20260301084500+0100\"/>", with: "<high value=\"20260301\"/>").expectNothing()
    }

    @Test func `the main act has a performer`() {
        valid.without(from: "<performer", to: "</performer>").expectOnly(.serviceEventPerformer, at: "serviceEvent")
    }

    @Test func `the setting of practice is published`() {
        valid.without(from: "<standardIndustryClassCode", to: "/>").expectOnly(.serviceEventSetting, at: "representedOrganization")
        valid.replacing("AMBULATOIRE", with: "Ambulatoire").expectOnly(
            .serviceEventSettingUnknown, .warning, at: "standardIndustryClassCode/@code", isMendable: true)
        valid.replacing("1.2.250.1.213.1.1.4.9", with: "1.2.250.1.213.1.1.4.6")
            .expectOnly(.serviceEventSettingUnknown, .warning, at: "standardIndustryClassCode/@codeSystem", isMendable: true)
    }

    @Test func `the encounter is there, and ends after it begins`() {
        valid.without(from: "<componentOf>", to: "</componentOf>").expectOnly(.encounterMissing, at: "ClinicalDocument")
        valid.replacing("<low value=\"20260301082000+0100\"/>", with: "<low value=\"20260301082000+0100\"/><high value=\"20260228\"/>")
            .expectOnly(.encounterReversed, at: "encompassingEncounter/effectiveTime/high/@value")
    }

    @Test func `the sector of activity is published`() {
        valid.without("<code code=\"SA25\" codeSystem=\"1.2.250.1.71.4.2.4\"/>").expectOnly(.encounterFacility, at: "healthCareFacility")
        valid.replacing("SA25", with: "sa25").expectOnly(.encounterFacilityUnknown, .warning, at: "healthCareFacility/code/@code", isMendable: true)
        valid.replacing("1.2.250.1.71.4.2.4", with: "1.2.250.1.71.4.2.5")
            .expectOnly(.encounterFacilityUnknown, .warning, at: "healthCareFacility/code/@codeSystem", isMendable: true)
    }
}

@Suite struct BodyRuleTests {
    let valid = SmallDocument()

    private func enclosing(_ bytes: [UInt8], as mediaType: String = "application/pdf") -> SmallDocument {
        valid.replacing(SmallDocument.file, with: Data(bytes).base64EncodedString()).replacing(
            "mediaType=\"application/pdf\"", with: "mediaType=\"\(mediaType)\"")
    }

    @Test func `the enclosed file is of an allowed kind`() {
        valid.replacing("application/pdf", with: "application/dpf").expectOnly(
            .bodyMediaType, at: "text/@mediaType", found: "application/dpf", isMendable: true)
        valid.replacing(" mediaType=\"application/pdf\"", with: "").expectOnly(.bodyMediaType, at: "nonXMLBody/text", isMendable: true)
    }

    @Test func `the enclosed file is base64`() {
        valid.replacing(" representation=\"B64\"", with: "").expectOnly(.bodyRepresentation, at: "nonXMLBody/text", isMendable: true)
        valid.replacing("representation=\"B64\"", with: "representation=\"TXT\"").expectOnly(
            .bodyRepresentation, at: "text/@representation", found: "TXT", isMendable: true)
        valid.replacing(SmallDocument.file, with: String(SmallDocument.file.dropLast(1))).expectOnly(.bodyBase64, at: "nonXMLBody/text")
        valid.replacing(SmallDocument.file, with: "JVBE*i0x").expectOnly(.bodyBase64, at: "nonXMLBody/text")
        valid.replacing(SmallDocument.file, with: "").expectOnly(.bodyEmpty, at: "nonXMLBody/text")
    }

    @Test func `base64 may be broken into lines`() {
        valid.replacing(SmallDocument.file, with: "\n  " + SmallDocument.file.prefix(8) + "\r\n\t" + SmallDocument.file.dropFirst(8) + "\n").expectNothing()
    }

    @Test(arguments: [
        ("application/pdf", Array("%PDF-1.7".utf8)), ("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0]), ("image/tiff", [0x49, 0x49, 0x2A, 0x00]),
        ("text/rtf", Array("{\\rtf1".utf8)), ("text/plain", Array("bonjour".utf8)),
    ])
    func `a file that is what it says is accepted`(mediaType: String, bytes: [UInt8]) { enclosing(bytes, as: mediaType).expectNothing() }

    @Test func `a file that is not what it says is found, and named`() {
        enclosing([0xFF, 0xD8, 0xFF, 0xE0]).expectOnly(.bodyMismatch, at: "text/@mediaType", found: "application/pdf", isMendable: true)
        enclosing(Array("bonjour".utf8)).expectOnly(.bodyMismatch, at: "text/@mediaType")
        enclosing(Array("%PDF-1.4".utf8), as: "text/plain").expectOnly(.bodyMismatch, at: "text/@mediaType", isMendable: true)
        enclosing([0x50, 0x4B, 0x03, 0x04], as: "image/tiff").expectOnly(.bodyMismatch, at: "text/@mediaType")
    }

    @Test func `a file beyond the limit is not decoded`() {
        enclosing(Array("%PDF-".utf8) + [UInt8](repeating: 7, count: 4096)).expectOnly(
            .bodyTooLarge, at: "nonXMLBody/text", options: { $0.enclosedFileLimit = 1024 })
    }
}

@Suite struct EveryElementRuleTests {
    let valid = SmallDocument()

    @Test func `a null flavor of the header is one of five`() {
        valid.replacing("<addr><postalCode>35000</postalCode><city>RENNES</city></addr>", with: "<addr nullFlavor=\"NI\"/>")
            .expectOnly(.nullFlavorValue, .warning, at: "addr/@nullFlavor", found: "NI")
        valid.replacing("<addr><postalCode>35000</postalCode><city>RENNES</city></addr>", with: "<addr nullFlavor=\"NASK\"/>").expectNothing()
    }

    @Test(arguments: [
        "<id root=\"1.2.250.1.999.1.1.7.42\"/>": "id", "<languageCode code=\"fr-FR\"/>": "languageCode", "<setId root=\"1.2.250.1.999.1.1.7.40\"/>": "setId",
        "<versionNumber value=\"1\"/>": "versionNumber", "<effectiveTime value=\"20260301101500+0100\"/>": "effectiveTime",
        "<confidentialityCode code=\"N\" codeSystem=\"2.16.840.1.113883.5.25\" displayName=\"Normal\"/>": "confidentialityCode",
        "<code code=\"11502-2\" codeSystem=\"2.16.840.1.113883.6.1\" codeSystemName=\"LOINC\"/>": "code",
        "<title>Compte rendu de biologie</title>": "title",
    ])
    func `the identity of a document is never unknown`(element: String, name: String) {
        valid.replacing(element, with: "<\(name) nullFlavor=\"UNK\"/>").expectOnly(
            .nullFlavorForbidden, at: "ClinicalDocument/\(name)/@nullFlavor", found: "UNK")
    }

    @Test func `a timestamp is a moment of the calendar`() {
        valid.replacing("20260301083000+0100", with: "20261301083000+0100").expectOnly(.timestampMalformed, at: "low/@value", found: "20261301083000+0100")
        valid.replacing("<birthTime value=\"19790312\"/>", with: "<birthTime value=\"19790332\"/>").expectOnly(.timestampMalformed, at: "birthTime/@value")
        valid.replacing("20260301101200+0100", with: "20260301101200+100").expectOnly(.timestampZone, .warning, at: "time/@value", isMendable: true)
    }

    @Test func `a telecom says what it is and holds no space`() {
        valid.replacing("tel:0200000001", with: "0200000001").expectOnly(.telecomPrefix, .warning, at: "telecom/@value", found: "0200000001", isMendable: true)
        valid.replacing("tel:0200000001", with: "maelle@exemple.fr").expectOnly(.telecomPrefix, .warning, at: "telecom/@value", isMendable: true)
        valid.replacing("tel:0200000001", with: "tel:02 00 00 00 01").expectOnly(.telecomSpace, .warning, at: "telecom/@value", isMendable: true)
    }

    @Test func `a code system is called by its name`() {
        valid.replacing("codeSystemName=\"LOINC\"", with: "codeSystemName=\"TRE_A05\"").expectOnly(
            .codeSystemName, .warning, at: "code/@codeSystemName", isMendable: true)
        valid.replacing("codeSystemName=\"LOINC\"", with: "codeSystemName=\"un nom inconnu\"").expectNothing()
        valid.replacing("codeSystemName=\"LOINC\"", with: "codeSystemName=\"loinc\"").expectNothing()
    }
}
