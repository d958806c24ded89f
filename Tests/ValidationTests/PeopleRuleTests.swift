// The rules of the people: authors, legal authenticator, custodian and the others.

import ClinicalTypes
import Foundation
import Testing

@testable import Validation

@Suite struct PeopleRuleTests {
    let valid = SmallDocument()
    /// The document with the first place of a text behind an element's start tag replaced.
    private func part(_ element: String, _ old: String, _ new: String) -> SmallDocument {
        let start = valid.text.range(of: "<\(element)")!.lowerBound
        var copy = valid
        copy.text.replaceSubrange(valid.text.range(of: old, range: start..<valid.text.endIndex)!, with: new)
        return copy
    }

    private func author(_ old: String, _ new: String) -> SmallDocument { part("author>", old, new) }

    private func authenticator(_ old: String, _ new: String) -> SmallDocument { part("legalAuthenticator>", old, new) }

    @Test func `an author is somebody`() {
        valid.without("<assignedPerson><name><family>LANDE</family><given>Yann</given></name></assignedPerson>").expectOnly(.authorNobody, at: "assignedAuthor")
    }

    @Test func `an author has a family name`() {
        author("<family>LANDE</family>", "").expectOnly(.professionalName, at: "author/assignedAuthor/assignedPerson/name")
    }

    @Test func `an author's time is there and not in the future`() {
        author("<time value=\"20260301101000+0100\"/>", "<time/>").expectOnly(.participationTimeMissing, at: "author/time")
        author("20260301101000+0100", "20260302101000+0100").expectOnly(.participationTimeFuture, .warning, at: "author/time/@value")
    }

    @Test func `an author has a national identifier`() {
        author("<id root=\"1.2.250.1.71.4.2.1\" extension=\"899900063480\"/>", "<id root=\"1.2.250.1.71.4.2.1\"/>").expectOnly(
            .professionalIDMissing, at: "assignedAuthor/id")
        author("1.2.250.1.71.4.2.1", "1.2.250.1.71.4.2.9").expectOnly(.professionalIDRoot, at: "assignedAuthor/id/@root", isMendable: true)
        author("1.2.250.1.71.4.2.1", "2.16.840.1.4").expectOnly(.professionalIDRoot, at: "assignedAuthor/id/@root", found: "2.16.840.1.4")
    }

    @Test(arguments: ["89990006348", "8A9900063480", "7899900063480"])
    func `a national identifier has a prefix and a number`(number: String) {
        author("899900063480", number).expectOnly(.professionalIDForm, at: "assignedAuthor/id/@extension", found: number)
    }

    @Test func `a structure's professional has a number after a slash`() {
        author("899900063480", "3750712184").expectOnly(.professionalIDForm, .warning, at: "assignedAuthor/id/@extension")
        #expect(author("899900063480", "3750712184/4711").codes() == [])
    }

    @Test func `a wrong key is said once, and refuses in strict mode`() {
        let document = valid.replacing("899900063480", with: "899900063481", every: true)
        document.expectOnly(.professionalIDKey, .warning, at: "author/assignedAuthor/id/@extension", found: "899900063481")
        let real = document.replacing("1.2.250.1.213.1.4.10", with: "1.2.250.1.213.1.4.8")
        real.expectOnly(.professionalIDKey, .error, at: "author/assignedAuthor/id/@extension", options: { $0.strict = true })
    }

    @Test func `a patient may be the author`() {
        let document = author(
            "<id root=\"1.2.250.1.71.4.2.1\" extension=\"899900063480\"/>", "<id root=\"1.2.250.1.213.1.4.10\" extension=\"279035121518989\"/>"
        )
        .without("<code code=\"G15_10/SM26\" codeSystem=\"1.2.250.1.213.1.1.4.5\"/>")
        .without(from: "<representedOrganization>", to: "</representedOrganization>")
        #expect(document.codes() == [])
    }

    @Test func `an author's profession is published`() {
        valid.without("<code code=\"G15_10/SM26\" codeSystem=\"1.2.250.1.213.1.1.4.5\"/>").expectOnly(.authorCodeMissing, .warning, at: "assignedAuthor")
        valid.replacing("G15_10/SM26", with: "G15_10/SM260").expectOnly(.authorCodeUnknown, .warning, at: "assignedAuthor/code/@code", found: "G15_10/SM260")
        valid.replacing("1.2.250.1.213.1.1.4.5", with: "1.2.250.1.213.1.1.4.6")
            .expectOnly(.authorCodeUnknown, .warning, at: "assignedAuthor/code/@codeSystem", isMendable: true)
    }

    @Test func `a professional writes for a structure with a national identifier and a name`() {
        valid.without(from: "<representedOrganization>", to: "</representedOrganization>").expectOnly(.authorOrganization, .warning, at: "assignedAuthor")
        author("<id root=\"1.2.250.1.71.4.2.2\" extension=\"1750712184\"/>", "").expectOnly(.structureIDMissing, at: "representedOrganization")
        author("1.2.250.1.71.4.2.2", "1.2.250.1.71.4.2.3").expectOnly(.structureIDRoot, at: "representedOrganization/id/@root", isMendable: true)
        author("1750712184", "175071218").expectOnly(.structureIDForm, at: "representedOrganization/id/@extension")
        author("1750712184", "1750712185").expectOnly(.structureIDKey, .warning, at: "representedOrganization/id/@extension")
        valid.without("<name>Laboratoire du Menhir</name>").expectOnly(.structureName, .warning, at: "representedOrganization")
    }

    @Test func `somebody answers for the document`() {
        valid.without(from: "<legalAuthenticator>", to: "</legalAuthenticator>").expectOnly(.legalAuthenticatorMissing, at: "ClinicalDocument")
    }

    @Test func `who answers for the document signs with S`() {
        let findings = valid.replacing("<signatureCode code=\"S\"/>", with: "<signatureCode code=\"X\"/>").findings()
        #expect(findings.count == 1)
        #expect(findings.first?.place?.xpath?.hasSuffix("signatureCode/@code") == true)
        #expect(findings.first?.severity == .error)
    }

    @Test func `who answers for the document has a time and an identifier`() {
        authenticator("<time value=\"20260301101200+0100\"/>", "<time nullFlavor=\"UNK\"/>").expectNothing()
        authenticator("20260301101200+0100", "20270301101200+0100").expectOnly(.participationTimeFuture, .warning, at: "legalAuthenticator/time/@value")
        authenticator("1.2.250.1.71.4.2.1", "1.2.250.1.71").expectOnly(
            .professionalIDRoot, .warning, at: "legalAuthenticator/assignedEntity/id/@root", isMendable: true)
        authenticator("899900063480", "89990006348").expectOnly(.professionalIDForm, at: "legalAuthenticator/assignedEntity/id/@extension")
    }

    @Test func `the custodian is a structure`() {
        let id = "<id root=\"1.2.250.1.71.4.2.2\" extension=\"1750712184\"/>"
        part("representedCustodianOrganization", id, id.replacingOccurrences(of: "1750712184", with: "750712184"))
            .expectOnly(.structureIDForm, .warning, at: "representedCustodianOrganization/id/@extension")
        part("representedCustodianOrganization", id, "<id root=\"1.2.250.1.213.4.1\"/>").expectNothing()
        part("representedCustodianOrganization", id, "<id root=\"1.9.9\" extension=\"1\"/>")
            .expectOnly(.structureIDRoot, at: "representedCustodianOrganization/id/@root")
    }

    @Test func `the performer's identifier only warns`() {
        part("performer", "899900063480", "89990006348").expectOnly(.professionalIDForm, .warning, at: "performer/assignedEntity/id/@extension")
    }
}

extension SmallDocument {
    /// Expects that nothing is found.
    func expectNothing(sourceLocation: SourceLocation = #_sourceLocation) { #expect(codes() == [], sourceLocation: sourceLocation) }
}
