// A point in time as HL7 writes it, with its precision and its zone.

public import FoundationEssentials

/// How precisely a timestamp is written.
public enum TimestampPrecision: Int, Sendable, Hashable, Codable, Comparable {
    /// YYYY.
    case year
    /// YYYYMM.
    case month
    /// YYYYMMDD.
    case day
    /// YYYYMMDDhh.
    case hour
    /// YYYYMMDDhhmm.
    case minute
    /// YYYYMMDDhhmmss.
    case second
    /// YYYYMMDDhhmmss.s, up to nine digits.
    case fraction

    /// Coarser before finer.
    public static func < (left: TimestampPrecision, right: TimestampPrecision) -> Bool { left.rawValue < right.rawValue }
}

/// A timestamp (HL7 v3 data type TS): `YYYY[MM[DD[hh[mm[ss[.s…]]]]]][+|-ZZzz]`.
///
/// A timestamp without a zone is read in the time of mainland France (Europe/Paris), summer time included: the documents
/// are written there, and CI-SIS asks for local time. In the hour that comes twice in autumn, the first (summer) passage is
/// meant by `utcDTM` and the interval covers both; in the hour that is skipped in spring, winter time is carried on.
/// A date (day or coarser) is a date: its `utcDTM` is not shifted.
public struct HL7Timestamp: Sendable, Hashable {
    /// The text as written.
    public let text: String
    /// How precisely it is written.
    public let precision: TimestampPrecision
    /// The year.
    public let year: Int
    /// The month, 1 where it is not written.
    public let month: Int
    /// The day, 1 where it is not written.
    public let day: Int
    /// The hour, 0 where it is not written.
    public let hour: Int
    /// The minute, 0 where it is not written.
    public let minute: Int
    /// The second, 0 where it is not written.
    public let second: Int
    /// The fraction of the second as written, without the point.
    public let fraction: String
    /// The zone as minutes east of Greenwich, nil where none is written.
    public let zoneMinutes: Int?

    /// Reads a timestamp, every part proven.
    public init(_ text: String) throws(TimestampFault) {
        self = try TimestampReader.read(text)
    }

    init(
        text: String, precision: TimestampPrecision, year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, fraction: String,
        zoneMinutes: Int?
    ) {
        self.text = text
        self.precision = precision
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.fraction = fraction
        self.zoneMinutes = zoneMinutes
    }

    /// Whether the zone is written; else it is assumed.
    public var hasZone: Bool { zoneMinutes != nil }

    /// Seconds from 1970 to the written parts, read as if they were UTC.
    private var localSeconds: Int {
        CivilCalendar.days(year: year, month: month, day: day) * 86_400 + hour * 3_600 + minute * 60 + second
    }

    /// Seconds from 1970 to one past the last second that the timestamp covers, read as if they were UTC.
    private var localEndSeconds: Int {
        switch precision {
        case .year: CivilCalendar.days(year: year + 1, month: 1, day: 1) * 86_400
        case .month:
            CivilCalendar.days(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1) * 86_400
        case .day: localSeconds + 86_400
        case .hour: localSeconds + 3_600
        case .minute: localSeconds + 60
        case .second, .fraction: localSeconds + 1
        }
    }

    /// The earliest moment that the timestamp can mean, in seconds since 1970 UTC.
    public var earliestSeconds: Int { localSeconds - offset(of: localSeconds).first * 60 }

    /// The moment after the last that the timestamp can mean, in seconds since 1970 UTC.
    public var endSeconds: Int {
        // The last covered second decides the zone: the end itself may fall behind a change of the clocks.
        localEndSeconds - offset(of: localEndSeconds - 1).last * 60
    }

    /// The earliest moment that the timestamp can mean.
    public var earliest: Date { Date(timeIntervalSince1970: Double(earliestSeconds) + fractionSeconds) }

    /// The moment after the last that the timestamp can mean; for a fraction, the second's end.
    public var end: Date { Date(timeIntervalSince1970: Double(endSeconds)) }

    private var fractionSeconds: Double { fraction.isEmpty ? 0 : Double("0." + fraction) ?? 0 }

    private func offset(of local: Int) -> (first: Int, last: Int) {
        if let zoneMinutes { return (zoneMinutes, zoneMinutes) }
        return ParisTime.offsetMinutes(local: local)
    }

    /// The timestamp as XDS writes it (HL7 v2 DTM in UTC, IHE ITI TF-3 4.2.3.1.7): `YYYY[MM[DD[hh[mm[ss]]]]]`.
    ///
    /// The precision is kept, except that a fraction is dropped and that an hour in a zone of half hours gains its minutes.
    public var utcDTM: String {
        guard precision >= .hour else { return String(text.prefix(precision == .year ? 4 : precision == .month ? 6 : 8)) }
        let full = Self.dtm(seconds: earliestSeconds)
        switch precision {
        case .hour: return String(full.prefix(earliestSeconds % 3_600 == 0 ? 10 : 12))
        case .minute: return String(full.prefix(12))
        default: return full
        }
    }

    /// A moment as DTM in UTC with seconds, `YYYYMMDDhhmmss`.
    public static func dtm(_ date: Date) -> String { dtm(seconds: Int(date.timeIntervalSince1970.rounded(.down))) }

    /// A moment given in seconds since 1970 UTC as DTM in UTC, `YYYYMMDDhhmmss`.
    public static func dtm(seconds: Int) -> String {
        let days = seconds.flooredDivision(by: 86_400)
        let rest = seconds - days * 86_400
        let civil = CivilCalendar.civil(days: days)
        func digits(_ value: Int, _ width: Int) -> String {
            let plain = String(value)
            return String(repeating: "0", count: max(0, width - plain.utf8.count)) + plain
        }
        return digits(civil.year, 4) + digits(civil.month, 2) + digits(civil.day, 2) + digits(rest / 3_600, 2) + digits(rest / 60 % 60, 2)
            + digits(rest % 60, 2)
    }
}

extension HL7Timestamp: Codable {
    /// Reads one string.
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    /// Writes one string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension HL7Timestamp: CustomStringConvertible, CustomDebugStringConvertible {
    /// The precision alone: a date may be a birth date.
    public var description: String { "timestamp (\(precision)\(hasZone ? ", zone" : ""))" }

    /// The same as `description`.
    public var debugDescription: String { description }
}
