// Every attribute of the profile: its type, its number, and what stands in it.

import AuthorTrust
import ClinicalTypes
import CredentialChecks
import Foundation
import SignedXML
import Testing
import XMLTree

@Suite struct VIHFAttributeTests {
    /// An assertion whose text was changed before it was signed.
    private func refusals(_ old: String, _ new: String, mode: AuthenticationMode = .direct) throws -> [String] {
        let signer = mode == .direct ? AssertionCases.direct : AssertionCases.indirect
        let made = String(decoding: try signer.assertion(AssertionCases.claims(mode), fault: .unsigned, now: now), as: UTF8.self)
        let changed = made.replacing(old, with: new)
        #expect(changed != made, "\(old) is there")
        let key = try SigningKey(pem: try signer.signer.keyPEM(), certificate: signer.signer.certificate.der)
        let bytes = try key.sign(try FrozenTree.parse(Array(changed.utf8)).root)
        let check = AssertionCheck(trust: AssertionCases.trust, uses: nil)
        return check.verdict(on: bytes, sender: nil, document: nil, now: now).failures.map { "\($0.code) \($0.field)" }
    }

    private static let xspa = "urn:oasis:names:tc:xspa:1.0:subject:purposeofuse"
    private static let role = "urn:oasis:names:tc:xacml:2.0:subject:role"
    private static let resource = "urn:oasis:names:tc:xacml:2.0:resource:resource-id"

    static let attributes = [
        "VIHF_Version", "Identifiant_Structure", "Secteur_Activite", role, "Authentification_Mode", resource, "Ressource_URN", xspa, "LPS_Nom", "LPS_Version",
        "LPS_ID_HOMOLOGATION_DMP",
    ]

    @Test(arguments: attributes)
    func `an attribute that the profile requires is missed by its name`(name: String) throws {
        #expect(try refusals("Name=\"\(name)\"", "Name=\"other\"") == ["assertion.attribute-missing \(name)"])
    }

    @Test(arguments: ["VIHF_Version", "Identifiant_Structure", "Secteur_Activite", resource, "Ressource_URN", "LPS_Nom"])
    func `an attribute of one value has one`(name: String) throws {
        let two = "Name=\"\(name)\"><saml2:AttributeValue>x</saml2:AttributeValue>"
        #expect(try refusals("Name=\"\(name)\">", two) == ["assertion.attribute-count \(name)"])
    }

    static let values: [(old: String, new: String, code: String)] = [
        (">4.0<", ">5.0<", "assertion.version VIHF_Version"), (">DIRECTE<", ">DELEGUEE<", "assertion.mode-unknown Authentification_Mode"),
        (">SA07^1.2.250.1.71.4.2.4<", ">SA07<", "assertion.sector-unknown Secteur_Activite"),
        (">SA07^1.2.250.1.71.4.2.4<", ">SA07^1.2<", "assertion.sector-unknown Secteur_Activite"),
        (">urn:dmp<", ">urn:ror<", "assertion.attribute-value Ressource_URN"), ("code=\"normal\"", "code=\"urgent\"", "assertion.access-unknown \(xspa)"),
        ("code=\"10\"", "code=\"11\"", "assertion.profession-unknown \(role)[1]"),
        ("codeSystem=\"1.2.250.1.71.1.2.7\"", "codeSystem=\"1.2.250.1.71.1.2.9\"", "assertion.profession-unknown \(role)[1]"),
        ("codeSystem=\"1.2.250.1.71.4.2.5\"", "codeSystem=\"1.2\"", "assertion.speciality-unknown \(role)[2]"),
        ("Role", "Rolle", "assertion.attribute-value \(role)"), ("xmlns=\"urn:hl7-org:v3\"", "xmlns=\"urn:x\"", "assertion.attribute-value \(role)"),
        (">1750803447<", ">175080 3447<", "assertion.attribute-value Identifiant_Structure"),
        (">1750803447<", "><", "assertion.attribute-value Identifiant_Structure"), ("^^^&amp;", "^^^", "assertion.patient-unreadable \(resource)"),
        ("&amp;ISO^NH", "&amp;ISO^", "assertion.patient-unreadable \(resource)"), ("1.2.250.1.213.1.4.10", "x", "assertion.patient-unreadable \(resource)"),
        (">899900063480<", ">CLAIRE<", "assertion.subject-unreadable Subject/NameID"),
        ("nameid-format:X509SubjectName", "nameid-format:unspecified", "assertion.issuer-format Issuer/@Format"),
        ("classes:SmartcardPKI", "classes:Password", "assertion.authentication AuthnStatement/AuthnContext/AuthnContextClassRef"),
    ]

    @Test(arguments: values.indices)
    func `a value that the profile does not know is named with its attribute`(index: Int) throws {
        let value = Self.values[index]
        #expect(try refusals(value.old, value.new).first == value.code)
    }

    @Test func `both spellings of the mode are read, but not both at once`() throws {
        let mode = "<saml2:Attribute Name=\"Authentification_mode\"><saml2:AttributeValue>DIRECTE</saml2:AttributeValue></saml2:Attribute>"
        #expect(try refusals("Name=\"Authentification_Mode\"", "Name=\"Authentification_mode\"") == [])
        #expect(
            try refusals("<saml2:Attribute Name=\"VIHF_Version\">", mode + "<saml2:Attribute Name=\"VIHF_Version\">")
                == ["assertion.attribute-count Authentification_Mode"])
    }

    @Test func `the user's name is asked for in indirect mode alone`() throws {
        let name = "Name=\"urn:oasis:names:tc:xspa:1.0:subject:subject-id\""
        #expect(try refusals(name, "Name=\"other\"") == [])
        #expect(try refusals(name, "Name=\"other\"", mode: .indirect) == ["assertion.attribute-missing urn:oasis:names:tc:xspa:1.0:subject:subject-id"])
    }

    @Test func `the purpose may be a plain text, as some senders write it`() throws {
        #expect(try refusals(#"<PurposeOfUse xmlns="urn:hl7-org:v3""#, #"<PurposeOfUse xmlns="urn:hl7-org:v3" x="1""#) == [])
    }

    @Test func `two roles in one value are two roles`() throws {
        #expect(try refusals("></Role></saml2:AttributeValue><saml2:AttributeValue><Role ", "></Role><Role ") == [])
    }

    @Test func `one statement of authentication is asked for`() throws {
        let statement = #/<saml2:AuthnStatement .*</saml2:AuthnStatement>/#
        let made = String(decoding: try AssertionCases.direct.assertion(AssertionCases.claims(), fault: .unsigned, now: now), as: UTF8.self)
        let found = try #require(made.firstMatch(of: statement)).output
        #expect(try refusals(String(found), "") == ["assertion.authentication AuthnStatement"])
        #expect(try refusals(String(found), String(found + found)) == ["assertion.authentication AuthnStatement"])
    }
}
