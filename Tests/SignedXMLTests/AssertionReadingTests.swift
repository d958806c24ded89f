// What is read from an assertion, and what could be read in two ways and is therefore refused.

import Foundation
import Testing

@testable import SignedXML

@Suite struct AssertionReadingTests {
    private func subject(_ content: String) throws -> String { try signed(assertionText(subject: "<saml2:NameID>\(content)</saml2:NameID>")) }

    @Test func `the subject is read whole or not at all`() throws {
        #expect(refusal(of: try subject("8997<!-- -->00000001.evil")) == nil, "exclusive canonicalization takes comments away before they are signed")
        #expect(try read(subject("8997<!-- -->00000001.evil")).subject == "899700000001.evil")
        #expect(refusal(of: try subject("8997<?x?>00000001")) == .text)
        #expect(try read(subject("8997<![CDATA[00000001.evil]]>")).subject == "899700000001.evil")
        #expect(refusal(of: try subject("8997<x/>00000001")) == .text)
        #expect(refusal(of: try subject("  ")) == .text)
        #expect(refusal(of: try subject("8997\u{200B}")) == .text)
        #expect(refusal(of: try subject("8997\u{202E}1")) == .text)
        #expect(try read(subject("\n 8997 ")).subject == "8997")
    }

    @Test func `what SAML does not know leaves nothing to believe`() throws {
        #expect(refusal(of: try signed(assertionText(conditions: "<saml2:Conditions><x/></saml2:Conditions>"))) == .structure)
        #expect(refusal(of: try signed(assertionText(conditions: "<other/>"))) == .structure)
        #expect(refusal(of: try signed(assertionText(subject: ""))) == .structure)
        #expect(refusal(of: try signed(assertionText().replacing("Version=\"2.0\"", with: "Version=\"1.1\""))) == .structure)
        #expect(refusal(of: try signed(assertionText().replacing("<saml2:Issuer>CN=signer</saml2:Issuer>", with: "<saml2:Advice/>"))) == .structure)
        #expect(refusal(of: try signed(assertionText().replacing("IssueInstant=\"2026-03-01T12:00:00Z\"", with: ""))) == .structure)
    }

    @Test func `conditions are read as they are written`() throws {
        let text = """
            <saml2:Conditions NotBefore="2026-03-01T12:00:00Z" NotOnOrAfter="2026-03-01T12:05:00.5+01:00">\
            <saml2:AudienceRestriction><saml2:Audience> a </saml2:Audience><saml2:Audience>b</saml2:Audience></saml2:AudienceRestriction>\
            <saml2:AudienceRestriction><saml2:Audience>c</saml2:Audience></saml2:AudienceRestriction><saml2:OneTimeUse/></saml2:Conditions>
            """
        let conditions = try read(signed(assertionText(conditions: text))).conditions
        #expect(conditions.notBefore == now)
        #expect(conditions.notOnOrAfter == now + 300.5 - 3_600)
        #expect(conditions.audiences == [["a", "b"], ["c"]])
        #expect(conditions.isOneTimeUse)
    }

    @Test(arguments: [
        "2026-03-01T12:00:00", "2026-02-29T12:00:00Z", "2026-13-01T12:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01 12:00:00Z", "2026-03-01T12:00:00.Z",
        "2026-03-01T12:00:00.0123456789Z", "2026-03-01T12:00:00+15:00", "2026-03-01T12:00:00ZZ", "", "1969-01-01T00:00:00Z", "2026-03-01T12:00:00+0100",
    ])
    func `a moment that is none, or that has no zone, is refused`(text: String) throws {
        #expect(refusal(of: try signed(assertionText(conditions: "<saml2:Conditions NotBefore=\"\(text)\"/>"))) == .structure)
    }

    @Test(arguments: [("1970-01-01T00:00:00Z", 0.0), ("2024-02-29T23:59:59.25Z", 1_709_251_199.25), ("2100-03-01T00:00:00-02:00", 4_107_549_600)])
    func `a moment is counted right`(text: String, seconds: Double) throws {
        let assertion = try read(signed(assertionText(conditions: "<saml2:Conditions NotBefore=\"\(text)\"/>")))
        #expect(assertion.conditions.notBefore?.timeIntervalSince1970 == seconds)
    }

    @Test func `attributes have one name each, and values of text or of plain elements`() throws {
        func attributes(_ values: String, name: String = "r") -> String { "<saml2:Attribute Name=\"\(name)\">\(values)</saml2:Attribute>" }
        func value(_ content: String) -> String { "<saml2:AttributeValue>\(content)</saml2:AttributeValue>" }
        let role = "<Role xmlns=\"urn:hl7-org:v3\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CE\" code=\"10\" codeSystem=\"1.2\"/>"
        let read = try SignedXMLTests.read(signed(assertionText(attributes: attributes(value(role) + value("\n " + role + role) + value("10<![CDATA[x]]>")))))
        let element = AttributeElement(name: "Role", namespace: "urn:hl7-org:v3", attributes: ["code": "10", "codeSystem": "1.2"], text: "")
        #expect(read.attribute("r")?.values == [.elements([element]), .elements([element, element]), .text("10x")])
        #expect(refusal(of: try signed(assertionText(attributes: attributes(value("1")) + attributes(value("2"))))) == .structure)
        #expect(refusal(of: try signed(assertionText(attributes: attributes(value("1<x/>"))))) == .structure)
        #expect(refusal(of: try signed(assertionText(attributes: attributes(value("<x><y/></x>"))))) == .structure)
        #expect(refusal(of: try signed(assertionText(attributes: attributes(value(String(repeating: "x", count: 5_000)))))) == .limits)
        #expect(refusal(of: try signed(assertionText(attributes: attributes(String(repeating: value("1"), count: 33))))) == .limits)
        let many = (0..<129).map { attributes(value("1"), name: "n\($0)") }.joined()
        #expect(refusal(of: try signed(assertionText(attributes: many))) == .limits)
    }

    @Test func `ways to confirm the subject are read with their keys`() throws {
        let text = """
            <saml2:NameID>8</saml2:NameID><saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:holder-of-key">\
            <saml2:SubjectConfirmationData NotOnOrAfter="2026-03-01T12:00:00Z" Recipient="r"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\
            <ds:X509Data><ds:X509Certificate>AQID</ds:X509Certificate></ds:X509Data></ds:KeyInfo></saml2:SubjectConfirmationData></saml2:SubjectConfirmation>
            """
        let confirmation = try #require(try read(signed(assertionText(subject: text))).confirmations.first)
        #expect(confirmation.method == SubjectConfirmation.holderOfKey)
        #expect(confirmation.holderCertificates == [[1, 2, 3]])
        #expect(confirmation.notOnOrAfter == now)
        #expect(confirmation.recipient == "r")
    }
}
