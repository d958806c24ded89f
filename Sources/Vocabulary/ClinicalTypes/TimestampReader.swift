// Reads a timestamp byte by byte.

/// Reads the written form of a timestamp.
enum TimestampReader {
    static func read(_ text: String) throws(TimestampFault) -> HL7Timestamp {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw .empty }
        var index = 0
        while index < bytes.count, CheckKeys.isDigit(bytes[index]) { index += 1 }
        let digits = bytes[..<index]
        let fraction = try readFraction(bytes, &index, after: digits.count)
        let zone = try readZone(bytes, &index, after: digits.count)
        guard index == bytes.count else { throw .character(position: index + 1) }
        guard let precision = precision(digits: digits.count, fraction: fraction) else { throw .length(found: digits.count) }

        func number(_ start: Int, _ count: Int, else missing: Int) -> Int {
            guard start + count <= digits.count else { return missing }
            return digits[start..<start + count].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        let year = number(0, 4, else: 0)
        let month = try checked("month", number(4, 2, else: 1), 1...12)
        let day = try checked("day", number(6, 2, else: 1), 1...CivilCalendar.days(inMonth: month, of: year))
        return HL7Timestamp(
            text: text, precision: precision, year: year, month: month, day: day,
            hour: try checked("hour", number(8, 2, else: 0), 0...23),
            minute: try checked("minute", number(10, 2, else: 0), 0...59),
            second: try checked("second", number(12, 2, else: 0), 0...59),
            fraction: fraction ?? "", zoneMinutes: zone)
    }

    private static func precision(digits: Int, fraction: String?) -> TimestampPrecision? {
        switch digits {
        case 4: .year
        case 6: .month
        case 8: .day
        case 10: .hour
        case 12: .minute
        case 14: fraction == nil ? .second : .fraction
        default: nil
        }
    }

    private static func checked(_ name: String, _ value: Int, _ allowed: ClosedRange<Int>) throws(TimestampFault) -> Int {
        guard allowed.contains(value) else { throw .part(name, allowed: allowed) }
        return value
    }

    private static func readFraction(_ bytes: [UInt8], _ index: inout Int, after digits: Int) throws(TimestampFault) -> String? {
        guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return nil }
        let start = index + 1
        index = start
        while index < bytes.count, CheckKeys.isDigit(bytes[index]) { index += 1 }
        guard digits == 14, (1...9).contains(index - start) else { throw .fraction }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private static func readZone(_ bytes: [UInt8], _ index: inout Int, after digits: Int) throws(TimestampFault) -> Int? {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") else { return nil }
        let zone = bytes[(index + 1)...]
        guard digits >= 10, zone.count == 4, zone.allSatisfy(CheckKeys.isDigit) else { throw .zone }
        let number = zone.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard number % 100 < 60, number <= 1400 else { throw .zone }
        let minutes = number / 100 * 60 + number % 100
        let sign = bytes[index] == UInt8(ascii: "-") ? -1 : 1
        index = bytes.count
        return sign * minutes
    }
}
