// Keys, assertions and signed messages for the tests of this module.

import CredentialChecks
import Foundation
import SignedXML
import XMLTree

let now = Date(timeIntervalSince1970: 1_772_366_400)

/// A signer of each kind of key, made once: an RSA key costs a large part of a second.
enum Signers {
    static let authority = try! DevelopmentAuthority(now: now)
    static let elliptic = try! authority.client(named: "signer", now: now)
    static let other = try! authority.client(named: "signer", now: now)
    static let rsa = try! authority.client(named: "signer", now: now, keys: .rsa2048)

    static func key(_ issued: IssuedCertificate) throws -> SigningKey {
        try SigningKey(pem: try issued.keyPEM(), certificate: issued.certificate.der)
    }
}

/// An assertion without signature, with what a test wants to be different.
func assertionText(
    id: String = "_a1", subject: String = "<saml2:NameID>899700000001</saml2:NameID>", conditions: String = "",
    attributes: String = "<saml2:Attribute Name=\"a\"><saml2:AttributeValue>1</saml2:AttributeValue></saml2:Attribute>", declarations: String = ""
) -> String {
    """
    <saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"\(declarations) ID="\(id)" IssueInstant="2026-03-01T12:00:00Z" Version="2.0">\
    <saml2:Issuer>CN=signer</saml2:Issuer><saml2:Subject>\(subject)</saml2:Subject>\(conditions)\
    <saml2:AuthnStatement AuthnInstant="2026-03-01T11:59:00Z"><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:x:X509</saml2:AuthnContextClassRef>\
    </saml2:AuthnContext></saml2:AuthnStatement><saml2:AttributeStatement>\(attributes)</saml2:AttributeStatement></saml2:Assertion>
    """
}

/// The assertion, signed.
func signed(_ text: String = assertionText(), by issued: IssuedCertificate = Signers.elliptic) throws -> String {
    try signed(text, with: Signers.key(issued))
}

/// The assertion, signed with a key at hand.
func signed(_ text: String = assertionText(), with key: SigningKey) throws -> String {
    String(decoding: try key.sign(try FrozenTree.parse(Array(text.utf8)).root), as: UTF8.self)
}

/// A SOAP message with blocks in its security header.
func envelope(_ security: String, header: String = "", body: String = "<x/>", bodyAttributes: String = "") -> String {
    """
    <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Header>\(header)\
    <wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">\(security)</wsse:Security>\
    </soap:Header><soap:Body\(bodyAttributes)>\(body)</soap:Body></soap:Envelope>
    """
}

/// Reads and verifies a message as the gateway does, under the signer's own certificate.
func read(
    _ text: String, by issued: IssuedCertificate = Signers.elliptic, places: AssertionPlaces = [.alone, .securityHeader], policy: SignaturePolicy = .standard
) throws(SignedXMLFailure) -> Assertion {
    try UnverifiedAssertion(in: Array(text.utf8), places: places, policy: policy).assertion(signedBy: issued.certificate.der)
}

/// The code and field with which a message is refused, nil when it is read.
func refusal(
    of text: String, by issued: IssuedCertificate = Signers.elliptic, places: AssertionPlaces = [.alone, .securityHeader], policy: SignaturePolicy = .standard
) -> SignedXMLCode? {
    do throws(SignedXMLFailure) {
        _ = try read(text, by: issued, places: places, policy: policy)
        return nil
    } catch {
        return error.code
    }
}
