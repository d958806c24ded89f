// Assertions that a gateway writes in indirect mode: its own judge holds them against what they are for.

import AuthorTrust
import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import SignedXML
import Testing

struct IndirectAssertionTests {
    private let software = SendingSoftware(name: "Passerelle & Cie", version: "1", instance: "<1>", homologation: "TEST")
    private let claims = IndirectClaims(
        person: "899900063480", name: "LIBRE \"Max\"", profession: CodedValue(code: "10", system: "1.2.250.1.71.1.2.7"),
        expertise: CodedValue(code: "SM26", system: "1.2.250.1.71.4.2.5"), structure: hospital.identifier,
        sector: CodedValue(code: "SA01", system: "1.2.250.1.71.4.2.4"), patient: AssertionCases.patient, authenticated: now - 3_600)

    private func key(use: CardUse = .signature, keys: KeyKind = .ecP256, now moment: Date = now, fault: CredentialFault? = nil) throws -> SigningKey {
        let issued = try authority.certificate(for: hospital, use: use, now: moment, fault: fault, keys: keys)
        return try SigningKey(pem: try issued.keyPEM(), certificate: issued.certificate.der, chain: issued.chain.dropFirst().map(\.der))
    }

    private func writer(_ key: SigningKey, version: String = "4.0") throws -> IndirectAssertions {
        var writer = IndirectAssertions(version: version, software: software)
        try writer.add(key, now: now)
        return writer
    }

    private func envelope(_ header: [UInt8]) -> [UInt8] {
        Array(#"<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Header>"#.utf8) + header
            + Array("</soap:Header><soap:Body><a/></soap:Body></soap:Envelope>".utf8)
    }

    private func verdict(_ header: [UInt8], target: AssertionTarget? = nil, at moment: Date = now) -> AssertionVerdict {
        AssertionCheck(trust: AssertionCases.trust, uses: nil).verdict(
            on: envelope(header), sender: AssertionCases.server, target: target ?? AssertionTarget(AssertionCases.deposited), now: moment)
    }

    @Test(arguments: [KeyKind.ecP256, .rsa2048], ["3.0", "4.0"])
    func `what is written holds before the judge, in either version, by either kind of key`(kind: KeyKind, version: String) async throws {
        let header = try #require(try await writer(key(keys: kind), version: version).header(for: claims, now: now))
        let verdict = verdict(header)
        #expect(verdict.refusals == [])
        #expect(verdict.claims?.mode == .indirect && verdict.claims?.version == version)
        #expect(verdict.claims?.software == software && verdict.claims?.subjectName == "LIBRE \"Max\"")
        #expect(verdict.assertion?.authentications.first?.instant == now - 3_600)
    }

    @Test func `each header is a new assertion, good for its time and no longer`() async throws {
        let writer = try writer(key())
        let first = try #require(try await writer.header(for: claims, now: now))
        let second = try #require(try await writer.header(for: claims, now: now))
        #expect(verdict(first).assertion?.id != verdict(second).assertion?.id)
        #expect(verdict(first, at: now + 359).isTrusted)
        #expect(verdict(first, at: now + 361).refusals == ["assertion.expired"])
    }

    @Test func `metadata of a registry are held against it as a document is`() async throws {
        let header = try #require(try await writer(key()).header(for: claims, now: now))
        typealias Named = AssertionTarget.Named
        let set = AssertionTarget(
            patients: [AssertionCases.patient], persons: [Named("899900063480", field: "SubmissionSet.authorPerson")],
            structures: [Named(hospital.identifier, field: "SubmissionSet.authorInstitution")])
        #expect(verdict(header, target: set).isTrusted)
        var other = set
        other.patients = [ClaimedPatient(identifier: "277076322082910", root: AssertionCases.patient.root)]
        #expect(verdict(header, target: other).refusals == ["assertion.other-patient"])
        other = set
        other.persons = [Named("899700735741", field: "SubmissionSet.authorPerson")]
        #expect(verdict(header, target: other).refusals == ["assertion.other-author"])
        other = set
        other.structures = [Named("1060780590", field: "SubmissionSet.authorInstitution")]
        #expect(verdict(header, target: other).failures.map(\.expected) == ["1060780590 (SubmissionSet.authorInstitution)"])
        #expect(verdict(header, target: AssertionTarget(patients: [])).isTrusted)
    }

    @Test func `a document without a patient is none that an assertion may be about`() async throws {
        let header = try #require(try await writer(key()).header(for: claims, now: now))
        let nobody = document(#"<id root="1.2.3.4"/>"# + author(professional("899900063480"), structure: "1750803447"))
        #expect(verdict(header, target: AssertionTarget(nobody)).refusals.contains("assertion.other-patient"))
    }

    @Test func `without a key for the structure nothing is written`() async throws {
        var other = claims
        other.structure = "1060780590"
        #expect(try await writer(key()).header(for: other, now: now) == nil)
        #expect(try await IndirectAssertions(software: software).header(for: claims, now: now) == nil)
    }

    @Test func `what XML has no place for is no assertion`() async throws {
        var other = claims
        other.name = "a\u{1}b"
        await #expect(throws: VIHFWritingFailure.unwritable) { try await writer(key()).header(for: other, now: now) }
    }

    @Test func `a key signs only with an organisation's certificate for signatures, in its time, once for a structure`() throws {
        let card = try authority.card(for: physician, use: .signature, now: now)
        let personal = try SigningKey(pem: try card.keyPEM(), certificate: card.certificate.der)
        #expect(throws: IndirectSignerFailure.notAnOrganisation) { try writer(personal) }
        #expect(throws: IndirectSignerFailure.forConnections) { try writer(key(use: .authentication)) }
        #expect(throws: IndirectSignerFailure.outOfValidity) { try writer(key(fault: .expired)) }
        #expect(throws: IndirectSignerFailure.outOfValidity) { try writer(key(fault: .notYetValid)) }
        var twice = try writer(key())
        #expect(throws: IndirectSignerFailure.repeated) { try twice.add(key(), now: now) }
        #expect(twice.structures == [hospital.identifier])
    }

    @Test func `claims are kept and read again, and show nobody`() throws {
        let data = try JSONEncoder().encode(claims)
        #expect(try JSONDecoder().decode(IndirectClaims.self, from: data) == claims)
        var dumped = "\(claims)"
        dump(claims, to: &dumped)
        #expect(!dumped.contains("899900063480") && !dumped.contains(AssertionCases.patient.identifier) && !dumped.contains("LIBRE"))
    }
}
