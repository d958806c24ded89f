// The name of one errand: a UUID of version 7, as passages have.

public import struct Foundation.Date

/// The identifier of one errand, a UUID of version 7 in lower-case text.
public struct ErrandID: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    /// The text, 36 characters.
    public let text: String

    /// Allots a new identifier for an instant.
    public init(at instant: Date) { text = PassageID(at: instant).text }

    /// Reads an identifier as a person typed it; nil when it is not a UUID of version 7.
    public init?(_ text: String) {
        guard let id = PassageID(text) else { return nil }
        self.text = id.text
    }

    /// Takes a text that the journal itself has written.
    init(stored text: String) { self.text = text }

    /// The text.
    public var description: String { text }

    /// Earlier before later, by the millisecond.
    public static func < (left: ErrandID, right: ErrandID) -> Bool { left.text < right.text }
}
