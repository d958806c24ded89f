// What explains a fault of a message beyond its code, as a value: the words are for those who tell people.

/// A number, a name of a segment, or the values that would be right; never content of the message.
public enum FaultDetail: Sendable, Hashable {
    /// More than so many.
    case over(Int, Unit)
    /// The bytes are not in the character set of this name.
    case notIn(characterSet: String)
    /// A byte of this value, so many bytes into the message.
    case byte(UInt8, offset: Int)
    /// The segment of this number in the message, counted from 1.
    case segment(Int)
    /// The name of a segment, a group or a batch header.
    case name(String)
    /// The values of the table that the field may have.
    case allowed([String])

    /// What is counted.
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        /// Bytes of a message.
        case bytes
        /// Characters of a field.
        case characters
        /// Segments of a message.
        case segments
        /// Fields of a segment.
        case fields
        /// Documents of a message.
        case documents
    }
}

extension FaultDetail: CustomStringConvertible {
    /// The explanation in a few words, for logs.
    public var description: String {
        switch self {
        case .over(let most, let unit): "over \(most) \(unit.rawValue)"
        case .notIn(let characterSet): "not \(characterSet)"
        case .byte(let byte, let offset): "byte \(byte) at offset \(offset)"
        case .segment(let number): "segment \(number)"
        case .name(let name): name
        case .allowed(let values): "allowed: \(values.joined(separator: ", "))"
        }
    }
}
