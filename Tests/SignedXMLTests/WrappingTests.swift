// Signature wrapping: the one assertion that is read is the one that is signed, whatever stands around it.

import Foundation
import SignedXML
import Testing

@Suite struct WrappingTests {
    private let evil = assertionText(id: "_evil", subject: "<saml2:NameID>899799999999</saml2:NameID>")

    @Test func `an unsigned assertion beside a signed one is refused, first or last`() throws {
        let good = try signed()
        #expect(refusal(of: envelope(evil + good)) == .wrapping)
        #expect(refusal(of: envelope(good + evil)) == .wrapping)
    }

    @Test func `an assertion within another one is refused`() throws {
        let good = try signed()
        #expect(
            refusal(of: envelope(evil.replacing("</saml2:AttributeStatement>", with: "</saml2:AttributeStatement><saml2:Advice>\(good)</saml2:Advice>")))
                == .wrapping)
        #expect(refusal(of: envelope(evil.replacing(">1<", with: ">\(good)<"))) == .wrapping)
    }

    @Test func `a signed assertion elsewhere in the message is not the sender's`() throws {
        let good = try signed()
        #expect(refusal(of: envelope("", header: good)) == .wrapping)
        #expect(refusal(of: envelope("", body: good)) == .wrapping)
        #expect(refusal(of: "<x>\(good)</x>") == .wrapping)
    }

    @Test func `a signature that was moved to another assertion is refused`() throws {
        let good = try signed()
        let start = try #require(good.range(of: "<ds:Signature ")).lowerBound
        let end = try #require(good.range(of: "</ds:Signature>")).upperBound
        let bare = good.replacingCharacters(in: start..<end, with: "")
        let moved = evil.replacing("</saml2:Issuer>", with: "</saml2:Issuer>" + good[start..<end])
        #expect(refusal(of: envelope(moved, header: bare)) == .wrapping)
        #expect(refusal(of: envelope(moved)) == .wrapping)
    }

    @Test func `two signed assertions are one too many`() throws {
        #expect(refusal(of: envelope(try signed() + signed(assertionText(id: "_a2")))) == .several)
    }

    @Test func `an identifier is claimed once`() throws {
        let good = try signed()
        #expect(refusal(of: envelope(good + assertionText())) == .duplicateIdentifier)
        for attribute in ["ID", "Id", "id", "xml:id"] {
            #expect(refusal(of: envelope(good, body: "<x \(attribute)=\"_a1\"/>")) == .duplicateIdentifier, "\(attribute)")
        }
        #expect(refusal(of: envelope(good, body: "<x other=\"_a1\"/>")) == nil)
    }

    @Test func `an identifier that is no name is refused`() throws {
        for id in ["1a", "a b", "a'b", "é", ""] {
            let text = try signed().replacing("ID=\"_a1\"", with: "ID=\"\(id)\"")
            #expect(refusal(of: text) == .structure, "\(id)")
        }
    }

    @Test func `nothing, something encrypted and something unsigned are told apart from wrapping`() throws {
        #expect(refusal(of: envelope("")) == .absent)
        #expect(refusal(of: envelope("<saml2:EncryptedAssertion xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>")) == .absent)
        #expect(refusal(of: envelope(evil)) == .unsigned)
        #expect(refusal(of: "no XML") == .unreadable)
        #expect(refusal(of: "<!DOCTYPE x><x/>") == .unreadable)
    }

    @Test func `a second signature that covers a Body which was moved aside is refused`() throws {
        let good = try signed()
        let second = "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo><ds:Reference URI=\"#b\"/></ds:SignedInfo></ds:Signature>"
        #expect(refusal(of: envelope(good + second, bodyAttributes: " Id=\"b\"")) == nil)
        #expect(refusal(of: envelope(good + second, header: "<w><soap:Body Id=\"b\"/></w>")) == .wrapping)
        #expect(refusal(of: envelope(good + second)) == .wrapping)
        #expect(refusal(of: envelope(good + second.replacing("#b", with: "http://x/"))) == .reference)
    }

    @Test func `a Response speaks only where it is allowed to`() throws {
        let success = "<p:Status><p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></p:Status>"
        func response(_ content: String) -> String { "<p:Response xmlns:p=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_r\"><i/>\(content)</p:Response>" }
        let outside = try signed(response(success + assertionText()))
        #expect(refusal(of: outside) == .wrapping)
        #expect(try read(outside, places: .response).subject == "899700000001")
        #expect(try read(response(success + signed()), places: .response).subject == "899700000001")
        #expect(refusal(of: response(success + assertionText()), places: .response) == .unsigned)
        #expect(refusal(of: response(try signed()), places: .response) == .structure)
        #expect(refusal(of: outside.replacing("899700000001", with: "899799999999"), places: .response) == .invalid)
    }
}
