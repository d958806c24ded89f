// Dates and times moved, compared and subtracted.

extension DateTimeValue {
    /// A point on the time line: whole minutes since 1970-01-01T00:00Z, and the seconds beyond.
    public struct Instant: Comparable, Hashable, Sendable {
        let minutes: Int
        let second: ExactDecimal

        /// The order on the time line.
        public static func < (left: Instant, right: Instant) -> Bool {
            left.minutes != right.minutes ? left.minutes < right.minutes : left.second < right.second
        }
    }

    private var localMinutes: Int { Calendar.dayNumber(year: year, month: month, day: day) * 1_440 + hour * 60 + minute }

    /// The point on the time line; a value without timezone is taken to be in the implicit one (minutes from UTC).
    public func instant(implicitTimezone: Int) -> Instant {
        Instant(minutes: localMinutes - (timezone ?? implicitTimezone), second: second)
    }

    /// The value so many minutes later.
    ///
    /// - Throws: `FODT0001` when the year is too far.
    func adding(minutes: Int) throws(XPathError) -> DateTimeValue {
        let (total, overflow) = localMinutes.addingReportingOverflow(minutes)
        guard !overflow else { throw XPathError(.fodt0001, "the date is too far") }
        let dayNumber = total.flooredDivision(by: 1_440)
        let rest = total - dayNumber * 1_440
        guard dayNumber.magnitude < 366 * UInt(Self.farthestYear) else { throw XPathError(.fodt0001, "the date is too far") }
        var result = self
        (result.year, result.month, result.day) = Calendar.day(number: dayNumber)
        (result.hour, result.minute) = rest.quotientAndRemainder(dividingBy: 60)
        return try result.checkedYear()
    }

    private func checkedYear() throws(XPathError) -> DateTimeValue {
        guard year.magnitude <= UInt(Self.farthestYear) else { throw XPathError(.fodt0001, "the date is too far") }
        return self
    }

    /// The value so many seconds later.
    ///
    /// - Throws: `FODT0001` when the year is too far.
    public func adding(seconds: ExactDecimal) throws(XPathError) -> DateTimeValue {
        let total = second + seconds
        let minutes = total.divided(by: ExactDecimal(60), rounding: .down)
        guard let whole = minutes.asInt else { throw XPathError(.fodt0001, "the date is too far") }
        var result = try adding(minutes: whole)
        result.second = total - ExactDecimal(minutes) * ExactDecimal(60)
        return result
    }

    /// The value so many months later; a day that the month lacks becomes its last (XML Schema 1.0 part 2, appendix E).
    ///
    /// - Throws: `FODT0001` when the year is too far.
    public func adding(months: Int) throws(XPathError) -> DateTimeValue {
        let (total, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow else { throw XPathError(.fodt0001, "the date is too far") }
        var result = self
        let newYear = total.flooredDivision(by: 12)
        result.year = newYear
        result.month = total - newYear * 12 + 1
        result.day = min(day, Calendar.days(inMonth: result.month, of: result.year))
        return try result.checkedYear()
    }

    /// How long after the other value this one is, in seconds.
    public func seconds(since other: DateTimeValue, implicitTimezone: Int) -> ExactDecimal {
        let own = instant(implicitTimezone: implicitTimezone)
        let others = other.instant(implicitTimezone: implicitTimezone)
        return ExactDecimal(own.minutes - others.minutes) * ExactDecimal(60) + (own.second - others.second)
    }

    /// The same point on the time line seen in another timezone; a value without timezone only receives it; none takes the timezone away (F&O 10.7).
    ///
    /// - Throws: `FODT0001` when the year is too far.
    public func adjusted(to timezone: Int?, as type: AtomicType) throws(XPathError) -> DateTimeValue {
        var result = self
        if let own = self.timezone, let timezone {
            result = try adding(minutes: timezone - own)
            switch type {
            case .date: (result.hour, result.minute) = (0, 0)
            case .time: (result.year, result.month, result.day) = (year, month, day)
            default: break
            }
        }
        result.timezone = timezone
        return result
    }

    /// The day at midnight, as `xs:date` has it.
    var dateOnly: DateTimeValue { DateTimeValue(year: year, month: month, day: day, timezone: timezone) }

    /// The time on the reference day, as `xs:time` has it.
    var timeOnly: DateTimeValue { DateTimeValue(hour: hour, minute: minute, second: second, timezone: timezone) }
}
