// Faults of structure: what is said of them, and which edits are offered.

import ClinicalTypes
import Testing

@testable import Validation

@Suite struct StructureTests {
    let valid = SmallDocument()

    @Test func `an element in the wrong letter case is renamed`() {
        valid.replacing("<title>Compte rendu de biologie</title>", with: "<Title>Compte rendu de biologie</Title>")
            .expectFirst("structure.element-unexpected", at: "Title", mendedBy: "<title>Compte rendu de biologie</title>")
    }

    @Test func `a slip in the name of an element is mended`() {
        valid.replacing("<confidentialityCode ", with: "<confidentalityCode ").expectFirst(
            "structure.element-unexpected", at: "confidentalityCode",
            mendedBy: "<confidentialityCode code=\"N\" codeSystem=\"2.16.840.1.113883.5.25\" displayName=\"Normal\"/>")
    }

    @Test(arguments: ["realmCode", "title", "languageCode", "setId", "versionNumber"])
    func `a misspelt element is not missing as well`(name: String) {
        #expect(valid.replacing("<\(name)", with: "<\(name.uppercased())").closing(name).codes() == ["structure.element-unexpected"])
    }

    @Test func `a misplaced element is not renamed`() {
        let finding = valid.without("<title>Compte rendu de biologie</title>")
            .replacing("<setId", with: "<title>Compte rendu de biologie</title>\n  <setId").findings().first { $0.stage == .structure }
        #expect(finding?.code == "structure.element-unexpected")
        #expect(finding?.found == "title")
        #expect(finding?.edit == nil)
        #expect(finding?.allowed?.first.contains("setId") == true)
    }

    @Test func `an element in another namespace is said to be`() {
        let finding = valid.replacing("<setId root", with: "<x:setId xmlns:x=\"urn:x\" root").findings().first { $0.stage == .structure }
        #expect(finding?.message.en.hasPrefix("right name, wrong namespace") == true)
    }

    @Test func `what is missing is named, once`() {
        let findings = valid.without(from: "<recordTarget>", to: "</recordTarget>").findings()
        #expect(findings.map(\.code) == ["structure.element-unexpected"])
        #expect(findings.first?.allowed?.first == ["copyTime", "recordTarget"])
        #expect(valid.without("<id root=\"1.2.250.1.999.1.1.7.42\"/>").codes() == ["structure.element-unexpected"])
        #expect(valid.without(from: "<component>", to: "</component>").codes().count == 1)
        #expect(valid.without(from: "<custodian>", to: "</custodian>").codes() == ["structure.element-unexpected"])
        #expect(valid.without(from: "<author>", to: "</author>").codes() == ["structure.element-unexpected"])
        #expect(valid.without("<effectiveTime value=\"20260301101500+0100\"/>").codes() == ["structure.element-unexpected"])
    }

    @Test func `a slip in the name of an attribute is mended`() {
        valid.replacing("codeSystemName=\"LOINC\"", with: "codesystemName=\"LOINC\"")
            .expectFirst("structure.attribute-unexpected", at: "@codesystemName", mendedBy: "codeSystemName")
    }

    @Test func `a listed value in the wrong letter case is mended`() {
        valid.replacing("representation=\"B64\"", with: "representation=\"b64\"").expectFirst(
            "structure.value-not-allowed", at: "@representation", mendedBy: "B64")
        let finding = valid.replacing("<addr>", with: "<addr nullFlavor=\"NASKED\">").findings().first { $0.stage == .structure }
        #expect(finding?.code == "structure.value-not-allowed")
        #expect(finding?.allowed?.closest.first == "NASK")
    }

    @Test(arguments: [
        "2026-03-01T10:15:00+01:00": "20260301101500+0100", "2026-03-01 10:15:00+0100": "20260301101500+0100", "2026-03-01T09:15:00Z": "20260301091500+0000",
    ])
    func `a date in another notation is rewritten`(written: String, mended: String) {
        valid.replacing("20260301101500+0100", with: written).expectFirst("structure.value-malformed", at: "effectiveTime/@value", mendedBy: mended)
    }

    @Test func `a date of birth in the French notation is rewritten`() {
        valid.replacing("19790312", with: "12/03/1979").expectFirst("structure.value-malformed", at: "birthTime/@value", mendedBy: "19790312")
    }

    @Test func `text between elements is found`() {
        let finding = valid.replacing("<realmCode", with: "bonjour <realmCode").findings().first
        #expect(finding?.code == "structure.text-unexpected")
        #expect(finding?.found == "bonjour")
        #expect(finding?.place?.line == 3)
    }

    @Test func `the number of findings is bounded`() {
        let many = valid.replacing("<addr>", with: String(repeating: "<addr nullFlavor=\"X\"/>", count: 50) + "<addr>")
        #expect(many.findings { $0.structureLimit = 10 }.count { $0.stage == .structure } <= 10)
    }
}

extension SmallDocument {
    /// The document with an end tag in upper case, where the element has one.
    fileprivate func closing(_ name: String) -> SmallDocument {
        text.contains("</\(name)>") ? replacing("</\(name)>", with: "</\(name.uppercased())>") : self
    }

    /// Expects the first finding of the structure check, and its edit, after which nothing is found any more.
    fileprivate func expectFirst(_ code: String, at path: String, mendedBy replacement: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let finding = findings().first { $0.stage == .structure }
        #expect(finding?.code == code, sourceLocation: sourceLocation)
        #expect(finding?.place?.xpath?.hasSuffix(path) == true, "\(finding?.place?.xpath ?? "nowhere")", sourceLocation: sourceLocation)
        #expect(finding?.edit?.replacement == replacement, sourceLocation: sourceLocation)
        if let edit = finding?.edit { #expect(applying(edit).codes() == [], sourceLocation: sourceLocation) }
    }
}
