// Writes and signs an assertion of the French profile: what the gateway sends on in indirect mode, and what the sandbox hands out.

import ClinicalTypes
public import CredentialChecks
public import Foundation
public import SignedXML
import XMLTree

/// Why an assertion could not be written.
public enum VIHFWritingFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// A claim holds a character that XML has no place for.
    case unwritable
    /// The key failed.
    case key(SigningKeyFailure)

    /// The code.
    public var description: String {
        switch self {
        case .unwritable: "vihf.unwritable"
        case .key(let failure): failure.description
        }
    }
}

/// When an assertion is made, and for how long.
public struct AssertionMoments: Sendable, Hashable {
    /// When it is issued.
    public var issued: Date
    /// When the user was authenticated.
    public var authenticated: Date
    /// For how long it is good, in seconds; nil writes no Conditions.
    public var lifetime: TimeInterval?

    /// States moments; the user is taken to be authenticated when the assertion is issued.
    public init(issued: Date, authenticated: Date? = nil, lifetime: TimeInterval? = 300) {
        self.issued = issued
        self.authenticated = authenticated ?? issued
        self.lifetime = lifetime
    }
}

/// Writes assertions in the name of one signer.
public struct VIHFWriter: Sendable {
    let key: SigningKey
    let issuer: DistinguishedName

    /// Prepares a writer; the issuer is the subject of the key's certificate.
    public init(key: SigningKey) throws(CertificateFailure) {
        self.key = key
        issuer = try Certificate(der: key.certificate).subject
    }

    /// Prepares a writer that names an issuer of its own: a fault, for tests.
    init(key: SigningKey, issuer: DistinguishedName) {
        self.key = key
        self.issuer = issuer
    }

    /// The assertion, signed: UTF-8 XML without a declaration.
    ///
    /// `id` is an `xs:ID`; a random one unless told otherwise.
    public func assertion(
        _ claims: VIHF, at moments: AssertionMoments, contextClass: String = "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI", id: String? = nil
    ) throws(VIHFWritingFailure) -> [UInt8] {
        let text = VIHFText(claims: claims, moments: moments, issuer: issuer.written, contextClass: contextClass, id: id ?? "_" + hexadecimal(randomBytes(16)))
        guard let tree = try? FrozenTree.parse(Array(text.text.utf8)) else { throw .unwritable }
        do {
            return try key.sign(tree.root)
        } catch {
            throw .key(error)
        }
    }

    /// The same within `wsse:Security`, ready to be a block of a SOAP 1.2 header.
    public func securityHeader(
        _ claims: VIHF, at moments: AssertionMoments, contextClass: String = "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified", id: String? = nil
    ) throws(VIHFWritingFailure) -> [UInt8] {
        Self.securityHeader(around: try assertion(claims, at: moments, contextClass: contextClass, id: id))
    }

    /// The block of a SOAP 1.2 header around an assertion.
    static func securityHeader(around assertion: [UInt8]) -> [UInt8] {
        let start = """
            <wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd" \
            xmlns:soap="http://www.w3.org/2003/05/soap-envelope" soap:mustUnderstand="1">
            """
        return Array(start.utf8) + assertion + Array("</wsse:Security>".utf8)
    }
}

/// The text of one assertion, before it is signed.
struct VIHFText {
    let claims: VIHF
    let moments: AssertionMoments
    let issuer: String
    let contextClass: String
    let id: String

    var text: String {
        """
        <saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="\(escaped(id))" IssueInstant="\(moment(moments.issued))" Version="2.0">\
        <saml2:Issuer Format="\(VIHFAttribute.subjectNameFormat)">\(escaped(issuer))</saml2:Issuer>\
        <saml2:Subject><saml2:NameID>\(escaped(claims.subject))</saml2:NameID></saml2:Subject>\(conditions)\
        <saml2:AuthnStatement AuthnInstant="\(moment(moments.authenticated))"><saml2:AuthnContext>\
        <saml2:AuthnContextClassRef>\(escaped(contextClass))</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>\
        <saml2:AttributeStatement>\(attributes)</saml2:AttributeStatement></saml2:Assertion>
        """
    }

    private var conditions: String {
        guard let lifetime = moments.lifetime else { return "" }
        return "<saml2:Conditions NotBefore=\"\(moment(moments.issued))\" NotOnOrAfter=\"\(moment(moments.issued + lifetime))\"/>"
    }

    private var attributes: String {
        var all = [
            attribute(VIHFAttribute.version, [escaped(claims.version)]), attribute(VIHFAttribute.structure, [escaped(claims.structure)]),
            attribute(VIHFAttribute.sector, [escaped("\(claims.sector.code)^\(claims.sector.system)")]),
        ]
        if let name = claims.subjectName { all.append(attribute(VIHFAttribute.subjectName, [escaped(name)])) }
        let roles = [claims.profession] + [claims.expertise].compactMap(\.self)
        all.append(attribute(VIHFAttribute.role, roles.map { coded("Role", $0) }))
        all.append(attribute(VIHFAttribute.mode[0], [claims.mode.rawValue]))
        all.append(attribute(VIHFAttribute.patient, [escaped(claims.patient.written)]))
        all.append(attribute(VIHFAttribute.resource, [VIHFAttribute.recordURN]))
        let purpose = CodedValue(code: claims.access.rawValue, system: "1.2.250.1.213.1.1.4.248", displayName: claims.access.displayName)
        all.append(attribute(VIHFAttribute.access, [coded("PurposeOfUse", purpose)]))
        if let reason = claims.reason { all.append(attribute(VIHFAttribute.reason, [escaped(reason)])) }
        if let confidentiality = claims.confidentiality {
            all.append(attribute(VIHFAttribute.confidentiality, [coded("ConfidentialityCode", confidentiality)]))
        }
        all.append(attribute(VIHFAttribute.softwareName, [escaped(claims.software.name)]))
        all.append(attribute(VIHFAttribute.softwareVersion, [escaped(claims.software.version)]))
        if let instance = claims.software.instance { all.append(attribute(VIHFAttribute.softwareInstance, [escaped(instance)])) }
        all.append(attribute(VIHFAttribute.homologation, [escaped(claims.software.homologation)]))
        return all.joined()
    }

    private func attribute(_ name: String, _ values: [String]) -> String {
        let written = values.map { "<saml2:AttributeValue>\($0)</saml2:AttributeValue>" }.joined()
        return "<saml2:Attribute Name=\"\(name)\">\(written)</saml2:Attribute>"
    }

    private func coded(_ element: String, _ value: CodedValue) -> String {
        let display = value.displayName.map { " displayName=\"\(escaped($0))\"" } ?? ""
        return """
            <\(element) xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CE" code="\(escaped(value.code))" \
            codeSystem="\(escaped(value.system))"\(display)/>
            """
    }

    private func moment(_ date: Date) -> String { date.ISO8601Format() }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}

extension AccessMode {
    /// The name of the mode in its code list.
    fileprivate var displayName: String {
        switch self {
        case .normal: "Accès normal"
        case .breakGlass: "Accès bris de glace"
        case .regulation: "Accès Centre 15"
        }
    }
}
