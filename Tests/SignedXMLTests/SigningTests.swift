// What we sign verifies, and what was changed afterwards does not.

import CredentialChecks
import Foundation
import Testing
import XMLTree

@testable import SignedXML

@Suite struct SigningTests {
    @Test func `an assertion that was signed is read back whole`() throws {
        for signer in [Signers.elliptic, Signers.rsa] {
            let assertion = try read(signed(by: signer), by: signer)
            #expect(assertion.id == "_a1")
            #expect(assertion.subject == "899700000001")
            #expect(assertion.issuer == "CN=signer")
            #expect(assertion.issueInstant == now)
            #expect(assertion.attributes == [AssertionAttribute(name: "a", values: [.text("1")])])
            #expect(assertion.authentications.map(\.contextClass) == ["urn:x:X509"])
        }
    }

    @Test func `the signature stands after the issuer, and carries the certificate`() throws {
        let tree = try FrozenTree.parse(Array(try signed().utf8))
        #expect(tree.root.elements.prefix(3).map(\.localName) == ["Issuer", "Signature", "Subject"])
        let found = try UnverifiedAssertion(in: tree)
        #expect(found.signature.certificates == [Signers.elliptic.certificate.der])
        #expect(found.signature.algorithm == .ecdsaSHA256)
        #expect(found.signature.digest == .sha256)
    }

    @Test func `an assertion is found in a security header, whatever is declared above it`() throws {
        let inside = assertionText(declarations: " xmlns:hl7=\"urn:hl7-org:v3\"")
        #expect(try read(envelope(signed(inside))).subject == "899700000001")
        // Signed while the prefix was declared above: the canonical form needs the declaration, and finds it.
        let bare = try signed(assertionText())
        let moved = bare.replacing(" xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\"", with: "", maxReplacements: 1)
        let message = envelope(moved).replacing("<wsse:Security ", with: "<wsse:Security xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\" ")
        #expect(try read(message).subject == "899700000001")
    }

    @Test func `every part that is changed breaks the signature`() throws {
        let text = try signed()
        let changes = [
            ("899700000001", "899700000002"), ("IssueInstant=\"2026-03-01T12", "IssueInstant=\"2026-03-01T13"), ("Name=\"a\"", "Name=\"b\""), (">1<", "> 1<"),
            ("CN=signer", "CN=signes"), ("<saml2:Subject>", "<saml2:Subject> "), ("<saml2:Subject>", "<saml2:Subject x=\"1\">"),
            ("</saml2:AttributeStatement>", "<saml2:Attribute Name=\"c\"/></saml2:AttributeStatement>"),
        ]
        for (old, new) in changes {
            let changed = text.replacing(old, with: new, maxReplacements: 1)
            #expect(changed != text)
            #expect(refusal(of: changed) == .invalid, "\(old) to \(new)")
        }
    }

    @Test(arguments: [UInt8(0x01), 0x20, 0x80])
    func `no changed byte lets other claims through`(change: UInt8) throws {
        let text = Array(try signed().utf8)
        let original = try read(signed())
        var survivors = 0
        for place in stride(from: Int(change) % 3, to: text.count, by: 3) {
            var bytes = text
            bytes[place] ^= change
            do throws(SignedXMLFailure) {
                let read = try UnverifiedAssertion(in: bytes).assertion(signedBy: Signers.elliptic.certificate.der)
                survivors += 1
                #expect(read == original, "byte \(place)")
            } catch {
                continue
            }
        }
        // The certificate in KeyInfo is a candidate, not what is signed; and prefixes may be written otherwise where both ends agree.
        #expect(survivors < text.count / 3 / 2)
    }

    @Test func `another key does not verify`() throws {
        #expect(refusal(of: try signed(), by: Signers.other) == .invalid)
        #expect(refusal(of: try signed(), by: Signers.rsa) == .algorithm)
        #expect(refusal(of: try signed(by: Signers.rsa), by: Signers.elliptic) == .algorithm)
    }

    @Test func `a key and a certificate that do not belong together are no signer`() throws {
        let pem = try Signers.elliptic.keyPEM()
        #expect(throws: SigningKeyFailure.otherCertificate) { try SigningKey(pem: pem, certificate: Signers.other.certificate.der) }
        #expect(throws: SigningKeyFailure.unreadable) { try SigningKey(pem: "no key", certificate: Signers.other.certificate.der) }
        #expect(throws: SigningKeyFailure.otherCertificate) { try SigningKey(pem: pem, certificate: [1, 2, 3]) }
    }

    @Test func `an element without an identifier cannot be signed`() throws {
        let tree = try FrozenTree.parse(Array("<a/>".utf8))
        #expect(throws: SigningKeyFailure.machinery) { try Signers.key(Signers.elliptic).sign(tree.root) }
    }

    @Test func `threads sign and verify at once with one key`() async throws {
        let key = try Signers.key(Signers.elliptic)
        let tree = try FrozenTree.parse(Array(assertionText().utf8))
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<64 {
                group.addTask { try read(String(decoding: try key.sign(tree.root), as: UTF8.self)).subject }
            }
            for try await subject in group { #expect(subject == "899700000001") }
        }
    }

    @Test func `nothing of a key or a claim is described`() throws {
        let assertion = try read(signed())
        #expect("\(assertion)" == "assertion(1 attributes)")
        #expect("\(try Signers.key(Signers.elliptic))" == "signing key(ecdsaSHA256)")
        let token = TokenKey(module: "m", uri: "pkcs11:object=k", pin: "1234")
        #expect(!"\(token)\(String(reflecting: token))\(String(describing: Mirror(reflecting: token).children.count))".contains("1234"))
    }
}
