// Why a signature or an assertion is refused, as codes of our own.

/// The stable codes of refusals.
public enum SignedXMLCode: String, Sendable, Hashable, CaseIterable {
    /// The bytes are not XML, or more than is read.
    case unreadable = "assertion.unreadable"
    /// There is no assertion.
    case absent = "assertion.absent"
    /// There is more than one assertion, each with its own signature.
    case several = "assertion.several"
    /// Its shape is not that of a SAML 2.0 assertion.
    case structure = "assertion.structure"
    /// A text of it holds characters that have no place there, or mixes text with other things.
    case text = "assertion.text"
    /// It holds more than is read.
    case limits = "assertion.limits"
    /// The element is not signed.
    case unsigned = "assertion.unsigned"
    /// What is signed is not what would be read: signature wrapping.
    case wrapping = "assertion.signature-wrapping"
    /// The shape of the signature is not one that is read.
    case signatureStructure = "assertion.signature-structure"
    /// An algorithm that is not accepted, or another key than it needs.
    case algorithm = "assertion.algorithm"
    /// A transform that is not accepted.
    case transform = "assertion.transform"
    /// A reference to anything but the element itself.
    case reference = "assertion.reference"
    /// Two elements claim the identifier that the signature refers to.
    case duplicateIdentifier = "assertion.duplicate-id"
    /// The signature does not carry the certificate of its signer, or names its key in another way.
    case key = "assertion.key"
    /// The signature is wrong: something was changed, or another key made it.
    case invalid = "assertion.signature-invalid"
    /// The library failed.
    case machinery = "assertion.machinery"
}

/// One reason to refuse, and the field concerned.
public struct SignedXMLFailure: Error, Sendable, Hashable {
    /// The reason.
    public let code: SignedXMLCode
    /// The element or attribute, for instance `Signature/SignedInfo/SignatureMethod/@Algorithm`.
    public let field: String
    /// What would have been right.
    public let expected: String?
    /// What came: algorithm names, references and counts; never a claim.
    public let received: String?

    init(_ code: SignedXMLCode, _ field: String, expected: String? = nil, received: String? = nil) {
        self.code = code
        self.field = field
        self.expected = expected
        self.received = received.map { $0.count > 120 ? $0.prefix(120) + "…" : $0 }
    }
}

extension SignedXMLFailure: CustomStringConvertible {
    /// The code and the field; nothing of what came.
    public var description: String { "\(code.rawValue) at \(field)" }
}
