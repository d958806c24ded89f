// What is told of each fault: the field, what was expected, what came, and no more than a reader can take in.

import AuthorTrust
import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import Testing

@Suite struct ToldFaultTests {
    private let subject = DistinguishedName([[(.country, "FR")], [(.commonName, "899900063480")]])
    /// The extensions that make a certificate a practitioner's card of the test world.
    private let card = [
        CertificateExtension(type: "1.2.250.1.71.1.2.5", value: .octets([0x80])), CertificateExtension(type: "1.2.250.1.71.1.2.2", value: .integer(0)),
    ]

    private func request(_ extensions: [CertificateExtension] = [], role: CertificateRequest.AuthorityRole = .none) -> CertificateRequest {
        CertificateRequest(
            subject: role == .none ? subject : DistinguishedName([[(.commonName, "below")]]), notBefore: now - 60, notAfter: now + 60,
            keyUsages: role == .none ? [.digitalSignature] : [.certificateSigning],
            extendedKeyUsages: role == .none ? [ExtendedKeyUsage.clientAuthentication] : [], extensions: extensions, authority: role)
    }

    private func failures(_ credential: PresentedCredential, _ check: AuthorCheck = check) -> [CredentialCheck] {
        check.verdict(on: credential, for: ordinary, now: now).failures
    }

    @Test func `a card with an unknown critical extension is refused`() throws {
        let strange = CertificateExtension(type: "1.2.3.4.5", isCritical: true, bytes: [5, 0])
        let told = failures(try authority.issue(request(card + [strange])).credential)
        #expect(told.map(\.code) == ["certificate.unknown-critical-extension"])
        #expect(told[0].field == "extensions" && told[0].received == "critical: 2.5.29.15, 1.2.3.4.5" && told[0].certificateDepth == 0)
    }

    @Test func `a card from somebody who may not issue is refused where the issuer stands`() throws {
        let told = failures(try authority.card(for: physician, now: now).issue(request(card)).credential)
        #expect(told.contains { $0.code == "certificate.issuer-not-an-authority" && $0.certificateDepth == 1 })
        #expect(!told.contains { $0.code == "author.match" })
    }

    @Test func `a card below too many authorities is refused`() throws {
        let deep = try authority.issue(request(role: .authority(below: 0))).issue(request(card))
        #expect(failures(deep.credential).map(\.code).contains("certificate.path-too-long"))
    }

    @Test func `a certificate that limits nothing is told as made for any purpose`() throws {
        var anything = request(card)
        anything.keyUsages = []
        anything.extendedKeyUsages = []
        let verdict = check.verdict(on: try authority.issue(anything).credential, for: ordinary, now: now)
        #expect(verdict.isTrusted)
        #expect(verdict.checks.first { $0.code == "certificate.purpose" }?.received == "any purpose + any usage")
    }

    @Test func `of many authorities and of many authors three are named`() throws {
        let roots = try (0..<5).map { try DevelopmentAuthority(named: "Authority \($0)", now: now).root.certificate }
        let told = failures(try authority.card(for: physician, now: now).credential, AuthorCheck(anchors: try TrustAnchors(roots), acceptsTestProducts: true))
        #expect(told.first?.expected == "Authority 0 root | Authority 1 root | Authority 2 root …")
        let authors = ["801234567897", "801101203565", "899900038839", "810002673899"].map { author(professional($0)) }
        let several = try CDADocument.read(Array((#"<ClinicalDocument xmlns="urn:hl7-org:v3">"# + authors.joined() + "</ClinicalDocument>").utf8)).get()
        let verdict = check.verdict(on: try authority.card(for: physician, now: now).credential, for: several, now: now)
        let expected = try #require(verdict.failures.first?.expected)
        #expect(expected.components(separatedBy: " | ").count == 3 && expected.hasSuffix(" …") && !expected.contains("810002673899"))
    }

    @Test func `a name made to look like more is told on one line`() throws {
        let hostile = try DevelopmentAuthority(named: "A\u{202E}B\nfailed: none", now: now)
        let told = failures(try hostile.card(for: physician, now: now).credential)
        let received = try #require(told.first { $0.code == "certificate.untrusted-issuer" }?.received)
        #expect(!received.contains("\n") && !received.contains("\u{202E}") && received.contains("\\u{202e}"))
    }

    @Test func `an identifier that only looks like the author's is not read`() throws {
        for text in ["8\u{301}99900063480", "899900063480\u{200B}", "\u{200B}899900063480", "８99900063480"] {
            var holder = physician
            holder.identifier = text
            #expect(failures(try authority.card(for: holder, now: now).credential).map(\.code) == ["certificate.identity-unreadable"], "\(text)")
        }
    }

    @Test func `what one check says, every check that depends on it leaves open`() throws {
        let verdict = check.verdict(on: PresentedCredential(clientChain: [[0x30, 0]]), for: ordinary, now: now)
        #expect(verdict.failures.map(\.code) == ["certificate.unreadable"])
        #expect(
            verdict.checks.filter { $0.outcome == .notApplicable }.map(\.code) == [
                "certificate.authority", "certificate.validity", "certificate.purpose", "certificate.revocation", "certificate.product",
                "certificate.identity", "author.match",
            ])
        #expect(verdict.failures[0].received == "1 certificates" && verdict.identity == nil)
    }
}
