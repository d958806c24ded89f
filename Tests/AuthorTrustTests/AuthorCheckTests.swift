// What the check does with its policy, with proven paths, and with what cards say.

import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import Testing

@testable import AuthorTrust

@Suite struct AuthorCheckTests {
    @Test func `the policy decides what follows, not what is said`() throws {
        let anchors = try authority.anchors()
        let credential = try stranger.card(for: physician, now: now).credential
        let required = AuthorCheck(anchors: anchors, policy: .require, acceptsTestProducts: true)
        let reported = AuthorCheck(anchors: anchors, policy: .report, acceptsTestProducts: true)
        let verdict = required.verdict(on: credential, for: ordinary, now: now)
        #expect(verdict == reported.verdict(on: credential, for: ordinary, now: now))
        #expect(required.refuses(verdict))
        #expect(!reported.refuses(verdict))
    }

    @Test func `a check that is off says so and trusts nobody in particular`() throws {
        let off = AuthorCheck(anchors: try authority.anchors(), policy: .off)
        let verdict = off.verdict(on: .none, for: ordinary, now: now)
        #expect(verdict.checks.map(\.code) == ["credential.check-off"])
        #expect(verdict.identity == nil && !off.refuses(verdict))
    }

    @Test func `a proven path is remembered, and only for its validity`() throws {
        let paths = ProvenPaths()
        let path = CertificatePathCheck(anchors: try authority.anchors())
        let card = try authority.card(for: physician, now: now)
        #expect(paths.verdict(on: card.chainDER, at: now, by: path).isTrusted)
        #expect(paths.count == 1)
        #expect(paths.verdict(on: card.chainDER, at: now + 1, by: path).isTrusted)
        let later = now + 4 * DevelopmentAuthority.year
        #expect(paths.verdict(on: card.chainDER, at: later, by: path).failures.map(\.code) == [.expired])
        #expect(paths.verdict(on: [card.certificate.der], at: now, by: path).isTrusted)
        #expect(paths.count == 2)
    }

    @Test func `a refused path is not remembered`() throws {
        let paths = ProvenPaths()
        let path = CertificatePathCheck(anchors: try authority.anchors())
        #expect(!paths.verdict(on: try stranger.card(for: physician, now: now).chainDER, at: now, by: path).isTrusted)
        #expect(!paths.verdict(on: [], at: now, by: path).isTrusted)
        #expect(paths.count == 0)
    }

    @Test func `remembered paths are bounded`() throws {
        let paths = ProvenPaths(capacity: 3)
        let path = CertificatePathCheck(anchors: try authority.anchors())
        let card = try authority.card(for: physician, now: now)
        var counts: [Int] = []
        for helpers in 0..<8 {
            // Another helper makes another presentation of the same path.
            let chain = [card.certificate.der] + [[UInt8]](repeating: authority.issuing.certificate.der, count: helpers)
            #expect(paths.verdict(on: chain, at: now, by: path).isTrusted)
            counts.append(paths.count)
        }
        #expect(counts == [1, 2, 3, 1, 2, 3, 1, 2])
    }

    @Test func `one document's verdict does not serve another`() throws {
        let credential = try authority.card(for: physician, now: now).credential
        #expect(check.verdict(on: credential, for: ordinary, now: now).isTrusted)
        #expect(!check.verdict(on: credential, for: document(author(professional("801234567897"))), now: now).isTrusted)
    }

    @Test func `a card says product, profession and expertise`() throws {
        let card = NationalCertificate(try authority.card(for: physician, now: now, keys: .rsa2048).certificate)
        #expect(card.product == .practitioner && card.category == 0x80 && card.isTestProduct)
        #expect(card.profession == CodedValue(code: "10", system: "1.2.250.1.71.1.2.7"))
        #expect(card.expertise == [CodedValue(code: "SM26", system: "1.2.250.1.71.4.2.5")])
        #expect(card.certificate.subject.text(.title) == "Médecin")
        #expect(card.certificate.subject.parts.last?.count == 3, "GN, SN and CN stand in one part")
        #expect(card.identity?.value == "899900063480")
    }

    @Test(arguments: [(CardProduct.practitioner, "10"), (.trainee, "10"), (.employee, nil), (.authorisedPerson, nil)] as [(CardProduct, String?)])
    func `each card is recognised`(product: CardProduct, profession: String?) throws {
        var holder = physician
        holder.product = product
        holder.profession = profession == nil ? nil : 10
        let card = NationalCertificate(try authority.card(for: holder, now: now).certificate)
        #expect(card.product == product)
        #expect(card.profession?.code == profession)
        #expect(card.profession.map { $0.system == "1.2.250.1.71.1.2.8" } ?? false == (product == .trainee))
    }

    @Test func `an organisation certificate says its structure`() throws {
        let read = NationalCertificate(try authority.certificate(for: hospital, now: now).certificate)
        #expect(read.product == .organization && read.category == 0x83)
        #expect(read.identity?.value == "1750803447")
        #expect(read.profession == nil && read.expertise.isEmpty)
        #expect(read.certificate.subject.description == "C=FR, ST=Paris (75), O=HOPITAL DES TILLEULS, OU=1750803447, CN=dpi.tilleuls.test")
    }

    @Test(arguments: [[0x05, 0x00], [0x04, 0x02, 0x80, 0x80], [0x04, 0x01, 0x81], [0x04, 0x01, 0x02], [], [0x80, 0x01]] as [[UInt8]])
    func `a category that is none is no product`(bytes: [UInt8]) throws {
        let request = CertificateRequest(
            subject: DistinguishedName([[(.commonName, "x")]]), notBefore: now, notAfter: now + 60,
            extensions: [CertificateExtension(type: "1.2.250.1.71.1.2.5", bytes: bytes)])
        #expect(NationalCertificate(try authority.issue(request).certificate).product == nil)
    }

    @Test func `a credential never shows whom it names`() throws {
        let credential = try authority.card(for: physician, now: now).credential
        #expect("\(credential)" == "credential(2 certificates)")
    }

    @Test func `every refusal has a hint in both languages, and none falls back on another's`() {
        let own = [
            "certificate.product-unknown", "certificate.test-product", "certificate.identity-unreadable", "author.other-person", "author.other-structure",
            "author.system", "author.identifier-missing", "author.missing",
        ]
        for code in own + CertificatePathCode.allCases.map(\.rawValue) {
            let hint = hint(for: code)
            #expect(!hint.fr.isEmpty && !hint.en.isEmpty && hint.fr != hint.en)
        }
        for code in own { #expect(hint(for: code) != hint(for: CertificatePathCode.refused.rawValue), "\(code)") }
    }
}
