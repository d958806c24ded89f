// A segment of a message, whatever its name; what the reader does not know stays byte for byte.

/// A segment: its name and its fields, in place.
public struct Segment: Sendable {
    let source: MessageSource
    /// Its three letters.
    public let name: String
    /// Which segment of that name it is, 1 for the first.
    public let sequence: Int
    /// The bytes of the message that it takes, without the end of the segment.
    public let byteRange: Range<Int>
    private let fields: [Range<UInt32>]

    init(source: MessageSource, name: String, sequence: Int, byteRange: Range<Int>, fields: [Range<UInt32>]) {
        self.source = source
        self.name = name
        self.sequence = sequence
        self.byteRange = byteRange
        self.fields = fields
    }

    /// Its bytes as they came.
    public var raw: ArraySlice<UInt8> { source.bytes[byteRange] }

    /// The number of the last field; in a header segment the separator is field 1.
    public var fieldCount: Int { isHeader ? fields.count + 1 : fields.count }

    /// A field by its number in the standard, counted from 1; empty where the segment is shorter.
    public func field(_ number: Int) -> Field {
        if isHeader {
            if number == 1 {
                return Field(value: MessageValue(source: source, byteRange: byteRange.lowerBound + 3..<byteRange.lowerBound + 4), isUndivided: true)
            }
            return Field(value: value(at: number - 2), isUndivided: number == 2)
        }
        return Field(value: value(at: number - 1))
    }

    /// A place in this segment.
    public func location(_ field: Int? = nil, repetition: Int? = nil, component: Int? = nil, subcomponent: Int? = nil) -> ErrorLocation {
        ErrorLocation(name, sequence: sequence, field: field, repetition: repetition, component: component, subcomponent: subcomponent)
    }

    /// Whether the delimiters stand in it, which shifts the count of fields.
    private var isHeader: Bool { name == "MSH" || name == "FHS" || name == "BHS" }

    private func value(at index: Int) -> MessageValue {
        guard fields.indices.contains(index) else { return MessageValue(source: source, byteRange: byteRange.upperBound..<byteRange.upperBound) }
        return MessageValue(source: source, byteRange: Int(fields[index].lowerBound)..<Int(fields[index].upperBound))
    }
}
