// The refusals that need a certificate made with some effort: names, digests, and what OpenSSL alone knows.

import Foundation
import Testing

@testable import CredentialChecks

@Suite struct PathRefusalTests {
    let authority: DevelopmentAuthority
    let check: CertificatePathCheck

    init() throws {
        authority = try testAuthority.get()
        check = CertificatePathCheck(anchors: try TrustAnchors([authority.root.certificate]))
    }

    private func client(_ alternatives: [AlternativeName] = [], _ extensions: [CertificateExtension] = []) -> CertificateRequest {
        CertificateRequest(
            subject: DistinguishedName([[(.commonName, "client")]]), notBefore: testMoment - 60, notAfter: testMoment + 60,
            alternativeNames: alternatives, extensions: extensions)
    }

    /// An issuing authority that may name only some hosts (RFC 5280, 4.2.1.10): tag 0xA0 permits, 0xA1 excludes.
    private func issuer(_ tag: UInt8, host: String) throws -> IssuedCertificate {
        let subtree = DERValue.sequence([DERValue(tag: 0x82, content: Array(host.utf8))])
        let constraints = DERValue.sequence([DERValue(tag: tag, content: subtree.encoded)])
        return try authority.root.issue(
            CertificateRequest(
                subject: DistinguishedName([[(.commonName, "constrained")]]), notBefore: testMoment - 60, notAfter: testMoment + 60,
                keyUsages: [.certificateSigning], extendedKeyUsages: [],
                extensions: [CertificateExtension(type: "2.5.29.30", isCritical: true, value: constraints)], authority: .authority(below: 0)))
    }

    private func refusals(_ chain: [Certificate]) -> [String] { check.verdict(on: chain, at: testMoment).failures.map(\.description) }

    @Test func `a name outside of what the issuer may name is refused`() throws {
        let permitting = try issuer(0xA0, host: "tilleuls.test")
        #expect(refusals(try permitting.issue(client([.host("dpi.tilleuls.test")])).chain).isEmpty)
        #expect(refusals(try permitting.issue(client([.host("dpi.elsewhere.test")])).chain) == ["certificate.name-not-permitted at depth 0"])
        let excluding = try issuer(0xA1, host: "tilleuls.test")
        #expect(refusals(try excluding.issue(client([.host("dpi.tilleuls.test")])).chain) == ["certificate.name-not-permitted at depth 0"])
        #expect(refusals(try excluding.issue(client([.host("dpi.elsewhere.test")])).chain).isEmpty)
    }

    @Test func `a proxy certificate is refused under OpenSSL's own number`() throws {
        // RFC 3820: proxyCertInfo with the policy "inherit all"; X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED is 40.
        let policy = DERValue.sequence([try #require(DERValue.objectIdentifier("1.3.6.1.5.5.7.21.1"))])
        let proxy = CertificateExtension(type: "1.3.6.1.5.5.7.1.14", isCritical: true, value: .sequence([policy]))
        let verdict = check.verdict(on: try authority.issue(client([], [proxy])).chain, at: testMoment)
        #expect(verdict.failures.map(\.code).contains(.refused))
        #expect(verdict.failures.first { $0.code == .refused }?.openSSLCode == 40)
    }

    @Test(arguments: [
        (10, CertificatePathCode.expired), (9, .notYetValid), (18, .selfSigned), (19, .untrustedIssuer), (20, .untrustedIssuer), (7, .signatureInvalid),
        (79, .issuerNotAnAuthority), (32, .issuerNotAnAuthority), (25, .pathTooLong), (22, .pathTooLong), (26, .wrongPurpose), (34, .unknownCriticalExtension),
        (66, .keyTooWeak), (67, .keyTooWeak), (68, .digestTooWeak), (47, .nameNotPermitted), (48, .nameNotPermitted), (53, .nameNotPermitted), (1, .refused),
        (23, .revoked), (3, .revocationListMissing), (12, .revocationListExpired), (11, .revocationListNotYetValid),
        (8, .revocationListUnusable), (44, .revocationListUnusable), (43, .policyMissing), (-1, .refused),
    ])
    func `a number of OpenSSL has one code of ours`(number: Int, code: CertificatePathCode) {
        #expect(CertificatePathCode(openSSLCode: Int32(number)) == code)
    }
}
