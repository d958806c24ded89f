// A path is trusted when everything about it holds, and refused by name for each thing that does not.

import CredentialChecks
import Foundation
import Testing

@Suite struct CertificatePathTests {
    let authority: DevelopmentAuthority
    let check: CertificatePathCheck

    init() throws {
        authority = try testAuthority.get()
        check = CertificatePathCheck(anchors: try authority.anchors())
    }

    private func client(
        notBefore: Date = testMoment - 60, notAfter: Date = testMoment + 86_400, purposes: [String] = [ExtendedKeyUsage.clientAuthentication],
        usages: Set<KeyUsage> = [.digitalSignature], extensions: [CertificateExtension] = [], role: CertificateRequest.AuthorityRole = .none
    ) -> CertificateRequest {
        CertificateRequest(
            subject: DistinguishedName([[(.commonName, "client")]]), notBefore: notBefore, notAfter: notAfter, keyUsages: usages,
            extendedKeyUsages: purposes, extensions: extensions, authority: role)
    }

    private func refusals(_ chain: [Certificate], at moment: Date = testMoment) -> [String] {
        check.verdict(on: chain, at: moment).failures.map(\.description)
    }

    @Test func `a certificate of a configured authority is trusted, alone or with its chain`() throws {
        let issued = try authority.issue(client())
        for chain in [issued.chain, [issued.certificate], issued.chain + [authority.root.certificate], [issued.certificate, authority.root.certificate]] {
            let verdict = check.verdict(on: chain, at: testMoment)
            #expect(verdict.isTrusted)
            #expect(verdict.chain == [issued.certificate, authority.issuing.certificate, authority.root.certificate])
            #expect(verdict.validity == issued.certificate.notBefore..<issued.certificate.notAfter)
        }
        #expect(check.verdict(on: issued.chainDER, at: testMoment).isTrusted)
    }

    @Test func `an issuing authority that only the client presents is enough`() throws {
        let issued = try authority.issue(client())
        let rootOnly = CertificatePathCheck(anchors: try TrustAnchors([authority.root.certificate]))
        #expect(rootOnly.verdict(on: issued.chain, at: testMoment).isTrusted)
        let alone = rootOnly.verdict(on: [issued.certificate], at: testMoment)
        #expect(alone.failures.map(\.description) == ["certificate.chain-incomplete at depth 0"])
        #expect(alone.failures[0].certificate == issued.certificate)
    }

    @Test func `no certificate, too many and unreadable ones are refused`() throws {
        let leaf = try authority.issue(client()).certificate
        #expect(refusals([]) == ["certificate.none at depth 0"])
        #expect(check.verdict(on: [[UInt8]](), at: testMoment).failures.map(\.code) == [.none])
        #expect(refusals([Certificate](repeating: leaf, count: 11)) == ["certificate.chain-too-long at depth 0"])
        #expect(check.verdict(on: [[UInt8]](repeating: [0], count: 100), at: testMoment).failures.map(\.code) == [.chainTooLong])
        #expect(check.verdict(on: [leaf.der, [1, 2, 3]], at: testMoment).failures.map(\.description) == ["certificate.unreadable at depth 1"])
        #expect(check.verdict(on: [[1, 2, 3]], at: testMoment).failures.map(\.description) == ["certificate.unreadable at depth 0"])
    }

    @Test func `an authority of the same name with other keys is refused`() throws {
        let imitation = try DevelopmentAuthority(now: testMoment).issue(client())
        let verdict = check.verdict(on: imitation.chain, at: testMoment)
        #expect(!verdict.isTrusted)
        #expect(verdict.failures.allSatisfy { [.untrustedIssuer, .chainIncomplete, .signatureInvalid].contains($0.code) })
    }

    @Test func `an unknown authority is refused`() throws {
        let stranger = try DevelopmentAuthority(named: "Unknown", now: testMoment)
        let issued = try stranger.issue(client())
        #expect(refusals([issued.certificate]) == ["certificate.untrusted-issuer at depth 0"])
        #expect(refusals(issued.chain) == ["certificate.untrusted-issuer at depth 1"])
        #expect(refusals(issued.chain + [stranger.root.certificate]) == ["certificate.untrusted-issuer at depth 2"])
    }

    @Test func `a certificate that vouches for itself is refused`() throws {
        #expect(refusals([try DevelopmentAuthority.selfSigned(client()).certificate]) == ["certificate.self-signed at depth 0"])
    }

    @Test func `an expired certificate is refused`() throws {
        let issued = try authority.issue(client(notBefore: testMoment - 7200, notAfter: testMoment - 3600))
        #expect(refusals(issued.chain) == ["certificate.expired at depth 0"])
        #expect(check.verdict(on: issued.chain, at: testMoment - 5000).isTrusted == false, "the authorities begin later than that")
    }

    @Test func `validity begins with its first second and ends with its last, as OpenSSL has it`() throws {
        let issued = try authority.issue(client(notBefore: testMoment + 10, notAfter: testMoment + 20))
        #expect(refusals(issued.chain, at: testMoment + 9) == ["certificate.not-yet-valid at depth 0"])
        #expect(refusals(issued.chain, at: testMoment + 10).isEmpty)
        #expect(refusals(issued.chain, at: testMoment + 19).isEmpty)
        #expect(refusals(issued.chain, at: testMoment + 20) == ["certificate.expired at depth 0"])
    }

    @Test func `an expired authority is refused at its own depth`() throws {
        let issued = try authority.issue(client(notAfter: testMoment + 20 * DevelopmentAuthority.year))
        let refused = refusals(issued.chain, at: testMoment + 11 * DevelopmentAuthority.year)
        #expect(refused == ["certificate.expired at depth 1", "certificate.expired at depth 2"])
    }

    @Test func `a certificate for another purpose is refused`() throws {
        #expect(refusals(try authority.server(now: testMoment).chain) == ["certificate.wrong-purpose at depth 0"])
        #expect(refusals(try authority.issue(client(usages: [.keyEncipherment])).chain) == ["certificate.wrong-purpose at depth 0"])
        let server = CertificatePathCheck(anchors: try authority.anchors(), purpose: .tlsServer)
        #expect(server.verdict(on: try authority.server(now: testMoment).chain, at: testMoment).isTrusted)
    }

    @Test func `a certificate that names no purpose serves any`() throws {
        #expect(refusals(try authority.issue(client(purposes: [])).chain).isEmpty)
    }

    @Test func `every fault of one certificate is named`() throws {
        let request = client(notBefore: testMoment - 7200, notAfter: testMoment - 3600, purposes: [ExtendedKeyUsage.serverAuthentication])
        #expect(refusals(try authority.issue(request).chain) == ["certificate.wrong-purpose at depth 0", "certificate.expired at depth 0"])
    }

    @Test func `an altered signature is refused`() throws {
        var der = try authority.issue(client()).certificate.der
        der[der.count - 5] ^= 1
        #expect(refusals([try Certificate(der: der)]) == ["certificate.signature-invalid at depth 0"])
    }

    @Test func `a client certificate cannot issue`() throws {
        let leaf = try authority.issue(client())
        let forged = try leaf.issue(client())
        let codes = check.verdict(on: forged.chain, at: testMoment).failures.map(\.code)
        #expect(codes.contains(.issuerNotAnAuthority))
    }

    @Test func `an authority below its allowed depth is refused`() throws {
        let below = try authority.issue(client(purposes: [], usages: [.certificateSigning], role: .authority(below: 0)))
        let forged = try below.issue(client())
        #expect(check.verdict(on: forged.chain, at: testMoment).failures.map(\.code).contains(.pathTooLong))
    }

    @Test func `more intermediates than configured are refused`() throws {
        let none = CertificatePathCheck(anchors: try authority.anchors(), maximumIntermediates: 0)
        #expect(none.verdict(on: try authority.issue(client()).chain, at: testMoment).failures.map(\.code).contains(.pathTooLong))
    }

    @Test func `a critical extension that nobody knows is refused`() throws {
        let unknown = CertificateExtension(type: "1.2.3.4.5", isCritical: true, bytes: [5, 0])
        #expect(refusals(try authority.issue(client(extensions: [unknown])).chain) == ["certificate.unknown-critical-extension at depth 0"])
        let harmless = CertificateExtension(type: "1.2.3.4.5", bytes: [5, 0])
        #expect(refusals(try authority.issue(client(extensions: [harmless])).chain).isEmpty)
    }

    @Test func `keys below the security level are refused`() throws {
        let strict = CertificatePathCheck(anchors: try authority.anchors(), securityLevel: 4)
        let codes = strict.verdict(on: try authority.issue(client()).chain, at: testMoment).failures.map(\.code)
        #expect(codes.contains(.keyTooWeak))
    }

    @Test func `anchors need a root, and only authorities`() throws {
        let leaf = try authority.issue(client()).certificate
        #expect(throws: TrustAnchorsFailure.noRoot) { try TrustAnchors([authority.issuing.certificate]) }
        #expect(throws: TrustAnchorsFailure.noRoot) { try TrustAnchors([]) }
        #expect(throws: TrustAnchorsFailure.notAnAuthority(position: 2)) { try TrustAnchors([authority.root.certificate, leaf]) }
        #expect(throws: TrustAnchorsFailure.unreadable(.noCertificate)) { try TrustAnchors(pem: "nothing") }
        #expect(try TrustAnchors(pem: authority.authoritiesPEM).names == ["Passerelle development root"])
    }

    @Test func `one check serves many threads`() async throws {
        let issued = try authority.issue(client())
        let check = check
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 { group.addTask { check.verdict(on: issued.chain, at: testMoment).isTrusted } }
            for await trusted in group { #expect(trusted) }
        }
    }
}
