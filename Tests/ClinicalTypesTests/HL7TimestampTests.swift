// Timestamps: form, precision, zone, summer time, and their UTC text.

import ClinicalTypes
import FoundationEssentials
import Testing

private func fault(_ text: String) -> TimestampFault? {
    do throws(TimestampFault) {
        _ = try HL7Timestamp(text)
        return nil
    } catch {
        return error
    }
}

private let knowsSummerTimeOfParis = TimeZone(identifier: "Europe/Paris")?.secondsFromGMT(for: Date(timeIntervalSince1970: 1_720_000_000)) == 7_200

struct HL7TimestampTests {
    @Test(arguments: [
        ("2024", TimestampPrecision.year), ("202402", .month), ("20240229", .day), ("2024022910", .hour), ("202402291045", .minute),
        ("20240229104500", .second), ("20240229104500.1", .fraction), ("20240229104500.1234+0100", .fraction), ("202402291045-0330", .minute),
    ])
    func `the precision is as written`(text: String, precision: TimestampPrecision) throws {
        let timestamp = try HL7Timestamp(text)
        #expect(timestamp.precision == precision)
        #expect(timestamp.text == text)
    }

    @Test(arguments: [
        ("", TimestampFault.empty), ("2024-02-29", .zone), ("20240", .length(found: 5)), ("2024022", .length(found: 7)), ("202402291", .length(found: 9)),
        ("2024022910450", .length(found: 13)), ("202402291045000", .length(found: 15)), ("20241301", .part("month", allowed: 1...12)),
        ("20240001", .part("month", allowed: 1...12)), ("20230229", .part("day", allowed: 1...28)), ("20240431", .part("day", allowed: 1...30)),
        ("19000229", .part("day", allowed: 1...28)), ("2024022924", .part("hour", allowed: 0...23)), ("202402291060", .part("minute", allowed: 0...59)),
        ("20240229104560", .part("second", allowed: 0...59)), ("20240229104500.", .fraction), ("202402291045.1", .fraction),
        ("20240229104500.1234567890", .fraction), ("20240229+0100", .zone), ("20240229104500+1", .zone), ("20240229104500+100", .zone),
        ("20240229104500+0160", .zone), ("20240229104500+1500", .zone), ("20240229104500Z", .character(position: 15)),
        ("20240229T1045", .character(position: 9)),
        (" 20240229", .character(position: 1)),
    ])
    func `a malformed timestamp is refused with its reason`(text: String, expected: TimestampFault) {
        #expect(fault(text) == expected)
    }

    @Test(arguments: [
        ("20240115103000+0100", "20240115093000"), ("20240715103000+0200", "20240715083000"), ("202407151030+0200", "202407150830"),
        ("2024071510+0200", "2024071508"), ("2024071510+0530", "202407150430"), ("20240101003000+0100", "20231231233000"),
        ("20231231233000-0100", "20240101003000"), ("20240115103000.75+0000", "20240115103000"), ("20240115", "20240115"), ("202401", "202401"),
        ("2024", "2024"),
    ])
    func `the UTC text keeps the precision and leaves dates alone`(text: String, utc: String) throws {
        #expect(try HL7Timestamp(text).utcDTM == utc)
    }

    @Test(arguments: [
        // Winter and summer.
        ("20240115120000", "20240115110000"), ("20240715120000", "20240715100000"),
        // The edges of 2024: the night of 31 March skips an hour, the night of 27 October repeats one.
        ("20240331015959", "20240331005959"), ("20240331020000", "20240331010000"), ("20240331023000", "20240331013000"), ("20240331030000", "20240331010000"),
        ("20241027015959", "20241026235959"), ("20241027020000", "20241027000000"), ("20241027025959", "20241027005959"), ("20241027030000", "20241027020000"),
        // Until 1995 summer ended in September; 1976 was the first; there was none before.
        ("19950924013000", "19950923233000"), ("19951001120000", "19951001110000"), ("19960930120000", "19960930100000"),
        ("19760328005959", "19760327235959"), ("19760328020000", "19760328000000"), ("19750715120000", "19750715110000"), ("19780930120000", "19780930100000"),
        ("19790930120000", "19790930110000"), ("19770402120000", "19770402110000"), ("19770403120000", "19770403100000"),
    ])
    func `a timestamp without a zone is read in the time of mainland France`(text: String, utc: String) throws {
        let timestamp = try HL7Timestamp(text)
        #expect(!timestamp.hasZone)
        #expect(timestamp.utcDTM == utc)
    }

    @Test(.enabled(if: knowsSummerTimeOfParis, "needs the zone database"))
    func `the clock of France agrees with the zone database in every hour since 1977`() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Paris"))
        for hour in stride(from: 221_184_000, to: 2_208_988_800, by: 3_600 * 5) {
            let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(hour)))
            let local = HL7Timestamp.dtm(seconds: hour + offset)
            let read = try HL7Timestamp(local)
            // In the repeated hour the first passage is meant.
            #expect(read.earliestSeconds == hour || read.earliestSeconds == hour - 3_600 && read.endSeconds > hour)
        }
    }

    @Test func `the interval covers all that the timestamp can mean`() throws {
        let day = try HL7Timestamp("20241027")
        #expect(day.endSeconds - day.earliestSeconds == 25 * 3_600)
        let springDay = try HL7Timestamp("20240331")
        #expect(springDay.endSeconds - springDay.earliestSeconds == 23 * 3_600)
        let repeated = try HL7Timestamp("2024102702")
        #expect(repeated.endSeconds - repeated.earliestSeconds == 2 * 3_600)
        let second = try HL7Timestamp("20240115103000+0100")
        #expect(second.endSeconds - second.earliestSeconds == 1)
        #expect(second.earliest == Date(timeIntervalSince1970: 1_705_311_000))
        let year = try HL7Timestamp("2024")
        #expect(year.endSeconds - year.earliestSeconds == 366 * 86_400)
        let december = try HL7Timestamp("202412")
        #expect(december.endSeconds - december.earliestSeconds == 31 * 86_400)
    }

    @Test func `dates survive the way to days and back over four centuries`() throws {
        var seconds = -5_364_662_400
        while seconds < 7_258_118_400 {
            let text = HL7Timestamp.dtm(seconds: seconds)
            #expect(try HL7Timestamp(text + "+0000").earliestSeconds == seconds)
            seconds += 86_400 * 27 + 12_345
        }
    }

    @Test func `neither description shows the date`() throws {
        let birth = try HL7Timestamp("19790327")
        #expect("\(birth)" == "timestamp (day)")
        #expect(!String(reflecting: birth).contains("1979"))
    }
}
