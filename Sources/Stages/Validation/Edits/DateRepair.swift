// Dates in other notations, rewritten as HL7 timestamps.

import ClinicalTypes

/// Rewrites the notations that software falls back to: ISO 8601, and dates with slashes or points, day first.
enum DateRepair {
    /// The timestamp that a text means, nil where that is not certain.
    static func timestamp(from text: String) -> String? {
        let bytes = Array(text.utf8)
        let candidate = isoTimestamp(bytes) ?? frenchDate(bytes) ?? shortZone(text)
        guard let candidate, (try? HL7Timestamp(candidate)) != nil else { return nil }
        return candidate
    }

    /// `2024-03-05T10:20:30.5+01:00`, or part of it.
    private static func isoTimestamp(_ bytes: [UInt8]) -> String? {
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        var result: [UInt8] = Array(bytes[0..<4] + bytes[5..<7] + bytes[8..<10])
        var rest = bytes[10...]
        guard let separator = rest.first else { return String(decoding: result, as: UTF8.self) }
        guard separator == UInt8(ascii: "T") || separator == UInt8(ascii: " ") else { return nil }
        rest = rest.dropFirst()
        if rest.last == UInt8(ascii: "Z") {
            return String(decoding: result + rest.dropLast().filter { $0 != UInt8(ascii: ":") } + Array("+0000".utf8), as: UTF8.self)
        }
        result += rest.filter { $0 != UInt8(ascii: ":") }
        return String(decoding: result, as: UTF8.self)
    }

    /// `05/03/2024` or `05.03.2024`.
    private static func frenchDate(_ bytes: [UInt8]) -> String? {
        guard bytes.count == 10, bytes[2] == bytes[5], bytes[2] == UInt8(ascii: "/") || bytes[2] == UInt8(ascii: ".") else { return nil }
        return String(decoding: bytes[6..<10] + bytes[3..<5] + bytes[0..<2], as: UTF8.self)
    }

    /// `…+100` for `…+0100`, and `…+01` for the same.
    private static func shortZone(_ text: String) -> String? {
        guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return nil }
        let zone = text[text.index(after: sign)...]
        let head = text[...sign]
        switch zone.count {
        case 3: return head + "0" + zone
        case 2: return head + zone + "00"
        default: return nil
        }
    }
}
