// A SAML 2.0 assertion whose signature was verified.

public import Foundation

/// What an assertion says, read from the bytes that its signature covers (SAML 2.0 Core, 2).
public struct Assertion: Sendable, Hashable {
    /// The identifier, `@ID`.
    public let id: String
    /// When it was issued.
    public let issueInstant: Date
    /// Who issued it, as written.
    public let issuer: String
    /// How the issuer is named, `Issuer/@Format`.
    public let issuerFormat: String?
    /// Whom it is about: `Subject/NameID`, whole, white space at its ends removed.
    public let subject: String
    /// The ways in which the sender may prove that it speaks for the subject.
    public let confirmations: [SubjectConfirmation]
    /// The bounds within which it is to be used.
    public let conditions: AssertionConditions
    /// How and when the subject was authenticated; empty where nothing is said.
    public let authentications: [AuthenticationStatement]
    /// The attributes, in order; no name is there twice.
    public let attributes: [AssertionAttribute]

    /// The attribute of that name.
    public func attribute(_ name: String) -> AssertionAttribute? { attributes.first { $0.name == name } }
}

extension Assertion: CustomStringConvertible {
    /// The number of attributes: nothing of what they say.
    public var description: String { "assertion(\(attributes.count) attributes)" }
}

/// One way to confirm the subject (SAML 2.0 Core, 2.4.1.1).
public struct SubjectConfirmation: Sendable, Hashable {
    /// The URI of the method.
    public let method: String
    /// The first moment, nil where none is said.
    public let notBefore: Date?
    /// The end, nil where none is said.
    public let notOnOrAfter: Date?
    /// Whom it is meant for, nil where that is not said.
    public let recipient: String?
    /// The certificates of the keys that the holder must prove, DER.
    public let holderCertificates: [[UInt8]]

    /// Whoever bears the assertion.
    public static let bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
    /// Whoever holds a key.
    public static let holderOfKey = "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"
    /// A sender that vouches for the subject.
    public static let senderVouches = "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"
}

/// The conditions of an assertion (SAML 2.0 Core, 2.5).
public struct AssertionConditions: Sendable, Hashable {
    /// The first moment, nil where none is said.
    public let notBefore: Date?
    /// The end, nil where none is said.
    public let notOnOrAfter: Date?
    /// The audiences: one list for each restriction; of each list one must be met.
    public let audiences: [[String]]
    /// Whether it may be used once only.
    public let isOneTimeUse: Bool
}

/// One act of authentication (SAML 2.0 Core, 2.7.2).
public struct AuthenticationStatement: Sendable, Hashable {
    /// When the subject was authenticated.
    public let instant: Date
    /// How, by the URI of the class.
    public let contextClass: String?
    /// The end of the session, nil where none is said.
    public let sessionNotOnOrAfter: Date?
}

/// One attribute (SAML 2.0 Core, 2.7.3.1).
public struct AssertionAttribute: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The values, in order.
    public let values: [AssertionAttributeValue]
}

/// One value of an attribute: a text, or elements.
public enum AssertionAttributeValue: Sendable, Hashable {
    /// A text, whole; white space at its ends removed.
    case text(String)
    /// Elements that hold no others, by name and attributes, such as coded values of HL7 version 3.
    case elements([AttributeElement])
}

/// An element within an attribute's value.
public struct AttributeElement: Sendable, Hashable {
    /// The local name.
    public let name: String
    /// The namespace, nil where there is none.
    public let namespace: String?
    /// The attributes by local name; those of XML Schema instances (`xsi:type`) are left out.
    public let attributes: [String: String]
    /// The text in it.
    public let text: String
}
