// A place in a message, as ERR-2 writes it.

/// A place in a message: segment, field, repetition, component, subcomponent (data type ERL, HL7 v2.6, 2.A.28).
///
/// Numbers begin at 1. What is nil is not narrowed down: a location without a field means the whole segment.
public struct ErrorLocation: Sendable, Hashable, Codable {
    /// The segment's name, for instance `PID`.
    public var segment: String
    /// Which segment of that name, 1 for the first.
    public var sequence: Int
    /// The field.
    public var field: Int?
    /// Which repetition of the field.
    public var repetition: Int?
    /// The component.
    public var component: Int?
    /// The subcomponent.
    public var subcomponent: Int?

    /// Names a place.
    public init(_ segment: String, sequence: Int = 1, field: Int? = nil, repetition: Int? = nil, component: Int? = nil, subcomponent: Int? = nil) {
        self.segment = segment
        self.sequence = sequence
        self.field = field
        self.repetition = repetition
        self.component = component
        self.subcomponent = subcomponent
    }

    /// The six components in their order; those not given are empty.
    public var components: [String] {
        let numbers = [field, repetition, component, subcomponent].map { $0.map(String.init) ?? "" }
        return [segment, String(sequence)] + numbers
    }
}

extension ErrorLocation: CustomStringConvertible {
    /// As people write it: `PID-3(2).1`, and `OBX[4]-5.1` in the fourth segment of its name.
    public var description: String {
        var text = segment + (sequence > 1 ? "[\(sequence)]" : "")
        if let field { text += "-\(field)" }
        if let repetition, repetition > 1 { text += "(\(repetition))" }
        if let component { text += ".\(component)" }
        if let subcomponent { text += ".\(subcomponent)" }
        return text
    }
}
