// Why a text is not the FHIR that is read here: a stable code, the element as FHIRPath names it, and the place.

/// Why a text is not the FHIR that is read here; holds no content.
public struct FHIRFault: Error, Sendable, Hashable {
    /// The kinds of fault; the raw value is the stable code.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// There is nothing to read.
        case empty = "fhir.empty"
        /// The bytes are not UTF-8, or a byte order mark stands before JSON (RFC 8259, 8.1).
        case encoding = "fhir.encoding"
        /// The text breaks the grammar of JSON or XML.
        case malformed = "fhir.not-well-formed"
        /// A member stands twice in one object.
        case duplicate = "fhir.duplicate-member"
        /// Too many bytes, values, entries, or too deep.
        case limit = "fhir.limit"
        /// The root is not in the namespace of FHIR, or an element is in another one.
        case namespace = "fhir.namespace"
        /// A resource of a type that is not spoken here.
        case resourceUnknown = "fhir.resource-unknown"
        /// An element that the type does not define.
        case elementUnknown = "fhir.element-unknown"
        /// An element that the type demands is not there.
        case elementMissing = "fhir.element-missing"
        /// An element stands once where it is a list, or several times where it is none.
        case cardinality = "fhir.cardinality"
        /// A value does not have the form of its type.
        case value = "fhir.value-malformed"
        /// A modifier extension, whose meaning is not known here (FHIR R4, 2.4.1.2: what is not understood is refused).
        case modifier = "fhir.modifier-unknown"
    }

    /// The kind.
    public let code: Code
    /// The element, as FHIRPath names it: `Bundle.entry[2].resource.status`.
    public let expression: String
    /// Where it stands, when that is known.
    public let place: FHIRPlace?
    /// What was expected: the name of a type, element or limit; never content.
    public let expected: String?

    init(_ code: Code, at expression: String, _ place: FHIRPlace?, expected: String? = nil) {
        self.code = code
        self.expression = expression
        self.place = place
        self.expected = expected
    }
}

/// What was wrong with a text: the faults in order, at most twenty.
public struct FHIRFaults: Error, Sendable, Hashable {
    /// The faults; at least one.
    public let faults: [FHIRFault]
    /// How many are told at most.
    public static let greatestCount = 20
}

/// How much is read.
public struct FHIRLimits: Sendable, Hashable {
    /// Bytes of the text.
    public var bytes: Int
    /// How deep values may lie within values.
    public var depth: Int
    /// Values in all.
    public var values: Int

    /// Sets limits; those not named keep their safe default.
    public init(bytes: Int = 64 << 20, depth: Int = 64, values: Int = 200_000) {
        self.bytes = bytes
        self.depth = depth
        self.values = values
    }
}
