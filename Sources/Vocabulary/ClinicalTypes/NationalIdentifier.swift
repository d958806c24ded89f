// What the French identifiers of professionals and structures have in common.

/// An identifier with a fixed form and, mostly, a check key.
///
/// Two ways lead to a value: `init(_:)` demands the form and the key; `init(unverified:)` demands the form alone, for
/// documents under test identifiers, whose keys are mostly wrong. `keyFault` says then what the key should have been.
public protocol NationalIdentifier: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The identifier as written.
    var value: String { get }
    /// What is wrong with the check key, nil when it is right or when the identifier has none.
    var keyFault: IdentifierFault? { get }
    /// Reads the form and leaves the key unproven.
    init(unverified text: String) throws(IdentifierFault)
}

extension NationalIdentifier {
    /// Reads the form and proves the key.
    public init(_ text: String) throws(IdentifierFault) {
        try self.init(unverified: text)
        if let keyFault { throw keyFault }
    }

    /// Whether the check key is right (true also where there is none).
    public var isKeyValid: Bool { keyFault == nil }

    /// The identifier as written: those of professionals and structures are public.
    public var description: String { value }

    /// Reads one string.
    public init(from decoder: any Decoder) throws {
        try self.init(unverified: decoder.singleValueContainer().decode(String.self))
    }

    /// Writes one string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
