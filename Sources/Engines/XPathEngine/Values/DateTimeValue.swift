// A day, a time, both, or a part of a day, with or without a timezone.

/// The fields of `xs:dateTime`, `xs:date`, `xs:time` and the `xs:g…` types; fields that a type lacks stand at those of 1972-12-31T00:00:00
/// or at the first of the month or year, as comparison wants them (F&O 10.4).
public struct DateTimeValue: Sendable, Hashable {
    /// The year as written: never zero, negative before our era.
    public var year: Int
    /// The month, 1 to 12.
    public var month: Int
    /// The day of the month.
    public var day: Int
    /// The hour, 0 to 23.
    public var hour: Int
    /// The minute.
    public var minute: Int
    /// The second, with its exact fraction.
    public var second: ExactDecimal
    /// The distance from UTC in minutes, when there is one.
    public var timezone: Int?

    /// The farthest year in either direction.
    public static let farthestYear = 999_999_999

    /// A value of its fields, which the caller has checked.
    public init(
        year: Int = 1972, month: Int = 12, day: Int = 31, hour: Int = 0, minute: Int = 0, second: ExactDecimal = .zero, timezone: Int? = nil
    ) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.timezone = timezone
    }

    /// A value from its lexical form, without spaces around it.
    ///
    /// - Throws: `FORG0001` when the form is wrong for the type or no such day exists, `FODT0001` when the year is too far.
    public init(lexical text: some StringProtocol, as type: AtomicType) throws(XPathError) {
        self.init()
        var cursor = LexicalCursor(text)
        let wrong = XPathError(.forg0001, "not a value of \(type.name)")
        func require<Value>(_ value: Value?) throws(XPathError) -> Value {
            guard let value else { throw wrong }
            return value
        }
        switch type {
        case .dateTime, .date, .gYearMonth, .gYear:
            try readYear(from: &cursor, wrong)
            if type == .gYear {
                (month, day) = (1, 1)
                break
            }
            guard cursor.take("-") else { throw wrong }
            month = try require(cursor.number(digits: 2, in: 1...12))
            if type == .gYearMonth {
                day = 1
                break
            }
            guard cursor.take("-") else { throw wrong }
            day = try require(cursor.number(digits: 2, in: 1...Calendar.days(inMonth: month, of: year)))
        case .gMonthDay:
            guard cursor.take("-"), cursor.take("-") else { throw wrong }
            month = try require(cursor.number(digits: 2, in: 1...12))
            guard cursor.take("-") else { throw wrong }
            day = try require(cursor.number(digits: 2, in: 1...Calendar.days(inMonth: month, of: year)))
        case .gDay:
            guard cursor.take("-"), cursor.take("-"), cursor.take("-") else { throw wrong }
            day = try require(cursor.number(digits: 2, in: 1...31))
        case .gMonth:
            guard cursor.take("-"), cursor.take("-") else { throw wrong }
            month = try require(cursor.number(digits: 2, in: 1...12))
            day = 1
        case .time: break
        default: throw wrong
        }
        var isMidnightAtEnd = false
        if type == .dateTime || type == .time {
            if type == .dateTime { guard cursor.take("T") else { throw wrong } }
            hour = try require(cursor.number(digits: 2, in: 0...24))
            guard cursor.take(":") else { throw wrong }
            minute = try require(cursor.number(digits: 2, in: 0...59))
            guard cursor.take(":") else { throw wrong }
            let whole = try require(cursor.number(digits: 2, in: 0...59))
            let fraction = try require(cursor.fraction())
            second = fraction.isEmpty ? ExactDecimal(whole) : try require(ExactDecimal(lexical: "\(whole).\(fraction)"))
            if hour == 24 {
                guard minute == 0, second.isZero else { throw wrong }
                hour = 0
                isMidnightAtEnd = type == .dateTime
            }
        }
        timezone = try readTimezone(from: &cursor, wrong)
        guard cursor.isAtEnd else { throw wrong }
        if isMidnightAtEnd { self = try adding(minutes: 1_440) }
    }

    private mutating func readYear(from cursor: inout LexicalCursor, _ wrong: XPathError) throws(XPathError) {
        let negative = cursor.take("-")
        let digits = cursor.digits()
        guard digits.utf8.count >= 4, digits.utf8.count == 4 || digits.first != "0" else { throw wrong }
        guard let value = Int(digits), value <= Self.farthestYear else { throw XPathError(.fodt0001, "the year is too far") }
        year = negative ? -value : value
    }

    private func readTimezone(from cursor: inout LexicalCursor, _ wrong: XPathError) throws(XPathError) -> Int? {
        if cursor.take("Z") { return 0 }
        let sign = cursor.take("+") ? 1 : cursor.take("-") ? -1 : 0
        guard sign != 0 else { return nil }
        guard let hours = cursor.number(digits: 2, in: 0...14), cursor.take(":"),
            let minutes = cursor.number(digits: 2, in: 0...(hours == 14 ? 0 : 59))
        else { throw wrong }
        return sign * (hours * 60 + minutes)
    }

    /// The canonical form, in the timezone of the value (F&O 17.1.2).
    public func canonical(as type: AtomicType) -> String {
        let date = "\(Self.padded(month))-\(Self.padded(day))"
        let body =
            switch type {
            case .dateTime: "\(yearText)-\(date)T\(timeText)"
            case .date: "\(yearText)-\(date)"
            case .time: timeText
            case .gYearMonth: "\(yearText)-\(Self.padded(month))"
            case .gYear: yearText
            case .gMonthDay: "--\(date)"
            case .gDay: "---\(Self.padded(day))"
            default: "--\(Self.padded(month))"
            }
        guard let timezone else { return body }
        if timezone == 0 { return body + "Z" }
        let distance = abs(timezone)
        return "\(body)\(timezone < 0 ? "-" : "+")\(Self.padded(distance / 60)):\(Self.padded(distance % 60))"
    }

    private var yearText: String {
        let digits = String(year.magnitude)
        return (year < 0 ? "-" : "") + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    private var timeText: String {
        let seconds = second < ExactDecimal(10) ? "0\(second)" : "\(second)"
        return "\(Self.padded(hour)):\(Self.padded(minute)):\(seconds)"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
