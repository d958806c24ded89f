// The functions on durations, dates and times (F&O 10.5, 10.7, 5.2 and 16).

import Testing

@testable import XPathEngine

@Suite struct TimeFunctionTests {
    @Test(
        arguments: rules(
            #"""
            years-from-duration(xs:yearMonthDuration('P20Y15M')) → 21
            years-from-duration(xs:yearMonthDuration('-P15M')) → -1
            years-from-duration(xs:dayTimeDuration('P400D')) → 0
            months-from-duration(xs:yearMonthDuration('P20Y15M')) → 3
            months-from-duration(xs:yearMonthDuration('-P20Y18M')) → -6
            days-from-duration(xs:dayTimeDuration('P3DT55H')) → 5
            days-from-duration(xs:yearMonthDuration('P1Y')) → 0
            hours-from-duration(xs:dayTimeDuration('P3DT10H')) → 10
            hours-from-duration(xs:dayTimeDuration('P3DT12H32M12S')) → 12
            hours-from-duration(xs:dayTimeDuration('PT123H')) → 3
            hours-from-duration(xs:dayTimeDuration('-P3DT10H')) → -10
            minutes-from-duration(xs:dayTimeDuration('-P5DT12H30M')) → -30
            minutes-from-duration(xs:dayTimeDuration('PT3661S')) → 1
            seconds-from-duration(xs:dayTimeDuration('P3DT10H12.5S')) → 12.5
            seconds-from-duration(xs:dayTimeDuration('-PT256S')) → -16
            seconds-from-duration(xs:duration('P1Y2M3DT4H5M6.7S')) → 6.7
            months-from-duration(xs:duration('-P1Y2M3DT4H')) → -2
            hours-from-duration(()), seconds-from-duration(()) →
            years-from-duration('P1Y') → XPTY0004
            years-from-duration(xs:untypedAtomic('P3Y')) → 3
            days-from-duration(xs:untypedAtomic('3')) → FORG0001
            """#))
    func `a duration is taken apart, each part with its sign`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            year-from-dateTime(xs:dateTime('1999-05-31T13:20:00-05:00')) → 1999
            year-from-dateTime(xs:dateTime('1999-12-31T24:00:00')) → 2000
            month-from-dateTime(xs:dateTime('1999-12-31T19:20:00-05:00')) → 12
            day-from-dateTime(xs:dateTime('1999-12-31T20:00:00-05:00')) → 31
            hours-from-dateTime(xs:dateTime('1999-12-31T12:00:00-05:00')) → 12
            hours-from-dateTime(xs:dateTime('1999-12-31T24:00:00')) → 0
            minutes-from-dateTime(xs:dateTime('1999-05-31T13:30:00+05:30')) → 30
            seconds-from-dateTime(xs:dateTime('1999-05-31T13:20:00.050-05:00')) → 0.05
            timezone-from-dateTime(xs:dateTime('1999-05-31T13:20:00-05:00')) → -PT5H
            timezone-from-dateTime(xs:dateTime('2000-06-12T13:20:00Z')) → PT0S
            timezone-from-dateTime(xs:dateTime('2004-08-27T00:00:00')) →
            year-from-date(xs:date('-0002-06-01')) → -2
            year-from-date(xs:date('12000-01-01+05:00')) → 12000
            month-from-date(xs:date('1999-05-31-05:00')) → 5
            day-from-date(xs:date('2000-01-01+05:00')) → 1
            timezone-from-date(xs:date('2000-01-01+05:30')) → PT5H30M
            timezone-from-date(xs:date('2000-01-01')) →
            hours-from-time(xs:time('11:23:00')) → 11
            hours-from-time(xs:time('24:00:00')) → 0
            minutes-from-time(xs:time('13:00:00Z')) → 0
            seconds-from-time(xs:time('13:20:10.5')) → 10.5
            timezone-from-time(xs:time('13:20:00-14:00')) → -PT14H
            year-from-date(()), hours-from-time(()), timezone-from-dateTime(()) →
            year-from-date(xs:dateTime('2000-01-01T00:00:00')) → XPTY0004
            hours-from-time(xs:date('2000-01-01')) → XPTY0004
            year-from-date('2000-01-01') → XPTY0004
            year-from-date(xs:untypedAtomic('2000-01-01')) → 2000
            """#))
    func `a date or time is taken apart in its own timezone`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            adjust-dateTime-to-timezone(xs:dateTime('2002-03-07T10:00:00')) → 2002-03-07T10:00:00Z
            adjust-dateTime-to-timezone(xs:dateTime('2002-03-07T10:00:00-07:00')) → 2002-03-07T17:00:00Z
            adjust-dateTime-to-timezone(xs:dateTime('2002-03-07T10:00:00'), xs:dayTimeDuration('-PT10H')) → 2002-03-07T10:00:00-10:00
            adjust-dateTime-to-timezone(xs:dateTime('2002-03-07T10:00:00-07:00'), xs:dayTimeDuration('-PT10H')) → 2002-03-07T07:00:00-10:00
            adjust-dateTime-to-timezone(xs:dateTime('2002-03-07T10:00:00-07:00'), xs:dayTimeDuration('PT10H')) → 2002-03-08T03:00:00+10:00
            adjust-dateTime-to-timezone(xs:dateTime('2002-03-07T00:00:00+01:00'), xs:dayTimeDuration('-PT8H')) → 2002-03-06T15:00:00-08:00
            adjust-dateTime-to-timezone(xs:dateTime('2002-03-07T10:00:00-07:00'), ()) → 2002-03-07T10:00:00
            adjust-dateTime-to-timezone(xs:dateTime('2002-03-07T10:00:00'), ()) → 2002-03-07T10:00:00
            adjust-dateTime-to-timezone((), xs:dayTimeDuration('PT1H')) →
            adjust-dateTime-to-timezone(xs:dateTime('2002-03-07T10:00:00'), xs:dayTimeDuration('PT14H')) → 2002-03-07T10:00:00+14:00
            adjust-dateTime-to-timezone(xs:dateTime('2002-03-07T10:00:00'), xs:dayTimeDuration('PT14H1M')) → FODT0003
            adjust-dateTime-to-timezone(xs:dateTime('2002-03-07T10:00:00'), xs:dayTimeDuration('-PT14H1M')) → FODT0003
            adjust-dateTime-to-timezone(xs:dateTime('2002-03-07T10:00:00'), xs:dayTimeDuration('PT1M30S')) → FODT0003
            adjust-date-to-timezone(xs:date('2002-03-07')) → 2002-03-07Z
            adjust-date-to-timezone(xs:date('2002-03-07-07:00'), xs:dayTimeDuration('-PT10H')) → 2002-03-06-10:00
            adjust-date-to-timezone(xs:date('2002-03-07'), xs:dayTimeDuration('-PT10H')) → 2002-03-07-10:00
            adjust-date-to-timezone(xs:date('2002-03-07-07:00'), ()) → 2002-03-07
            adjust-time-to-timezone(xs:time('10:00:00')) → 10:00:00Z
            adjust-time-to-timezone(xs:time('10:00:00-07:00'), xs:dayTimeDuration('-PT10H')) → 07:00:00-10:00
            adjust-time-to-timezone(xs:time('10:00:00-07:00'), xs:dayTimeDuration('PT10H')) → 03:00:00+10:00
            adjust-time-to-timezone(xs:time('10:00:00-07:00'), ()) → 10:00:00
            adjust-time-to-timezone(xs:time('10:00:00'), xs:dayTimeDuration('PT15H')) → FODT0003
            adjust-date-to-timezone(xs:dateTime('2002-03-07T10:00:00')) → XPTY0004
            """#))
    func `a timezone is added, changed or taken away`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            dateTime(xs:date('1999-12-31'), xs:time('12:00:00')) → 1999-12-31T12:00:00
            dateTime(xs:date('1999-12-31'), xs:time('24:00:00')) → 1999-12-31T00:00:00
            dateTime(xs:date('1999-12-31Z'), xs:time('12:00:00')) → 1999-12-31T12:00:00Z
            dateTime(xs:date('1999-12-31'), xs:time('12:00:00+02:00')) → 1999-12-31T12:00:00+02:00
            dateTime(xs:date('1999-12-31Z'), xs:time('12:00:00+00:00')) → 1999-12-31T12:00:00Z
            dateTime(xs:date('1999-12-31Z'), xs:time('12:00:00+02:00')) → FORG0008
            dateTime((), xs:time('12:00:00')) →
            dateTime(xs:date('1999-12-31'), ()) →
            dateTime(xs:date('1999-12-31'), '12:00:00') → XPTY0004
            """#))
    func `a date and a time of one timezone make a moment`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test func `the moment is the host's, the same for the whole evaluation`() throws {
        let moment = try DateTimeValue(lexical: "2026-11-22T00:30:00+14:00", as: .dateTime)
        let dynamic = DynamicContext(currentDateTime: moment, implicitTimezone: -300)
        #expect(value("current-dateTime(), current-date(), current-time()", with: dynamic) == "2026-11-22T00:30:00+14:00|2026-11-22+14:00|00:30:00+14:00")
        #expect(value("implicit-timezone()", with: dynamic) == "-PT5H")
        #expect(value("adjust-time-to-timezone(xs:time('10:00:00'))", with: dynamic) == "10:00:00-05:00")
        #expect(value("xs:dateTime('2000-01-01T00:00:00') eq xs:dateTime('2000-01-01T05:00:00Z')", with: dynamic) == "true")
        #expect(value("xs:dateTime('2000-01-01T00:00:00') - xs:dateTime('2000-01-01T00:00:00Z')", with: dynamic) == "PT5H")
    }
}
