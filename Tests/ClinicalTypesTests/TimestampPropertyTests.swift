// Timestamps at random, against the calendar of Foundation.

import ClinicalTypes
import Foundation
import Testing

struct TimestampPropertyTests {
    private static let utc: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "UTC")!
        return calendar
    }()

    private func padded(_ value: Int, _ width: Int = 2) -> String { String(repeating: "0", count: max(0, width - String(value).count)) + String(value) }

    @Test func `a timestamp is read exactly where the calendar has that moment, as that moment`() throws {
        var random = Seeded(state: 3)
        var read = 0
        for _ in 0..<3000 {
            let (year, month, day) = (
                Int.random(in: 1600...2400, using: &random), Int.random(in: 0...13, using: &random), Int.random(in: 0...32, using: &random)
            )
            let (hour, minute, second) = (
                Int.random(in: 0...25, using: &random), Int.random(in: 0...61, using: &random), Int.random(in: 0...61, using: &random)
            )
            let (zoneHour, zoneMinute) = (Int.random(in: 0...15, using: &random), [0, 15, 30, 59, 60].randomElement(using: &random)!)
            let isWest = Bool.random(using: &random)
            let text =
                padded(year, 4) + [month, day, hour, minute, second].map { padded($0) }.joined() + (isWest ? "-" : "+") + padded(zoneHour) + padded(zoneMinute)
            let parts = DateComponents(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
            let exists = (1...12).contains(month) && parts.isValidDate(in: Self.utc) && zoneHour * 100 + zoneMinute <= 1400 && zoneMinute < 60
            guard let timestamp = try? HL7Timestamp(text) else {
                #expect(!exists, "\(text) is refused")
                continue
            }
            read += 1
            #expect(exists, "\(text) is read")
            let local = try #require(Self.utc.date(from: parts))
            let moment = local.addingTimeInterval(Double((zoneHour * 60 + zoneMinute) * (isWest ? 60 : -60)))
            #expect(timestamp.earliest == moment)
            #expect(timestamp.utcDTM == HL7Timestamp.dtm(moment))
        }
        #expect(read > 1000)
    }

    @Test func `cutting a timestamp short only widens what it covers`() throws {
        var random = Seeded(state: 5)
        for _ in 0..<500 {
            let seconds = Int.random(in: -2_000_000_000...4_000_000_000, using: &random)
            let whole = HL7Timestamp.dtm(seconds: seconds)
            var inner = try HL7Timestamp(whole)
            for length in [12, 10, 8, 6, 4] {
                let outer = try HL7Timestamp(String(whole.prefix(length)))
                #expect(outer.earliestSeconds <= inner.earliestSeconds && outer.endSeconds >= inner.endSeconds, "\(whole) at \(length)")
                #expect(outer.precision < inner.precision && outer.utcDTM.count <= inner.utcDTM.count)
                inner = outer
            }
        }
    }

    @Test func `a fault never repeats the text, in either language`() {
        for text in ["", "19790", "1979A312", "19791345", "19790345", "1979031225", "197903121260", "19790312121260", "19790312121212.", "1979031212+99"] {
            do throws(TimestampFault) {
                _ = try HL7Timestamp(text)
                Issue.record("\(text) is read")
            } catch {
                #expect(!error.message.fr.contains("1979") && !error.message.en.contains("1979"))
                #expect(error.message.fr != error.message.en && error.description == error.message.en)
                for english in ["month", "day", "hour", "minute,", "second,"] { #expect(!error.message.fr.contains("« \(english)")) }
            }
        }
    }
}
