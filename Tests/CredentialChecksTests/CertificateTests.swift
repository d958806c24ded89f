// Certificates are read whole, whatever stands in their names.

import CredentialChecks
import Foundation
import Testing

/// The moment at which the certificates of these tests are made: 15 January 2027.
let testMoment = Date(timeIntervalSince1970: 1_800_000_000)
/// One authority for all tests that need no other.
let testAuthority = Result { try DevelopmentAuthority(now: testMoment) }

@Suite struct CertificateTests {
    let authority: DevelopmentAuthority
    init() throws { authority = try testAuthority.get() }

    private func certificate(_ parts: [[DistinguishedName.Attribute]]) throws -> Certificate {
        let request = CertificateRequest(subject: DistinguishedName(parts: parts), notBefore: testMoment, notAfter: testMoment + 60)
        return try authority.issue(request).certificate
    }

    @Test func `every field of a certificate is read`() throws {
        let private1 = CertificateExtension(type: "1.2.3.4.5", isCritical: true, bytes: [4, 1, 0x80])
        let other = AlternativeName.other(DERValue(tag: 0x88, content: [42, 3]))
        let subject = DistinguishedName([[(.country, "FR")], [(.organization, "Maison Œuvre")], [(.commonName, "a"), (.surname, "b")]])
        let issued = try authority.issue(
            CertificateRequest(
                subject: subject, notBefore: testMoment, notAfter: testMoment + 3600, keyUsages: [.digitalSignature, .decipherOnly],
                extendedKeyUsages: [ExtendedKeyUsage.clientAuthentication, "1.2.840.113549"],
                alternativeNames: [.host("example.test"), .address([127, 0, 0, 1]), .mail("a@example.test"), .uri("urn:x"), other],
                extensions: [private1]))
        let read = try Certificate(der: issued.certificate.der)
        #expect(read.subject.text(.country) == "FR")
        #expect(read.subject.text(.organization) == "Maison Œuvre")
        #expect(read.subject.parts.map(\.count) == [1, 1, 2])
        #expect(read.issuer == authority.issuing.certificate.subject)
        #expect(read.notBefore == testMoment)
        #expect(read.notAfter == testMoment + 3600)
        #expect(read.keyAlgorithm == "EC" && read.keyBits == 256)
        #expect(read.keyUsages == [.digitalSignature, .decipherOnly])
        #expect(read.extendedKeyUsages == [ExtendedKeyUsage.clientAuthentication, "1.2.840.113549"])
        #expect(read.alternativeNames.count == 5)
        #expect(read.alternativeNames.first == .host("example.test"))
        #expect(read.alternativeNames.last == other)
        #expect(read.extension("1.2.3.4.5") == private1)
        #expect(read.extension("1.2.3.4.5")?.value == .octets([0x80]))
        #expect(!read.isAuthority && !read.isSelfIssued)
        #expect(read.fingerprint == hexadecimal(Digest.sha256(issued.certificate.der)))
        #expect(read.serialNumber.count == 32)
        #expect(authority.root.certificate.isAuthority && authority.root.certificate.isSelfIssued)
        #expect(authority.root.certificate.extendedKeyUsages == nil)
    }

    @Test func `an RSA key is named with its size`() throws {
        let issued = try authority.client(named: "rsa", now: testMoment, keys: .rsa2048)
        #expect(issued.certificate.keyAlgorithm == "RSA" && issued.certificate.keyBits == 2048)
    }

    @Test func `a chain goes through PEM and back`() throws {
        let issued = try authority.client(named: "x", now: testMoment)
        let text = "a comment\n" + issued.chainPEM + (try issued.keyPEM()) + authority.root.certificate.pem
        let read = try Certificate.chain(pem: text)
        #expect(read == issued.chain + [authority.root.certificate])
        #expect(issued.chain.count == 2)
        #expect(try Certificate.chain(der: issued.chainDER) == issued.chain)
    }

    @Test func `a private key goes through PEM and back, and another text is refused`() throws {
        let text = try authority.root.keyPEM()
        #expect(text.hasPrefix("-----BEGIN PRIVATE KEY-----"))
        #expect(try PrivateKey(pem: text).pem() == text)
        #expect(throws: OpenSSLFailure.self) { try PrivateKey(pem: "nothing") }
        #expect(throws: OpenSSLFailure.self) { try PrivateKey(pem: "") }
        #expect("\(authority.root.key)" == "private key")
    }

    @Test func `bytes that are no certificate are refused`() throws {
        let der = try authority.client(named: "x", now: testMoment).certificate.der
        #expect(throws: CertificateFailure.notACertificate) { try Certificate(der: []) }
        #expect(throws: CertificateFailure.notACertificate) { try Certificate(der: Array("hello".utf8)) }
        #expect(throws: CertificateFailure.notACertificate) { try Certificate(der: der + [0]) }
        #expect(throws: CertificateFailure.tooLarge(limit: 1 << 20)) { try Certificate(der: [UInt8](repeating: 0x30, count: 1 << 20 + 1)) }
        for count in stride(from: 0, to: der.count, by: 7) {
            #expect(throws: CertificateFailure.notACertificate) { try Certificate(der: Array(der.prefix(count))) }
        }
    }

    @Test func `a certificate with any altered byte is read or refused, and never breaks the reader`() throws {
        let der = try authority.client(named: "x", now: testMoment).certificate.der
        var accepted = 0
        for index in der.indices {
            var altered = der
            altered[index] = ~altered[index]
            guard let read = try? Certificate(der: altered) else { continue }
            _ = (read.keyUsages, read.extendedKeyUsages, read.alternativeNames, read.subject.description, read.isAuthority)
            accepted += 1
        }
        #expect(accepted > 0, "an altered signature still reads")
    }

    @Test func `a PEM text without a readable certificate is refused, naming the position`() throws {
        let good = authority.root.certificate.pem
        #expect(throws: CertificateFailure.noCertificate) { try Certificate.chain(pem: "") }
        #expect(throws: CertificateFailure.noCertificate) { try Certificate.chain(pem: try authority.root.keyPEM()) }
        #expect(throws: CertificateFailure.unreadableInChain(position: 2)) { try Certificate.chain(pem: good + good.dropLast(40)) }
        let rubbish = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        #expect(throws: CertificateFailure.unreadableInChain(position: 2)) { try Certificate.chain(pem: good + rubbish) }
    }

    @Test func `strange names survive, and are no text where they are none`() throws {
        let commonName = NameAttribute.commonName.rawValue
        let long = String(repeating: "A", count: 65_536)
        let strange: [(DERValue, String?)] = [
            (.utf8("a\0b"), nil),
            (.utf8(long), long),
            (.utf8(""), ""),
            (.utf8("\u{202e}gpj.exe\u{1b}[31m"), "\u{202e}gpj.exe\u{1b}[31m"),
            (DERValue(tag: DERTag.bmpString, content: [0, 0x41, 0x20, 0xac]), "A€"),
            (DERValue(tag: DERTag.teletexString, content: [0xe9]), "é"),
            (DERValue(tag: DERTag.universalString, content: [0, 1, 0xf6, 0]), "😀"),
            (DERValue(tag: DERTag.printableString, content: [0xe9]), nil),
        ]
        for (value, text) in strange {
            let read = try certificate([[.init(type: commonName, value: value)]])
            #expect(read.subject.attributes(.commonName).map(\.value) == [value])
            #expect(read.subject.text(.commonName) == text)
            #expect(read.subject.description.count <= DistinguishedName.longestDescription + 1)
            #expect(!read.subject.description.contains("\u{1b}") && !read.subject.description.contains("\u{202e}"))
        }
    }

    @Test func `a name with bytes that are no text of their type is refused by OpenSSL, and does no harm`() throws {
        var der = try certificate([[.init(type: NameAttribute.commonName.rawValue, value: .utf8("MARKER"))]]).der
        let marker = try #require(der.firstRange(of: Array("MARKER".utf8)))
        der.replaceSubrange(marker, with: [0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0])
        #expect(throws: CertificateFailure.notACertificate) { try Certificate(der: der) }
        for value in [DERValue(tag: DERTag.utf8String, content: [0xff]), .integer(7)] {
            #expect(throws: OpenSSLFailure.self) { try certificate([[.init(type: "2.5.4.3", value: value)]]) }
        }
    }

    @Test func `a repeated attribute has no single text`() throws {
        let read = try certificate([[.init(type: "2.5.4.3", value: .utf8("a"))], [.init(type: "2.5.4.3", value: .utf8("b"))]])
        #expect(read.subject.attributes(.commonName).map(\.text) == ["a", "b"])
        #expect(read.subject.text(.commonName) == nil)
        #expect(try certificate([]).subject.text(.commonName) == nil)
    }

    @Test func `an authority written down issues again`() throws {
        let again = try DevelopmentAuthority(files: authority.files())
        let issued = try again.client(named: "later", now: testMoment)
        #expect(issued.certificate.issuer == authority.issuing.certificate.subject)
        #expect(try CertificatePathCheck(anchors: authority.anchors()).verdict(on: issued.chain, at: testMoment).isTrusted)
        #expect(throws: CertificateFailure.noCertificate) { try DevelopmentAuthority(files: [:]) }
    }

    @Test func `a server certificate names hosts and addresses`() throws {
        let server = try authority.server(now: testMoment).certificate
        #expect(server.alternativeNames == [.host("localhost"), .address([127, 0, 0, 1]), .address([UInt8](repeating: 0, count: 15) + [1])])
        #expect(server.extendedKeyUsages == [ExtendedKeyUsage.serverAuthentication])
    }
}
