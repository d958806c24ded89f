// The parts of dates, times and durations, and timezones adjusted.

/// Functions on dates, times and durations (F&O 5.2, 10.5 and 10.7).
///
/// The part functions take any value that has the part; for a type that lacks it they give nothing.
public enum DateTimeFunctions {
    /// `fn:dateTime`: a day and a time of it.
    ///
    /// - Throws: `FORG0008` when both have a timezone and these differ.
    public static func dateTime(_ date: DateTimeValue, _ time: DateTimeValue) throws(XPathError) -> AtomicValue {
        if let one = date.timezone, let other = time.timezone, one != other {
            throw XPathError(.forg0008, "the timezones of date and time differ")
        }
        var result = date
        (result.hour, result.minute, result.second) = (time.hour, time.minute, time.second)
        result.timezone = date.timezone ?? time.timezone
        return .dateTime(result, .dateTime)
    }

    /// `fn:year-from-…`, `fn:years-from-duration`.
    public static func year(of value: AtomicValue) -> AtomicValue? {
        switch value {
        case .dateTime(let date, _): .integer(date.year)
        case .duration(let duration, _): .integer(duration.yearsPart)
        default: nil
        }
    }

    /// `fn:month-from-…`, `fn:months-from-duration`.
    public static func month(of value: AtomicValue) -> AtomicValue? {
        switch value {
        case .dateTime(let date, _): .integer(date.month)
        case .duration(let duration, _): .integer(duration.monthsPart)
        default: nil
        }
    }

    /// `fn:day-from-…`, `fn:days-from-duration`.
    public static func day(of value: AtomicValue) -> AtomicValue? {
        switch value {
        case .dateTime(let date, _): .integer(date.day)
        case .duration(let duration, _): .integer(duration.daysPart)
        default: nil
        }
    }

    /// `fn:hours-from-…`.
    public static func hours(of value: AtomicValue) -> AtomicValue? {
        switch value {
        case .dateTime(let date, _): .integer(date.hour)
        case .duration(let duration, _): .integer(duration.hoursPart)
        default: nil
        }
    }

    /// `fn:minutes-from-…`.
    public static func minutes(of value: AtomicValue) -> AtomicValue? {
        switch value {
        case .dateTime(let date, _): .integer(date.minute)
        case .duration(let duration, _): .integer(duration.minutesPart)
        default: nil
        }
    }

    /// `fn:seconds-from-…`, with their fraction.
    public static func seconds(of value: AtomicValue) -> AtomicValue? {
        switch value {
        case .dateTime(let date, _): .decimal(date.second)
        case .duration(let duration, _): .decimal(duration.secondsPart)
        default: nil
        }
    }

    /// `fn:timezone-from-…`: none when the value has no timezone.
    public static func timezone(of value: AtomicValue) -> AtomicValue? {
        guard case .dateTime(let date, _) = value, let timezone = date.timezone else { return nil }
        return duration(ofTimezone: timezone)
    }

    /// A timezone in minutes as `xs:dayTimeDuration`.
    public static func duration(ofTimezone minutes: Int) -> AtomicValue {
        .duration(DurationValue(seconds: ExactDecimal(minutes * 60)), .dayTimeDuration)
    }

    /// `fn:adjust-…-to-timezone`; none takes the timezone away.
    ///
    /// - Throws: `FODT0003` when the timezone is beyond 14 hours or has seconds, `FODT0001` when the date gets too far,
    ///   `XPTY0004` when the value is no date or time.
    public static func adjust(_ value: AtomicValue, to timezone: DurationValue?) throws(XPathError) -> AtomicValue {
        guard case .dateTime(let date, let type) = value, type == .dateTime || type == .date || type == .time else {
            throw XPathError(.xpty0004, "\(value.type.name) has no timezone to adjust")
        }
        guard let timezone else { return .dateTime(try date.adjusted(to: nil, as: type), type) }
        guard let seconds = timezone.seconds.isWhole ? timezone.seconds.unscaled.asInt : nil, seconds % 60 == 0,
            seconds.magnitude <= 14 * 3_600
        else { throw XPathError(.fodt0003, "a timezone lies between -14:00 and +14:00, in whole minutes") }
        return .dateTime(try date.adjusted(to: seconds / 60, as: type), type)
    }
}
