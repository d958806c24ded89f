// An object identifier in dotted form.

/// An object identifier (ISO/IEC 9834-1) in dotted form, at most 64 characters long (IHE ITI TF-3 4.2.3.1.7; CI-SIS).
public struct OID: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The most characters that the French record takes.
    public static let maximumLength = 64

    /// The dotted form, for instance `1.2.250.1.213.1.4.8`.
    public let dotted: String

    /// Reads a dotted form: at least two arcs of digits without leading zeros, the first 0, 1 or 2, the second below 40
    /// under 0 and 1.
    public init(_ text: String) throws(IdentifierFault) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= Self.maximumLength else { throw .tooLong(limit: Self.maximumLength, found: text.unicodeScalars.count) }
        var arc = 0
        var start = 0
        var index = 0
        while index <= bytes.count {
            if index == bytes.count || bytes[index] == UInt8(ascii: ".") {
                try Self.check(bytes[start..<index], arc: arc, under: bytes[0], at: start)
                arc += 1
                start = index + 1
            } else if !CheckKeys.isDigit(bytes[index]) {
                throw .character(position: index + 1, expected: "0-9 .")
            }
            index += 1
        }
        guard arc >= 2 else { throw .part(name: "arcs", expected: ">= 2") }
        dotted = text
    }

    private static func check(_ digits: ArraySlice<UInt8>, arc: Int, under root: UInt8, at start: Int) throws(IdentifierFault) {
        guard let first = digits.first else { throw .character(position: start + 1, expected: "0-9") }
        guard digits.count == 1 || first != UInt8(ascii: "0") else { throw .character(position: start + 1, expected: "1-9") }
        if arc == 0 {
            guard digits.count == 1, first <= UInt8(ascii: "2") else { throw .part(name: "first-arc", expected: "0, 1, 2") }
        }
        if arc == 1, root < UInt8(ascii: "2") {
            guard digits.count == 1 || (digits.count == 2 && first <= UInt8(ascii: "3")) else { throw .part(name: "second-arc", expected: "0-39") }
        }
    }

    /// The OID of that dotted form, nil when it is none.
    public init?(dotted text: String) {
        guard let oid = try? OID(text) else { return nil }
        self = oid
    }

    /// The dotted form.
    public var description: String { dotted }

    /// Reads one string.
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    /// Writes one string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(dotted)
    }
}
