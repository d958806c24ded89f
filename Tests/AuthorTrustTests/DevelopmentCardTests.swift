// The cards of the development authority: both generations, both certificates, each product and each fault.

import AuthorTrust
import ClinicalTypes
import CredentialChecks
import Foundation
import Testing

@Suite struct DevelopmentCardTests {
    private let trust = CertificateTrust(anchors: try! authority.anchors(), requirements: CertificateRequirements(acceptsTestProducts: true))

    private func refusals(_ issued: IssuedCertificate, _ purpose: CertificatePurpose = .tlsClient) -> [String] {
        trust.judgement(on: issued.chainDER, for: purpose, at: now).checks.filter { $0.outcome == .failed }.map(\.code)
    }

    @Test(arguments: [
        (CredentialFault.expired, "certificate.expired"), (.notYetValid, "certificate.not-yet-valid"), (.wrongPurpose, "certificate.wrong-purpose"),
        (.weakKey, "certificate.key-too-weak"), (.weakDigest, "certificate.digest-too-weak"), (.doubledExtension, "certificate.duplicate-extension"),
    ])
    func `each fault is refused under its code, in both certificates`(fault: CredentialFault, code: String) throws {
        for use in CardUse.allCases {
            let purpose = use == .signature ? CertificatePurpose.signature : .tlsClient
            #expect(refusals(try authority.card(for: physician, use: use, now: now, fault: fault), purpose) == [code])
            #expect(refusals(try authority.certificate(for: hospital, use: use, now: now, fault: fault), purpose) == [code])
        }
    }

    @Test func `without a fault each certificate serves its own purpose, and only that`() throws {
        for (use, own, other) in [(CardUse.authentication, CertificatePurpose.tlsClient, CertificatePurpose.signature), (.signature, .signature, .tlsClient)] {
            for issued in [try authority.card(for: physician, use: use, now: now), try authority.certificate(for: hospital, use: use, now: now)] {
                #expect(refusals(issued, own) == [] && refusals(issued, other) == ["certificate.wrong-purpose"])
            }
        }
    }

    @Test(arguments: CardGeneration.allCases)
    func `both generations name the same person`(generation: CardGeneration) throws {
        let issued = try authority.card(for: physician, generation: generation, now: now)
        let identity = try #require(trust.judgement(on: issued.chainDER, for: .tlsClient, at: now).identity)
        #expect(identity.kind == .practitionerCard && identity.person == "899900063480" && identity.identifier == "899900063480")
        #expect(identity.familyName == "ROUSSEL" && identity.givenName == "CLAIRE" && identity.structures.isEmpty)
        #expect(identity.profession == CodedValue(code: "10", system: "1.2.250.1.71.1.2.7") && identity.expertise.map(\.code) == ["SM26"])
        #expect("\(identity)" == "CPS 899900063480")
    }

    @Test func `an employee is known through the structure, an organisation by itself`() throws {
        let employee = try #require(NationalCertificate(authority.card(for: secretary, now: now).certificate).named)
        #expect(employee.kind == .employeeCard && employee.structures == [NamedStructure(identifier: "1750803447", name: "HOPITAL DES TILLEULS")])
        let organization = try #require(NationalCertificate(authority.certificate(for: hospital, now: now).certificate).named)
        #expect(organization.kind == .organizationCertificate && organization.person == nil && organization.identifier == "1750803447")
    }

    @Test func `a card without a person's name takes organisation and card number for it`() throws {
        var nobody = secretary
        (nobody.surname, nobody.givenName) = (nil, nil)
        let identity = try #require(NationalCertificate(authority.card(for: nobody, now: now).certificate).named)
        #expect(identity.familyName == "HOPITAL DES TILLEULS" && identity.givenName == "3750803447-1453")
    }

    @Test func `a trainee has the profession to come, a card its number`() throws {
        var trainee = physician
        trainee.product = .trainee
        trainee.cardNumber = "8025000001/2500577253"
        let card = NationalCertificate(try authority.card(for: trainee, now: now).certificate)
        #expect(card.product == .trainee && card.profession?.system == "1.2.250.1.71.1.2.8" && card.cardNumber == "8025000001/2500577253")
    }

    @Test func `a card opens as PKCS#12`() throws {
        let bytes = try authority.card(for: physician, now: now).pkcs12(password: "sandbox", name: "doctor")
        #expect(bytes.count > 1000 && bytes.first == 0x30)
    }

    @Test(arguments: [
        ("279035121518989", "2…89 (15)"), ("2790351", "… (7)"), ("", "… (0)"), ("éééééééé", "é…éé (8)"),
    ])
    func `an identifier of a patient is told by its ends`(text: String, told: String) {
        #expect(shortenedIdentifier(text) == told)
    }
}
