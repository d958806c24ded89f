// Days, times and durations.

import Testing

@testable import XPathEngine

@Suite struct DateTimeTests {
    @Test(arguments: [
        ("2026-11-22T10:20:30Z", AtomicType.dateTime, "2026-11-22T10:20:30Z"), (" 2026-11-22T10:20:30.250 ", .dateTime, "2026-11-22T10:20:30.25"),
        ("2026-12-31T24:00:00", .dateTime, "2027-01-01T00:00:00"), ("2026-12-31T24:00:01", .dateTime, "FORG0001"),
        ("2026-12-31T24:00:00.0-14:00", .dateTime, "2027-01-01T00:00:00-14:00"),
        ("2026-11-22T10:20:30+14:01", .dateTime, "FORG0001"), ("2026-11-22T10:20:30+00:00", .dateTime, "2026-11-22T10:20:30Z"),
        ("2026-11-22T10:20:60", .dateTime, "FORG0001"),
        ("2026-11-22 10:20:30", .dateTime, "FORG0001"), ("2026-11-22T10:20", .dateTime, "FORG0001"), ("2026-11-22T10:20:30.", .dateTime, "FORG0001"),
        ("12026-01-01", .date, "12026-01-01"), ("-0044-03-15", .date, "-0044-03-15"), ("0000-01-01", .date, "0000-01-01"), ("02026-01-01", .date, "FORG0001"),
        ("26-01-01", .date, "FORG0001"), ("2026-02-29", .date, "FORG0001"), ("2024-02-29", .date, "2024-02-29"), ("1900-02-29", .date, "FORG0001"),
        ("2000-02-29", .date, "2000-02-29"),
        ("2026-13-01", .date, "FORG0001"), ("2026-00-01", .date, "FORG0001"), ("2026-01-00", .date, "FORG0001"), ("2026-04-31", .date, "FORG0001"),
        ("2026-01-01z", .date, "FORG0001"),
        ("99999999999-01-01", .date, "FODT0001"), ("24:00:00", .time, "00:00:00"),
        ("23:59:59.9999999999999999999-05:30", .time, "23:59:59.9999999999999999999-05:30"),
        ("2026", .gYear, "2026"), ("2026-02Z", .gYearMonth, "2026-02Z"), ("--02-29", .gMonthDay, "--02-29"), ("--02-30", .gMonthDay, "FORG0001"),
        ("--02", .gMonth, "--02"),
        ("--02--", .gMonth, "FORG0001"), ("---31", .gDay, "---31"), ("---32", .gDay, "FORG0001"), ("P1Y14M", .duration, "P2Y2M"),
        ("-P1DT25H61M61.50S", .duration, "-P2DT2H2M1.5S"),
        ("P0Y", .duration, "PT0S"), ("P", .duration, "FORG0001"), ("P1", .duration, "FORG0001"), ("PT", .duration, "FORG0001"), ("P1YT", .duration, "FORG0001"),
        ("P1M1Y", .duration, "FORG0001"),
        ("P1.5Y", .duration, "FORG0001"), ("PT1.5S", .duration, "PT1.5S"), ("PT1.S", .duration, "FORG0001"), ("P1S", .duration, "FORG0001"),
        ("P-1Y", .duration, "FORG0001"), ("+P1Y", .duration, "FORG0001"),
        ("P1Y", .yearMonthDuration, "P1Y"), ("P1D", .yearMonthDuration, "FORG0001"), ("P12M", .yearMonthDuration, "P1Y"), ("-P0M", .yearMonthDuration, "P0M"),
        ("P1M", .dayTimeDuration, "FORG0001"),
        ("PT86400S", .dayTimeDuration, "P1D"), ("P9223372036854775807D", .dayTimeDuration, "FODT0002"), ("P9223372036854775807Y", .duration, "FODT0002"),
    ])
    func `lexical forms are read and written`(text: String, type: AtomicType, expected: String) {
        #expect(cast(text, type) == expected)
    }

    @Test func `days are numbered without gap`() {
        // The model: walk day by day from 0004 BC to 2500, count, and compare.
        var (year, month, day) = (-4, 1, 1)
        var number = Calendar.dayNumber(year: year, month: month, day: day)
        #expect(Calendar.dayNumber(year: 1970, month: 1, day: 1) == 0)
        while year < 2_500 {
            let back = Calendar.day(number: number)
            guard back == (year, month, day), Calendar.dayNumber(year: year, month: month, day: day) == number else {
                Issue.record("\(year)-\(month)-\(day)")
                return
            }
            day += 1
            if day > Calendar.days(inMonth: month, of: year) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            number += 1
        }
    }

    @Test func `adding and subtracting days undo each other`() throws {
        var random = SeededGenerator(state: 11)
        for _ in 0..<1_000 {
            let date = DateTimeValue(
                year: Int.random(in: 1...4_000, using: &random), month: Int.random(in: 1...12, using: &random), day: Int.random(in: 1...28, using: &random),
                hour: Int.random(in: 0...23, using: &random), minute: Int.random(in: 0...59, using: &random),
                second: ExactDecimal(unscaled: BigInteger(Int.random(in: 0...59_999, using: &random)), scale: 3),
                timezone: Bool.random(using: &random) ? Int.random(in: -840...840, using: &random) : nil)
            let seconds = ExactDecimal(unscaled: BigInteger(Int.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random)), scale: 3)
            let moved = try date.adding(seconds: seconds)
            #expect(moved.seconds(since: date, implicitTimezone: 60) == seconds)
            #expect(try moved.adding(seconds: -seconds) == date)
            #expect(try DateTimeValue(lexical: moved.canonical(as: .dateTime), as: .dateTime) == moved)
        }
    }

    @Test(arguments: [
        ("2026-01-31", "P1M", "date 2026-02-28"), ("2024-02-29", "P1Y", "date 2025-02-28"), ("2026-03-31", "-P1M", "date 2026-02-28"),
        ("0001-01-01", "-P1M", "date 0000-12-01"),
        ("-0001-12-31", "P1D", "date 0000-01-01"), ("2026-01-01", "-PT1S", "date 2025-12-31"), ("2026-01-01+01:00", "PT47H", "date 2026-01-02+01:00"),
        ("999999999-12-31", "P1D", "FODT0001"),
    ])
    func `months are pinned to their last day`(date: String, duration: String, expected: String) throws {
        let type: AtomicType = duration.contains("D") || duration.contains("T") ? .dayTimeDuration : .yearMonthDuration
        #expect(try compute(value(date, .date), .add, value(duration, type)) == expected)
        #expect(try compute(value(duration, type), .add, value(date, .date)) == expected)
    }

    @Test func `differences are durations`() throws {
        #expect(try compute(value("2026-03-01", .date), .subtract, value("2024-02-29", .date)) == "dayTimeDuration P731D")
        #expect(try compute(value("10:00:00", .time), .subtract, value("09:00:00+02:00", .time)) == "dayTimeDuration PT3H")
        #expect(try compute(value("2026-01-01T00:00:00.5Z", .dateTime), .subtract, value("2025-12-31T23:59:59Z", .dateTime)) == "dayTimeDuration PT1.5S")
        #expect(try compute(value("23:00:00", .time), .add, value("P3DT2H", .dayTimeDuration)) == "time 01:00:00")
        #expect(try compute(value("2026-01-01", .date), .subtract, value("10:00:00", .time)) == "XPTY0004")
        #expect(try compute(value("2026-01-01", .date), .add, value("2026-01-01", .date)) == "XPTY0004")
        #expect(try compute(value("10:00:00", .time), .add, value("P1M", .yearMonthDuration)) == "XPTY0004")
        #expect(try compute(value("2026-01-01", .date), .add, value("P1M", .duration)) == "XPTY0004")
    }

    @Test func `durations are multiplied and divided`() throws {
        let months = try value("P2Y11M", .yearMonthDuration)
        let time = try value("PT2H10M", .dayTimeDuration)
        #expect(compute(months, .multiply, .double(2.3)) == "yearMonthDuration P6Y9M" && compute(.integer(2), .multiply, months) == "yearMonthDuration P5Y10M")
        #expect(compute(months, .divide, .double(1.5)) == "yearMonthDuration P1Y11M" && compute(time, .multiply, .double(2.1)) == "dayTimeDuration PT4H33M")
        #expect(compute(time, .divide, .double(1.5)) == "dayTimeDuration PT1H26M40S" && compute(time, .divide, .double(.infinity)) == "dayTimeDuration PT0S")
        #expect(try compute(months, .divide, value("-P1Y4M", .yearMonthDuration)) == "decimal -2.1875")
        #expect(try compute(time, .divide, value("PT0S", .dayTimeDuration)) == "FOAR0001" && compute(time, .divide, .integer(0)) == "FODT0002")
        #expect(compute(time, .multiply, .double(.nan)) == "FOCA0005" && compute(time, .multiply, .double(.infinity)) == "FODT0002")
        #expect(
            compute(months, .add, time) == "XPTY0004" && compute(months, .subtract, months) == "yearMonthDuration P0M"
                && compute(.integer(1), .divide, months) == "XPTY0004")
        #expect(try compute(value("P1Y", .duration), .add, value("P1Y", .duration)) == "XPTY0004" && compute(months, .integerDivide, months) == "XPTY0004")
    }

    @Test func `timezones are adjusted`() throws {
        func adjusted(_ text: String, _ type: AtomicType, _ timezone: String?) throws -> String {
            let duration: DurationValue? = if let timezone { try DurationValue(lexical: timezone, as: .dayTimeDuration) } else { nil }
            return try DateTimeFunctions.adjust(value(text, type), to: duration).stringValue
        }
        #expect(try adjusted("2002-03-07T10:00:00-07:00", .dateTime, "-PT10H") == "2002-03-07T07:00:00-10:00")
        #expect(
            try adjusted("2002-03-07T10:00:00", .dateTime, "PT10H") == "2002-03-07T10:00:00+10:00"
                && adjusted("2002-03-07T10:00:00Z", .dateTime, nil) == "2002-03-07T10:00:00")
        #expect(try adjusted("2002-03-07-07:00", .date, "-PT10H") == "2002-03-06-10:00" && adjusted("10:00:00-07:00", .time, "PT10H") == "03:00:00+10:00")
        for wrong in ["PT14H1M", "-PT15H", "PT1S", "PT0.5S"] { #expect(code { _ = try adjusted("10:00:00", .time, wrong) } == "FODT0003") }
        #expect(code { _ = try adjusted("2026", .gYear, nil) } == "XPTY0004")
    }

    @Test func `parts are taken out`() throws {
        let moment = try value("-0044-03-15T07:08:09.5-01:30", .dateTime)
        let parts = [
            DateTimeFunctions.year(of: moment), DateTimeFunctions.month(of: moment), DateTimeFunctions.day(of: moment), DateTimeFunctions.hours(of: moment),
            DateTimeFunctions.minutes(of: moment), DateTimeFunctions.seconds(of: moment), DateTimeFunctions.timezone(of: moment),
        ]
        #expect(parts.map { $0?.stringValue } == ["-44", "3", "15", "7", "8", "9.5", "-PT1H30M"])
        let duration = try value("-P1Y2M3DT4H5M6.7S", .duration)
        let pieces = [
            DateTimeFunctions.year(of: duration), DateTimeFunctions.month(of: duration), DateTimeFunctions.day(of: duration),
            DateTimeFunctions.hours(of: duration),
            DateTimeFunctions.minutes(of: duration), DateTimeFunctions.seconds(of: duration),
        ]
        #expect(pieces.map { $0?.stringValue } == ["-1", "-2", "-3", "-4", "-5", "-6.7"])
        #expect(DateTimeFunctions.timezone(of: .integer(1)) == nil && DateTimeFunctions.year(of: .string("2026")) == nil)
    }

    @Test func `a day and a time make a moment`() throws {
        func joined(_ date: String, _ time: String) throws -> String {
            try DateTimeFunctions.dateTime(DateTimeValue(lexical: date, as: .date), DateTimeValue(lexical: time, as: .time)).stringValue
        }
        #expect(try joined("2026-01-02", "03:04:05Z") == "2026-01-02T03:04:05Z" && joined("2026-01-02+01:00", "24:00:00") == "2026-01-02T00:00:00+01:00")
        #expect(code { _ = try joined("2026-01-02+01:00", "03:04:05Z") } == "FORG0008")
    }
}
