// Days and dates of the Gregorian calendar, and the clock of mainland France.

/// Days since 1970 and dates of the (proleptic) Gregorian calendar.
enum CivilCalendar {
    /// Days from 1970-01-01 to a date.
    static func days(year: Int, month: Int, day: Int) -> Int {
        // The year is counted from March, so that the leap day stands last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.flooredDivision(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date that many days after 1970-01-01.
    static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted.flooredDivision(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The first Sunday on or after a date, as days since 1970.
    static func sunday(onOrAfter days: Int) -> Int {
        // 1970-01-01 was a Thursday, so day 3 was a Sunday.
        days + (3 - days).flooredRemainder(by: 7)
    }

    /// The last Sunday of a month, as days since 1970.
    static func lastSunday(of month: Int, in year: Int) -> Int {
        sunday(onOrAfter: Self.days(year: year, month: month, day: Self.days(inMonth: month, of: year)) - 6)
    }
}

/// The legal time of mainland France: UTC+1, and UTC+2 in summer since 1976.
///
/// Before 1976 one hour ahead of UTC is assumed; the times of the war and before it are not kept.
enum ParisTime {
    /// The span of summer time in a year, in seconds since 1970 UTC; nil before 1976.
    static func summer(of year: Int) -> Range<Int>? {
        let hour = 3_600
        func at(_ days: Int) -> Int { days * 86_400 + hour }
        switch year {
        case ..<1976: return nil
        case 1976:
            // Begun and ended at one o'clock on the wall, before the common rule of 01:00 UTC.
            return at(CivilCalendar.days(year: 1976, month: 3, day: 28)) - hour..<at(CivilCalendar.days(year: 1976, month: 9, day: 26)) - 2 * hour
        case 1977...1980:
            let start = CivilCalendar.sunday(onOrAfter: CivilCalendar.days(year: year, month: 4, day: 1))
            let end = year == 1978 ? CivilCalendar.days(year: 1978, month: 10, day: 1) : CivilCalendar.lastSunday(of: 9, in: year)
            return at(start)..<at(end)
        case 1981...1995:
            return at(CivilCalendar.lastSunday(of: 3, in: year))..<at(CivilCalendar.lastSunday(of: 9, in: year))
        default:
            return at(CivilCalendar.lastSunday(of: 3, in: year))..<at(CivilCalendar.lastSunday(of: 10, in: year))
        }
    }

    /// The minutes ahead of UTC at a local time given in seconds; `first` and `last` differ in the hour that comes twice.
    static func offsetMinutes(local: Int) -> (first: Int, last: Int) {
        let year = CivilCalendar.civil(days: local.flooredDivision(by: 86_400)).year
        guard let summer = summer(of: year) else { return (60, 60) }
        let asSummer = summer.contains(local - 7_200)
        let asWinter = !summer.contains(local - 3_600)
        switch (asSummer, asWinter) {
        case (true, true): return (120, 60)
        case (true, false): return (120, 120)
        default: return (60, 60)
        }
    }
}

extension Int {
    /// The quotient rounded towards minus infinity.
    func flooredDivision(by divisor: Int) -> Int { (self - flooredRemainder(by: divisor)) / divisor }

    /// The remainder that is never negative.
    func flooredRemainder(by divisor: Int) -> Int { (self % divisor + divisor) % divisor }
}
