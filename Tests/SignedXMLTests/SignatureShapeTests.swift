// Every liberty of XML Signature that is not needed is refused, before anything is computed.

import Foundation
import SignedXML
import Testing

@Suite struct SignatureShapeTests {
    private static let enveloped = "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>"
    private static let exclusive = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>"
    private static let canonical = "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>"

    /// What is replaced in a signed assertion, by what, and the refusal.
    static let liberties: [(old: String, new: String, code: SignedXMLCode)] = [
        (enveloped, "", .transform), (exclusive, "", .transform), (enveloped + exclusive, exclusive + enveloped, .transform),
        (exclusive, exclusive + exclusive, .transform),
        (exclusive, "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/>", .transform),
        (exclusive, "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>1</ds:XPath></ds:Transform>", .transform),
        (exclusive, "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#WithComments\"/>", .transform),
        (exclusive, "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"><x/></ds:Transform>", .transform),
        (enveloped, "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\">x</ds:Transform>", .transform),
        (canonical, "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>", .algorithm),
        (canonical, "<ds:CanonicalizationMethod/>", .algorithm), (canonical, "", .signatureStructure),
        ("ecdsa-sha256\"/>", "ecdsa-sha256\"><ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>", .algorithm),
        ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1", .algorithm),
        ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "http://www.w3.org/2000/09/xmldsig#rsa-sha1", .algorithm),
        ("xmlenc#sha256", "xmldsig-more#md5", .algorithm), ("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1", .algorithm),
        ("URI=\"#_a1\"", "URI=\"\"", .reference), ("URI=\"#_a1\"", "URI=\"http://127.0.0.1:9/\"", .reference), (" URI=\"#_a1\"", "", .reference),
        ("URI=\"#_a1\"", "URI=\"#xpointer(id('_a1'))\"", .reference), ("URI=\"#_a1\"", "URI=\"#_other\"", .wrapping),
        ("</ds:Reference>", "</ds:Reference><ds:Reference URI=\"#_a1\"/>", .reference),
        ("<ds:DigestValue>", "<ds:DigestValue><!-- -->", .signatureStructure), ("<ds:DigestValue>", "<ds:DigestValue><?x?>", .signatureStructure),
        ("<ds:DigestValue>", "<ds:DigestValue>!", .signatureStructure), ("<ds:SignatureValue>", "<ds:SignatureValue>!", .invalid),
        ("</ds:KeyInfo>", "</ds:KeyInfo><ds:Object/>", .signatureStructure), ("<ds:SignedInfo>", "text<ds:SignedInfo>", .signatureStructure),
        ("<ds:KeyInfo>", "<ds:KeyInfo><ds:KeyName>k</ds:KeyName>", .key), ("<ds:KeyInfo>", "<ds:KeyInfo><ds:KeyValue/>", .key),
        ("<ds:KeyInfo>", "<ds:KeyInfo><ds:RetrievalMethod URI=\"file:///dev/zero\"/>", .key), ("<ds:X509Data>", "<ds:X509Data><ds:X509CRL/>", .key),
        ("<ds:X509Certificate>", "<ds:X509Certificate>!", .key),
        ("</ds:Signature>", "</ds:Signature><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>", .signatureStructure),
    ]

    /// A signed assertion with its empty elements written short, which leaves the signature as it is.
    private func compact() throws -> String {
        let short = try signed().replacing(#/<(ds:\w+)([^>]*)></ds:\w+>/#) { "<\($0.1)\($0.2)/>" }
        let text = short.replacing("<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">", with: "<ds:SignedInfo>")
        #expect(refusal(of: text) == nil)
        return text
    }

    @Test(arguments: liberties.indices)
    func `a liberty is refused by its name`(index: Int) throws {
        let liberty = Self.liberties[index]
        let text = try compact()
        let changed = text.replacing(liberty.old, with: liberty.new, maxReplacements: 1)
        #expect(changed != text, "\(liberty.old) is there")
        #expect(refusal(of: changed) == liberty.code, "\(liberty.old.suffix(40)) to \(liberty.new.prefix(80))")
    }

    @Test func `a list of inclusive prefixes is read, a long one refused`() throws {
        func with(_ prefixes: String) throws -> String {
            let list = "<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"\(prefixes)\"/>"
            let transform = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">\(list)</ds:Transform>"
            return try compact().replacing(Self.exclusive, with: transform, maxReplacements: 1)
        }
        // The digest is over another SignedInfo now, but the shape passes.
        #expect(refusal(of: try with("saml2 hl7")) == .invalid)
        #expect(refusal(of: try with(String(repeating: "prefix ", count: 200))) == .transform)
    }

    @Test func `a signature without KeyInfo names no signer`() throws {
        let text = try signed()
        let start = try #require(text.range(of: "<ds:KeyInfo>")).lowerBound
        let end = try #require(text.range(of: "</ds:KeyInfo>")).upperBound
        #expect(refusal(of: text.replacingCharacters(in: start..<end, with: "")) == .key)
    }

    @Test func `more certificates than anybody needs are refused`() throws {
        let part = "<ds:X509Certificate>MAA=</ds:X509Certificate>"
        #expect(refusal(of: try signed().replacing("</ds:X509Data>", with: String(repeating: part, count: 6) + "</ds:X509Data>")) == .key)
    }

    @Test func `an assertion larger than an assertion ever is is refused before it is digested`() throws {
        let many = (0..<1_500).map { "<saml2:Attribute Name=\"n\($0)\"/>" }.joined()
        #expect(refusal(of: try signed(assertionText(attributes: many))) == .limits)
        let long = String(repeating: "x", count: 300_000)
        #expect(refusal(of: try signed(assertionText(attributes: "<saml2:Attribute Name=\"\(long)\"/>"))) == .limits)
    }

    @Test func `a failure says where, and describes nothing that came`() throws {
        let text = try signed().replacing("URI=\"#_a1\"", with: "URI=\"#secret\"")
        let failure = try #require(throws: SignedXMLFailure.self) { try read(text) }
        #expect(failure.field == "SignedInfo/Reference/@URI")
        #expect(failure.expected == "#_a1")
        #expect("\(failure)" == "assertion.signature-wrapping at SignedInfo/Reference/@URI")
    }
}
