// Reads the fixed shapes of dates and durations byte by byte.

/// A place in a text that moves forward as its parts are recognised.
struct LexicalCursor {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { index == bytes.count }

    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Moves past the character when it comes next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    /// Digits, as many as come.
    mutating func digits() -> Substring {
        let start = index
        while let byte = next, byte >= 48, byte <= 57 { index += 1 }
        return Substring(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    /// A number of exactly so many digits within bounds.
    mutating func number(digits count: Int, in bounds: ClosedRange<Int>) -> Int? {
        guard index + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[index..<index + count] {
            guard byte >= 48, byte <= 57 else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        guard bounds.contains(value) else { return nil }
        index += count
        return value
    }

    /// A point and the digits behind it; empty when there is no point, none when digits lack.
    mutating func fraction() -> Substring? {
        guard take(".") else { return "" }
        let digits = digits()
        return digits.isEmpty ? nil : digits
    }
}
