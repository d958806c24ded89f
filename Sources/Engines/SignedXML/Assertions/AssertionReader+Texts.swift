// The small readings: one child, one text, one moment.

import Foundation
import XMLTree

extension AssertionReader {
    func one(_ name: String) throws(SignedXMLFailure) -> Node {
        let found = root.children(name, in: AssertionName.namespace)
        guard found.count == 1 else { throw structure(name, "1", "\(found.count)") }
        return found[0]
    }

    /// The text of an element that holds text alone: a comment or an instruction in it is refused, so that no reader can stop at one.
    func text(_ element: Node, _ field: String) throws(SignedXMLFailure) -> String {
        guard element.children.allSatisfy({ $0.kind == .text }) else {
            throw SignedXMLFailure(.text, field, expected: "text alone", received: "a comment, an instruction or an element")
        }
        let text = element.stringValue
        guard text.utf8.count <= 4_096 else { throw SignedXMLFailure(.limits, field, expected: "at most 4096 bytes", received: "\(text.utf8.count)") }
        // The white space of XML alone: characters that cannot be seen stay, to be found.
        return text.trimmingCharacters(in: CharacterSet(charactersIn: " \t\r\n"))
    }

    /// The text of a name: not blank, and without characters that cannot be seen.
    func identifier(_ element: Node, _ field: String) throws(SignedXMLFailure) -> String {
        let text = try text(element, field)
        guard !text.isEmpty else { throw SignedXMLFailure(.text, field, expected: "an identifier") }
        let invisible = text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
            default: false
            }
        }
        guard !invisible else { throw SignedXMLFailure(.text, field, expected: "visible characters", received: "a character that cannot be seen") }
        return text
    }

    /// An xs:dateTime with a time zone, nil where the attribute is absent.
    func moment(_ name: String, of element: Node?) throws(SignedXMLFailure) -> Date? {
        guard let text = element?[attribute: name] else { return nil }
        guard let moment = AssertionMoment.date(text) else { throw structure("@" + name, "xs:dateTime with a time zone", text) }
        return moment
    }

    func required<Value>(_ value: Value?, _ field: String) throws(SignedXMLFailure) -> Value {
        guard let value else { throw structure(field, "a value") }
        return value
    }

    func structure(_ field: String, _ expected: String? = nil, _ received: String? = nil) -> SignedXMLFailure {
        SignedXMLFailure(.structure, field, expected: expected, received: received)
    }
}

/// Moments as assertions write them.
enum AssertionMoment {
    /// Reads `2026-03-01T12:00:00.123Z` or the same with an offset; at most nine digits of a second.
    static func date(_ text: String) -> Date? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 36, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A else {
            return nil
        }
        func number(_ start: Int, _ count: Int) -> Int? {
            guard start + count <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[start..<start + count] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2), let minute = number(14, 2),
            let second = number(17, 2), year >= 1970, (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60
        else { return nil }
        var rest = 19
        var fraction = 0.0
        if bytes[rest] == 0x2E {
            let digits = bytes[(rest + 1)...].prefix { $0 >= 0x30 && $0 <= 0x39 }
            guard !digits.isEmpty, digits.count <= 9, let value = number(rest + 1, digits.count) else { return nil }
            for _ in digits { fraction = fraction == 0 ? 0.1 : fraction / 10 }
            fraction *= Double(value)
            rest += 1 + digits.count
        }
        var offset = 0
        switch bytes.count - rest {
        case 1 where bytes[rest] == 0x5A: break
        case 6:
            guard bytes[rest] == 0x2B || bytes[rest] == 0x2D, bytes[rest + 3] == 0x3A, let hours = number(rest + 1, 2), let minutes = number(rest + 4, 2),
                hours <= 14, minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * (bytes[rest] == 0x2B ? 60 : -60)
        default: return nil
        }
        guard let days = daysSinceEpoch(year, month, day) else { return nil }
        return Date(timeIntervalSince1970: Double(days * 86_400 + hour * 3_600 + minute * 60 + second - offset) + fraction)
    }

    /// The days from 1 January 1970 of the Gregorian calendar; nil for a day that its month does not have.
    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        let before = year - 1
        let years = before * 365 + before / 4 - before / 100 + before / 400
        return years - 719_162 + lengths.prefix(month - 1).reduce(0, +) + day - 1
    }
}
