// The name of one passage: a UUID of version 7, whose text sorts by time.

public import struct Foundation.Date

/// The identifier of one passage, a UUID of version 7 (RFC 9562, 5.7) in lower-case text.
public struct PassageID: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    /// The text, 36 characters.
    public let text: String

    /// Allots a new identifier for an instant; identifiers of later milliseconds sort after it.
    public init(at instant: Date) {
        var source = SystemRandomNumberGenerator()
        self.init(at: instant, random: (source.next(), source.next()))
    }

    /// Lays out an identifier from its parts: 48 bits of milliseconds, 12 and 62 random bits.
    init(at instant: Date, random: (UInt64, UInt64)) {
        let milliseconds = UInt64(max(0, instant.milliseconds)) & 0xFFFF_FFFF_FFFF
        let high = milliseconds << 16 | 0x7000 | random.0 & 0x0FFF
        let low = 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF
        let digits = Array(high.paddedHexadecimal + low.paddedHexadecimal)
        text = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]].map { String($0) }.joined(separator: "-")
    }

    /// Reads an identifier as a person typed it; nil when it is not a UUID of version 7.
    public init?(_ text: String) {
        let lower = text.lowercased()
        let groups = lower.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12], groups[2].first == "7",
            groups.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isHexDigit } })
        else { return nil }
        self.text = lower
    }

    /// Takes a text that the journal itself has written.
    init(stored text: String) { self.text = text }

    /// The text.
    public var description: String { text }

    /// Earlier before later, by the millisecond.
    public static func < (left: PassageID, right: PassageID) -> Bool { left.text < right.text }
}

extension UInt64 {
    /// Sixteen hexadecimal digits.
    fileprivate var paddedHexadecimal: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Date {
    /// Milliseconds since 1970, as the journal stores every instant.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

    /// The instant as the journal gives it back: of a whole millisecond.
    var wholeMillisecond: Date { Date(milliseconds: milliseconds) }

    /// The instant of so many milliseconds since 1970.
    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
