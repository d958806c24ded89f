// Every fault of a credential is refused by its own name.

import AuthorTrust
import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import Testing

@Suite struct CredentialRefusalTests {
    private func refusals(_ credential: PresentedCredential, _ check: AuthorCheck = check) -> [String] {
        check.verdict(on: credential, for: ordinary, now: now).refusals
    }

    @Test func `no certificate is refused, and nothing else is examined`() {
        let verdict = check.verdict(on: .none, for: ordinary, now: now)
        #expect(verdict.refusals == ["certificate.none"])
        #expect(verdict.checks.dropFirst().allSatisfy { $0.outcome == .notApplicable })
        #expect(verdict.failures[0].field == "tls.client-certificate")
        #expect(verdict.identity == nil)
    }

    @Test func `bytes that are no certificate are refused`() {
        #expect(refusals(PresentedCredential(clientChain: [[1, 2, 3]])) == ["certificate.unreadable@0"])
        #expect(refusals(PresentedCredential(clientChain: [[UInt8]](repeating: [0], count: 100))) == ["certificate.chain-too-long"])
    }

    @Test func `the leaf alone is enough where its issuer is configured`() throws {
        let card = try authority.card(for: physician, now: now)
        #expect(refusals(PresentedCredential(clientChain: [card.certificate.der])).isEmpty)
    }

    @Test func `an unknown authority is refused, naming those that are known`() throws {
        let card = try stranger.card(for: physician, now: now)
        let verdict = check.verdict(on: card.credential, for: ordinary, now: now)
        let failure = try #require(verdict.failures.first)
        #expect(verdict.refusals == ["certificate.untrusted-issuer@1"])
        #expect(failure.field == "issuer")
        #expect(failure.expected == "Passerelle development root")
        #expect(failure.received == "O=Unknown, CN=Unknown root")
        #expect(verdict.identity == nil, "an identifier that anybody may have written is none")
    }

    @Test func `a missing intermediate is told apart from an unknown authority`() throws {
        let check = AuthorCheck(anchors: try TrustAnchors([authority.root.certificate]), acceptsTestProducts: true)
        let card = try authority.card(for: physician, now: now)
        #expect(refusals(PresentedCredential(clientChain: [card.certificate.der]), check) == ["certificate.chain-incomplete@0"])
        #expect(refusals(card.credential, check).isEmpty)
    }

    @Test func `a card that vouches for itself is refused`() throws {
        let request = CertificateRequest(
            subject: DistinguishedName([[(.country, "FR")], [(.commonName, "899900063480")]]), notBefore: now - 60, notAfter: now + 60)
        let card = try DevelopmentAuthority.selfSigned(request)
        #expect(refusals(card.credential).contains("certificate.self-signed@0"))
    }

    @Test func `an expired card is refused, with both moments`() throws {
        let verdict = check.verdict(on: try authority.card(for: physician, now: now, fault: .expired).credential, for: ordinary, now: now)
        let failure = try #require(verdict.failures.first)
        #expect(verdict.refusals == ["certificate.expired@0"])
        #expect(failure.field == "notAfter")
        #expect(failure.expected == "after 2027-01-15T08:00:00Z")
        #expect(failure.received == "2027-01-14T08:00:00Z")
    }

    @Test func `a card of tomorrow is refused`() throws {
        let verdict = check.verdict(on: try authority.card(for: physician, now: now, fault: .notYetValid).credential, for: ordinary, now: now)
        #expect(verdict.refusals == ["certificate.not-yet-valid@0"])
        #expect(verdict.failures[0].field == "notBefore")
    }

    @Test func `a signature certificate is refused for TLS`() throws {
        let verdict = check.verdict(on: try authority.certificate(for: hospital, now: now, fault: .wrongPurpose).credential, for: ordinary, now: now)
        #expect(verdict.refusals == ["certificate.wrong-purpose@0"])
        #expect(verdict.failures[0].received == "any purpose + digitalSignature + contentCommitment")
        #expect(verdict.failures[0].expected == "clientAuth + digitalSignature")
    }

    @Test func `an altered certificate is refused`() throws {
        var chain = try authority.card(for: physician, now: now).chainDER
        chain[0][chain[0].count - 4] ^= 1
        #expect(refusals(PresentedCredential(clientChain: chain)) == ["certificate.signature-invalid@0"])
    }

    @Test func `test products are refused in production`() throws {
        let production = AuthorCheck(anchors: try authority.anchors(), acceptsTestProducts: false)
        let verdict = production.verdict(on: try authority.card(for: physician, now: now).credential, for: ordinary, now: now)
        #expect(verdict.refusals == ["certificate.test-product"])
        #expect(verdict.failures[0].received == "category 0x80")
        #expect(verdict.failures[0].expected == "category 0x00")
        let organization = production.verdict(on: try authority.certificate(for: hospital, now: now).credential, for: ordinary, now: now)
        #expect(organization.failures[0].received == "category 0x83")
        #expect(refusals(try authority.card(for: physician, now: now, fault: .productionCategory).credential, production).isEmpty)
    }

    @Test func `a certificate of no health product is refused`() throws {
        let plain = try authority.client(named: "899900063480", now: now)
        #expect(refusals(plain.credential) == ["certificate.product-unknown"])
    }

    @Test(arguments: ["", "899900063480 ", "8999", "x", "799900063480", "8٠١٢٣٤٥٦٧٨٩٠"])
    func `a subject without a readable identifier is refused`(identifier: String) throws {
        var holder = physician
        holder.identifier = identifier
        let verdict = check.verdict(on: try authority.card(for: holder, now: now).credential, for: ordinary, now: now)
        #expect(verdict.refusals == ["certificate.identity-unreadable"])
        #expect(verdict.failures[0].field == "subject.CN")
        #expect(verdict.identity == nil)
    }

    @Test func `a subject with two identifiers is refused`() throws {
        let category = CertificateExtension(type: "1.2.250.1.71.1.2.5", value: .octets([0x83]))
        let subject = DistinguishedName([[(.organizationalUnit, "1750803447")], [(.organizationalUnit, "1690781810")]])
        let two = try authority.issue(CertificateRequest(subject: subject, notBefore: now - 60, notAfter: now + 60, extensions: [category]))
        let verdict = check.verdict(on: two.credential, for: ordinary, now: now)
        #expect(verdict.refusals == ["certificate.identity-unreadable"])
        #expect(verdict.failures[0].field == "subject.OU" && verdict.failures[0].received == "2 values")
    }

    @Test func `every fault is told at once`() throws {
        let production = AuthorCheck(anchors: try authority.anchors())
        var other = physician
        other.identifier = "899900038839"
        let expired = try authority.card(for: other, now: now, fault: .expired)
        #expect(refusals(expired.credential, production) == ["certificate.expired@0", "certificate.test-product", "author.other-person"])
    }
}
