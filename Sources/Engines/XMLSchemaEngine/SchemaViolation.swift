// One place where a document breaks its schema.

public import XMLTree

/// A breach of the schema: what kind, where, what was expected.
public struct SchemaViolation: Sendable, Hashable {
    /// The kinds of breach.
    ///
    /// The raw values are stable codes.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The element to begin with is not one that the schema declares.
        case rootUnexpected = "structure.root-unexpected"
        /// An element stands where another, or none, is due.
        case elementUnexpected = "structure.element-unexpected"
        /// An element ends and one certain child is still due.
        case elementMissing = "structure.element-missing"
        /// An element ends and one of several children is still due.
        case contentIncomplete = "structure.content-incomplete"
        /// A required attribute is not there.
        case attributeMissing = "structure.attribute-missing"
        /// An attribute that the element does not have.
        case attributeUnexpected = "structure.attribute-unexpected"
        /// A value that is not among those listed, or not the one prescribed.
        case valueNotAllowed = "structure.value-not-allowed"
        /// A value that does not have the form of its type.
        case valueMalformed = "structure.value-malformed"
        /// Text where only elements, or nothing, may stand.
        case textUnexpected = "structure.text-unexpected"
        /// `xsi:type` names a type that the schema does not know, or uses a prefix that is not declared.
        case typeUnknown = "structure.type-unknown"
        /// `xsi:type` names a type that may not stand for the element's own.
        case typeNotAllowed = "structure.type-not-allowed"
        /// The element's own type is abstract and no `xsi:type` says which one is meant.
        case typeMissing = "structure.type-missing"
        /// `xsi:nil` on an element that may not be nil.
        case nilNotAllowed = "structure.nil-not-allowed"
        /// An identifier (`xs:ID`) that another attribute has already; a key that is missing or used twice, or a reference to none.
        case keyBroken = "structure.key-broken"
        /// A breach of another kind.
        case other = "structure.other"
        /// The validator gave up; the document must not pass for valid.
        case validatorFailed = "structure.validator-failed"
    }

    /// What kind of breach it is.
    public let kind: Kind
    /// The element or attribute at fault.
    ///
    /// For children and text it is the element that has, or lacks, them; for an unexpected element that element.
    public let node: Node
    /// The text at fault, when the breach is one of text.
    public let text: Node?
    /// Local names of what was expected: elements, or the missing attribute.
    ///
    /// libxml2 names ten elements at most; a wildcard is named `*`.
    public let expected: [String]
    /// The values that would be allowed, where they are listed.
    public let allowed: [String]
    /// The value or text that was found.
    ///
    /// It is content of the document: keep it out of logs.
    public let found: String?
    /// The local name of the type that the value was checked against, when libxml2 names it.
    public let typeName: String?
    /// libxml2's number for the breach.
    public let libxmlCode: Int
    /// libxml2's message, for debugging.
    ///
    /// It quotes content.
    public let rawMessage: String

    /// The stable code.
    public var code: String { kind.rawValue }
}

extension SchemaViolation: CustomStringConvertible {
    /// The code, the line and the path, without content.
    public var description: String { "\(code) line \(node.line) \(node.path)" }
}
