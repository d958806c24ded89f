// Whoever holds the certificate must be an author of the document, or the structure that one writes for.

import AuthorTrust
import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import Testing

@Suite struct AuthorMatchTests {
    private func verdict(_ holder: CardHolder, _ document: CDADocument) throws -> AuthorVerdict {
        check.verdict(on: try authority.card(for: holder, now: now).credential, for: document, now: now)
    }

    private func verdict(of structure: String, _ document: CDADocument) throws -> AuthorVerdict {
        var organization = hospital
        organization.identifier = structure
        return check.verdict(on: try authority.certificate(for: organization, now: now).credential, for: document, now: now)
    }

    @Test func `the author's card is trusted, and every check is told`() throws {
        let verdict = try verdict(physician, ordinary)
        #expect(verdict.isTrusted)
        #expect(verdict.identity == "899900063480")
        #expect(
            verdict.checks.map(\.code) == [
                "certificate.presented", "certificate.authority", "certificate.validity", "certificate.purpose", "certificate.revocation-off",
                "certificate.product",
                "certificate.identity", "author.match",
            ])
        #expect(verdict.checks.last?.field == "author/assignedAuthor/id/@extension")
        #expect(verdict.checks.allSatisfy { $0.outcome == .passed || $0.code == "certificate.revocation-off" })
    }

    @Test(arguments: ["0012800736", "899900038839"])
    func `a person matches by ADELI as by RPPS`(identifier: String) throws {
        var holder = physician
        holder.identifier = identifier
        #expect(try verdict(holder, document(author(professional(identifier)))).isTrusted)
        #expect(try verdict(holder, ordinary).refusals == ["author.other-person"])
    }

    @Test func `another person's card is refused, naming both identifiers and the field`() throws {
        var other = physician
        other.identifier = "899900038839"
        let verdict = try verdict(other, ordinary)
        let failure = try #require(verdict.failures.first)
        #expect(verdict.refusals == ["author.other-person"])
        #expect(failure.field == "subject.CN")
        #expect(failure.expected == "899900063480 (author/assignedAuthor/id/@extension)")
        #expect(failure.received == "899900038839")
        #expect(failure.hint.fr.contains("auteur") && failure.hint.en.contains("author"))
        #expect(verdict.identity == "899900038839", "who sent is known, even though the document is not theirs")
    }

    @Test func `one of several authors is enough`() throws {
        let several = document(author(professional("801234567897")), author(professional("899900063480")), author(professional("801101203565")))
        let verdict = try verdict(physician, several)
        #expect(verdict.isTrusted)
        #expect(verdict.checks.last?.field == "author[2]/assignedAuthor/id/@extension")
    }

    @Test func `the same number under another root is not the author`() throws {
        let elsewhere = document(author(#"<id root="1.2.250.1.215.300.5" extension="899900063480"/>"#))
        #expect(try verdict(physician, elsewhere).refusals == ["author.identifier-missing"])
    }

    @Test func `a professional who only authenticates or enters is not the author`() throws {
        let signed = document(
            author(professional("801234567897")), part("dataEnterer", professional("899900063480")), part("legalAuthenticator", professional("899900063480")))
        #expect(try verdict(physician, signed).refusals == ["author.other-person"])
    }

    @Test func `an organisation matches the author's structure`() throws {
        let verdict = try verdict(of: "1750803447", ordinary)
        #expect(verdict.isTrusted)
        #expect(verdict.identity == "1750803447")
        #expect(verdict.checks.last?.field == "author/assignedAuthor/representedOrganization/id/@extension")
    }

    @Test(arguments: ["2356000000", "318003502400041", "499900063480001", "00B105729400"])
    func `an organisation matches by SIREN, SIRET or practice as by FINESS`(identifier: String) throws {
        #expect(try verdict(of: identifier, document(author(professional("899900063480"), structure: identifier))).isTrusted)
        #expect(try verdict(of: identifier, ordinary).refusals == ["author.other-structure"])
    }

    @Test func `an organisation matches the custodian`() throws {
        #expect(try verdict(of: "1690781810", ordinary).isTrusted)
        #expect(try verdict(of: "1690781810", document(author(professional("801234567897")))).isTrusted)
    }

    @Test func `another structure's certificate is refused, naming what the document names`() throws {
        let verdict = try verdict(of: "1120456789", ordinary)
        let failure = try #require(verdict.failures.first)
        #expect(failure.code == "author.other-structure")
        #expect(failure.field == "subject.OU")
        #expect(failure.received == "1120456789")
        #expect(failure.expected?.contains("1750803447 (author/assignedAuthor/representedOrganization/id/@extension)") == true)
        #expect(failure.expected?.contains("1690781810 (custodian/") == true)
    }

    @Test func `a system's document is sent by the system's structure, and by nobody's card`() throws {
        let device = document(author(professional("578435954900010/1.2.250.1.176.1"), device: true), custodian: "378435954900010")
        #expect(try verdict(of: "378435954900010", device).isTrusted)
        #expect(try verdict(physician, device).refusals == ["author.other-person"])
        let nameless = document(author("", device: true))
        #expect(try verdict(physician, nameless).refusals == ["author.system"])
    }

    @Test(arguments: [
        ("3750803447/9", "1750803447"), ("4356000000/9", "2356000000"), ("518003502400041/9", "318003502400041"), ("1B105729400/9", "0B105729400"),
    ])
    func `the structure within an author's identifier counts`(author identifier: String, structure: String) throws {
        #expect(try verdict(of: structure, document(author(professional(identifier)))).isTrusted)
    }

    @Test func `an employee's card stands for the person or for the employer`() throws {
        #expect(try verdict(secretary, document(author(professional("3750803447/1453")))).isTrusted)
        #expect(try verdict(secretary, ordinary).isTrusted)
        let elsewhere = document(author(professional("899900063480"), structure: "1120456789"))
        #expect(try verdict(secretary, elsewhere).refusals == ["author.other-person"])
        var practitioner = secretary
        practitioner.product = .practitioner
        #expect(try verdict(practitioner, ordinary).refusals == ["author.other-person"], "a practitioner's card stands for the person alone")
    }

    @Test func `a patient's document is sent by who entered it, who answers for it, or the custodian`() throws {
        let entered = document(patientAuthor, part("dataEnterer", professional("899900063480")))
        #expect(try verdict(physician, entered).isTrusted)
        #expect(try verdict(physician, document(patientAuthor, part("legalAuthenticator", professional("899900063480")))).isTrusted)
        #expect(try verdict(of: "1690781810", document(patientAuthor)).isTrusted)
        #expect(try verdict(of: "1120456789", document(patientAuthor)).refusals == ["author.other-structure"])
        #expect(try verdict(physician, document(patientAuthor)).refusals == ["author.identifier-missing"])
    }

    @Test func `a patient's number never stands in a verdict`() throws {
        let mistaken = document(patientAuthor, author(professional("279035121518989")))
        var other = physician
        other.identifier = "899900038839"
        for verdict in [try verdict(other, mistaken), try verdict(of: "1120456789", mistaken)] {
            #expect(!verdict.isTrusted)
            #expect(!String(describing: verdict.checks).contains("279035121518989"))
        }
    }

    @Test func `a document without author or without identifiers is refused by name`() throws {
        #expect(try verdict(physician, document()).refusals == ["author.missing"])
        #expect(try verdict(physician, document(author(""))).refusals == ["author.identifier-missing"])
        let nobody = try CDADocument.read(Array(#"<ClinicalDocument xmlns="urn:hl7-org:v3"><author/></ClinicalDocument>"#.utf8)).get()
        #expect(try verdict(of: "1750803447", nobody).refusals == ["author.identifier-missing"])
    }

    @Test func `fields are counted from the document, whatever carries it`() throws {
        let inner = #"<ClinicalDocument xmlns="urn:hl7-org:v3">"# + author(professional("899900063480")) + "</ClinicalDocument>"
        let outer =
            #"<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><d:Contenu xmlns:d="urn:asip-sante:ci-sis">"#
            + inner + "</d:Contenu></xsl:stylesheet>"
        let verdict = try verdict(physician, try CDADocument.read(Array(outer.utf8)).get())
        #expect(verdict.checks.last?.field == "author/assignedAuthor/id/@extension")
    }
}
