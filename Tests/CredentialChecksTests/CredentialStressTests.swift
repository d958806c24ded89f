// Certificates that are huge, many or oddly made cost a bounded effort and are refused by name.

import CredentialChecks
import Foundation
import Testing

@Suite struct CredentialStressTests {
    let authority: DevelopmentAuthority
    let check: CertificatePathCheck

    init() throws {
        authority = try testAuthority.get()
        check = CertificatePathCheck(anchors: try authority.anchors())
    }

    private func request(_ name: String, alternatives: [AlternativeName] = [], role: CertificateRequest.AuthorityRole = .none) -> CertificateRequest {
        CertificateRequest(
            subject: DistinguishedName([[(.commonName, name)]]), notBefore: testMoment - 60, notAfter: testMoment + 60,
            keyUsages: role == .none ? [.digitalSignature] : [.certificateSigning],
            extendedKeyUsages: role == .none ? [ExtendedKeyUsage.clientAuthentication] : [], alternativeNames: alternatives, authority: role)
    }

    @Test func `a chain of many authorities is refused for its length, whatever is presented first`() throws {
        var top = authority.root
        for level in 0..<9 { top = try top.issue(request("authority \(level)", role: .authority(below: 20 - level))) }
        let leaf = try top.issue(request("leaf"))
        #expect(leaf.chain.count == 10)
        let verdict = check.verdict(on: leaf.chain, at: testMoment)
        #expect(!verdict.isTrusted)
        #expect(Set(verdict.failures.map(\.code)).isSubset(of: [.pathTooLong, .untrustedIssuer, .chainIncomplete]))
        let shuffled = [leaf.chain[0]] + leaf.chain.dropFirst().reversed()
        #expect(!check.verdict(on: shuffled, at: testMoment).isTrusted)
    }

    @Test func `issuers that issue each other end in a refusal`() throws {
        // Two authorities of one name, each signed by the other's key: a path could go round for ever.
        let first = try authority.root.issue(request("ring", role: .authority(below: 5)))
        let second = try first.issue(request("ring", role: .authority(below: 5)))
        let third = try second.issue(request("ring", role: .authority(below: 5)))
        let leaf = try third.issue(request("leaf"))
        let looped = [leaf.certificate, second.certificate, third.certificate, second.certificate, third.certificate]
        #expect(!check.verdict(on: looped, at: testMoment).isTrusted)
    }

    @Test func `thousands of alternative names are read once`() throws {
        let names = (0..<5000).map { AlternativeName.host("h\($0).example.test") }
        let issued = try authority.issue(request("many", alternatives: names))
        #expect(issued.certificate.alternativeNames.count == 5000)
        #expect(check.verdict(on: issued.chain, at: testMoment).isTrusted)
    }

    @Test func `a name of many parts is read whole and shown short`() throws {
        let parts = (0..<2000).map { [DistinguishedName.Attribute(type: "2.5.4.11", value: .utf8("unit \($0)"))] }
        var wide = request("x")
        wide.subject = DistinguishedName(parts: parts)
        let issued = try authority.issue(wide)
        #expect(issued.certificate.subject.parts.count == 2000)
        #expect(issued.certificate.subject.description.count <= DistinguishedName.longestDescription + 1)
    }

    @Test func `bytes at random are no certificate and no value`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(throws: CertificateFailure.self) { try Certificate(der: bytes) }
            let value = DERValue(bytes)
            _ = (value?.elements, value?.integer, value?.objectIdentifier, value?.bits, value?.text)
            // Whatever is read is written back as it was.
            if let value { #expect(value.encoded == bytes) }
        }
    }

    @Test func `text for a terminal is one line without controls`() {
        #expect(printable("a\nb\u{1b}[2J\u{202e}") == "a\\u{a}b\\u{1b}[2J\\u{202e}")
        #expect(printable("Œuvre é 漢字") == "Œuvre é 漢字")
        #expect(printable(String(repeating: "x", count: 500)).count == 121)
    }
}
