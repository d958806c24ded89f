// An answer at the HTTP door, ready to be sent.

import FoundationEssentials

/// An answer: status, fields and body.
public struct HTTPAnswer: Sendable, Hashable {
    /// A field of the answer.
    public struct Field: Sendable, Hashable {
        /// The name.
        public let name: String
        /// The value.
        public let value: String

        /// States a field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The status code (RFC 9110, 15).
    public let status: Int
    /// The fields, Content-Type first.
    public let fields: [Field]
    /// The body: JSON in UTF-8, keys sorted, ended by a line feed.
    public let body: [UInt8]

    /// Writes a value as the body.
    init(status: Int, mediaType: String, fields: [Field] = [], value: some Encodable) {
        self.status = status
        self.fields = [Field("Content-Type", mediaType)] + fields
        body = json(value)
    }

    /// The value of a field, nil where there is none.
    public subscript(_ name: String) -> String? { fields.first { $0.name.lowercased() == name.lowercased() }?.value }
}

/// A value as JSON, laid out for people, keys sorted, so that the same value is always the same bytes.
func json(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    // Strings, numbers, dates and lists of them always encode.
    guard let data = try? encoder.encode(value) else { return Array("null\n".utf8) }
    return [UInt8](data) + [UInt8(ascii: "\n")]
}
