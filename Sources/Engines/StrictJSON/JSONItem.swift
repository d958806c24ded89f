// JSON as it stands in the text, every value with the byte at which it begins.

/// A value of JSON (RFC 8259, 3).
public indirect enum JSONNode: Sendable, Hashable {
    /// An object: its members in order, no name twice.
    case object([JSONMember])
    /// An array.
    case array([JSONItem])
    /// A string, its escapes resolved.
    case string(String)
    /// A number, as its digits: whoever reads it decides what can hold it.
    case number(String)
    /// `true` or `false`.
    case boolean(Bool)
    /// `null`.
    case null
}

/// A value at its place.
public struct JSONItem: Sendable, Hashable {
    /// The value.
    public let node: JSONNode
    /// The byte of the text at which it begins.
    public let offset: Int
}

/// A member of an object.
public struct JSONMember: Sendable, Hashable {
    /// The name, its escapes resolved.
    public let name: String
    /// The value.
    public let value: JSONItem
}
