// Keys that are too weak, too large or of another kind, extensions that stand twice, and certificates made for something else.

import CredentialChecks
import Foundation
import Testing

@Suite struct KeyRulesTests {
    let authority: DevelopmentAuthority

    init() throws { authority = try testAuthority.get() }

    private func refusals(_ chain: [Certificate], _ purpose: CertificatePurpose = .tlsClient, _ rules: KeyRules = KeyRules()) throws -> [String] {
        CertificatePathCheck(anchors: try authority.anchors(), purpose: purpose, keyRules: rules).verdict(on: chain, at: testMoment).failures.map(\.description)
    }

    private func request(_ usages: Set<KeyUsage> = [.digitalSignature], _ purposes: [String] = [ExtendedKeyUsage.clientAuthentication], keys: KeyKind = .ecP256)
        -> CertificateRequest
    {
        CertificateRequest(
            subject: DistinguishedName([[(.commonName, "leaf")]]), notBefore: testMoment - 60, notAfter: testMoment + 60, keyUsages: usages,
            extendedKeyUsages: purposes, keys: keys)
    }

    /// A public RSA key of that size, whose private half nobody has.
    private func publicKey(bits: Int) -> [UInt8] {
        var modulus = [UInt8](repeating: 0xa5, count: bits / 8)
        modulus[0] = 0xc1
        let key = DERValue.sequence([DERValue(tag: DERTag.integer, content: [0] + modulus), .integer(65_537)])
        let algorithm = DERValue.sequence([.objectIdentifier("1.2.840.113549.1.1.1")!, DERValue(tag: 0x05, content: [])])
        return DERValue.sequence([algorithm, DERValue(tag: DERTag.bitString, content: [0] + key.encoded)]).encoded
    }

    @Test(arguments: [
        (1024, ["certificate.key-too-weak at depth 0"]), (2048, []), (8192, []), (8200, ["certificate.key-too-large at depth 0"]),
        (16_384, ["certificate.key-too-large at depth 0"]),
    ])
    func `keys of RSA 2048 to 8192 are taken`(bits: Int, expected: [String]) throws {
        var leaf = request()
        leaf.publicKey = publicKey(bits: bits)
        #expect(try refusals(authority.issue(leaf).chain) == expected)
    }

    @Test func `a presented helper with a key that is too large is refused before anything is built`() throws {
        var helper = request()
        helper.publicKey = publicKey(bits: 16_384)
        let chain = [try authority.issue(request()).certificate, try authority.issue(helper).certificate]
        #expect(try refusals(chain) == ["certificate.key-too-large at depth 1"])
    }

    @Test func `curves of 256 bits and more are taken, by name`() throws {
        #expect(try refusals(authority.issue(request(keys: .ecP384)).chain) == [])
        let command = try #require(Command.path == nil ? nil : try Command())
        defer { command.remove() }
        for (curve, expected) in [("secp224r1", ["certificate.key-too-weak at depth 0"]), ("secp256k1", ["certificate.key-too-weak at depth 0"])] {
            #expect(try command.run("ecparam", "-name", curve, "-genkey", "-noout", "-out", "key.pem").status == 0)
            #expect(try command.run("ec", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "key.der").status == 0)
            var leaf = request()
            leaf.publicKey = [UInt8](try Data(contentsOf: command.folder.appending(path: "key.der")))
            #expect(try refusals(authority.issue(leaf).chain) == expected, "\(curve)")
        }
    }

    @Test func `a signature by SHA-1 is taken under its switch alone, and weak keys are not`() throws {
        var leaf = request()
        leaf.digest = .sha1
        let chain = try authority.issue(leaf).chain
        var rules = KeyRules()
        rules.allowsSHA1Signatures = true
        #expect(try refusals(chain) == ["certificate.digest-too-weak at depth 0"])
        #expect(try refusals(chain, .tlsClient, rules) == [])
        #expect(try refusals(authority.issue(request(keys: .rsa1024)).chain, .tlsClient, rules) == ["certificate.key-too-weak at depth 0"])
    }

    @Test func `an extension that stands twice is refused, whether or not it is known`() throws {
        for type in ["1.2.250.1.71.1.2.7", CertificateExtensionType.extendedKeyUsage] {
            var leaf = request()
            let purposes = DERValue.sequence([.objectIdentifier(ExtendedKeyUsage.clientAuthentication)!])
            let value = type == CertificateExtensionType.extendedKeyUsage ? purposes : .integer(10)
            leaf.extensions = [CertificateExtension(type: type, value: value), CertificateExtension(type: type, value: value)]
            #expect(try refusals(authority.issue(leaf).chain).contains("certificate.duplicate-extension at depth 0"), "\(type)")
        }
    }

    @Test func `the certificate to sign with does not authenticate, and the one to authenticate with does not sign`() throws {
        let authenticating = try authority.issue(request()).chain
        let personSigning = try authority.issue(request([.contentCommitment], [])).chain
        let organizationSigning = try authority.issue(request([.digitalSignature, .contentCommitment], [])).chain
        let encrypting = try authority.issue(request([.keyEncipherment], [])).chain
        #expect(try refusals(authenticating) == [] && refusals(authenticating, .signature) == ["certificate.wrong-purpose at depth 0"])
        for signing in [personSigning, organizationSigning] {
            #expect(try refusals(signing) == ["certificate.wrong-purpose at depth 0"])
            #expect(try refusals(signing, .signature) == [])
        }
        #expect(try refusals(encrypting, .signature) == ["certificate.wrong-purpose at depth 0"])
        let both = try authority.issue(request([.digitalSignature, .contentCommitment])).chain
        #expect(try refusals(both) == [] && refusals(both, .signature) == [])
    }

    @Test func `a chain of a hundred certificates is refused unread`() throws {
        let leaf = try authority.issue(request())
        let verdict = CertificatePathCheck(anchors: try authority.anchors()).verdict(
            on: [[UInt8]](repeating: leaf.certificate.der, count: 100), at: testMoment)
        #expect(verdict.failures.map(\.code) == [.chainTooLong] && verdict.chain.isEmpty)
    }

    @Test func `a path through a cross-signed authority is found, whatever the order of what is presented`() throws {
        let old = try DevelopmentAuthority(named: "the old world", now: testMoment)
        // The same authority, by name and key, under another root.
        let name = authority.issuing.certificate.subject
        var cross = CertificateRequest(
            subject: name, notBefore: testMoment - 60, notAfter: testMoment + 60, keyUsages: [.certificateSigning], extendedKeyUsages: [],
            authority: .authority(below: 0))
        cross.publicKey = authority.issuing.certificate.publicKeyInfo
        let crossed = try old.root.issue(cross).certificate
        let leaf = try authority.issue(request()).certificate
        let check = CertificatePathCheck(anchors: try TrustAnchors([old.root.certificate]))
        for helpers in [[authority.issuing.certificate, crossed], [crossed, authority.issuing.certificate], [crossed]] {
            #expect(check.verdict(on: [leaf] + helpers, at: testMoment).isTrusted, "\(helpers.count)")
        }
        #expect(!check.verdict(on: [leaf, authority.issuing.certificate], at: testMoment).isTrusted)
    }
}
