// The functions that make one value of many (F&O 15.4).

import Testing

@testable import XPathEngine

@Suite struct AggregateTests {
    @Test(
        arguments: rules(
            #"""
            sum((1, 2, 3)) → 6
            sum(()) → 0
            sum((), ()) →
            sum((), 'none') → none
            sum((), xs:dayTimeDuration('PT0S')) → PT0S
            sum((1, 2), 'unused') → 3
            sum((1, 2.5)) → 3.5
            sum((1, 2.5e0)) instance of xs:double → true
            sum((1, xs:float('2'))) instance of xs:float → true
            sum((1, 2)) instance of xs:integer → true
            sum((9223372036854775807, 1)) → 9223372036854775808
            sum((1, xs:double('NaN'))) → NaN
            sum((xs:double('INF'), xs:double('-INF'))) → NaN
            sum((xs:untypedAtomic('2'), 1)) → 3
            sum(xs:untypedAtomic('2')) instance of xs:double → true
            sum(//b:price) → 30.5
            sum(xs:untypedAtomic('two')) → FORG0001
            sum('2') → FORG0006
            sum((1, '2')) → FORG0006
            sum((1, true())) → FORG0006
            sum((xs:yearMonthDuration('P20Y'), xs:yearMonthDuration('P10M'))) → P20Y10M
            sum((xs:dayTimeDuration('PT20H'), xs:dayTimeDuration('PT5H'))) → P1DT1H
            sum((xs:yearMonthDuration('P1Y'), xs:dayTimeDuration('P1D'))) → FORG0006
            sum((xs:yearMonthDuration('P1Y'), 9E1)) → FORG0006
            sum(xs:duration('P1Y')) → FORG0006
            sum((xs:date('2000-01-01'))) → FORG0006
            """#))
    func `a sum is of numbers, or of durations of one kind`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            avg((3, 4, 5)) → 4
            avg((1, 2)) → 1.5
            avg((1, 2)) instance of xs:decimal → true
            avg((1, 2e0)) instance of xs:double → true
            avg(()) →
            avg((3, xs:double('NaN'))) → NaN
            avg((xs:double('INF'), xs:double('-INF'))) → NaN
            avg((xs:yearMonthDuration('P20Y'), xs:yearMonthDuration('P10M'))) → P10Y5M
            avg((xs:dayTimeDuration('P1D'), xs:dayTimeDuration('PT12H'))) → PT18H
            avg(xs:untypedAtomic('4')) → 4
            avg(xs:untypedAtomic('a')) → FORG0001
            avg('a') → FORG0006
            avg((xs:yearMonthDuration('P20Y'), 4)) → FORG0006
            avg((true(), false())) → FORG0006
            """#))
    func `an average is the sum divided by the count`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            max((3, 5, 4)), min((4, 3, 5)) → 5|3
            max((5, 5.0e0)), min((5, 5.0e0)) → 5|5
            max((1, 2.5e0)) instance of xs:double, min((1, 2.5e0)) instance of xs:double → true|true
            max((xs:float('1'), 2.0)) instance of xs:float → true
            max(()), min(()) →
            max((1, xs:double('NaN'), 3)), min((1, xs:double('NaN'), 3)) → NaN|NaN
            max(xs:float('NaN')) instance of xs:float → true
            max((xs:float('NaN'), 1e0)) instance of xs:double → true
            max((xs:double('INF'), 3)), min((xs:double('-INF'), 3)) → INF|-INF
            max(('a', 'c', 'b')), min(('b', 'a', 'c')) → c|a
            max(('Z', 'a')), min(('Z', 'a')) → a|Z
            max((xs:anyURI('a'), 'b')), min((xs:anyURI('a'), 'b')) → b|a
            max((xs:untypedAtomic('10'), 9)), min((xs:untypedAtomic('10'), 9)) → 10|9
            max((xs:untypedAtomic('10'), xs:untypedAtomic('9'))) → 10
            max(xs:untypedAtomic('a')), 1 → FORG0001
            max((true(), false())), min((true(), false())) → true|false
            max((xs:date('2000-01-01'), xs:date('2000-01-02'))) → 2000-01-02
            min((xs:time('12:00:00+01:00'), xs:time('11:30:00Z'))) → 12:00:00+01:00
            max((xs:dateTime('2000-01-01T00:00:00Z'), xs:dateTime('2000-01-01T00:00:00-01:00'))) → 2000-01-01T00:00:00-01:00
            max((xs:yearMonthDuration('P1Y'), xs:yearMonthDuration('P13M'))) → P1Y1M
            min((xs:dayTimeDuration('P1D'), xs:dayTimeDuration('PT23H'))) → PT23H
            max((3, 'Zero')) → FORG0006
            min((3, 'Zero')) → FORG0006
            max((xs:date('2000-01-01'), xs:time('12:00:00'))) → FORG0006
            max(xs:duration('P1Y')) → FORG0006
            min((xs:yearMonthDuration('P1Y'), xs:dayTimeDuration('P1D'))) → FORG0006
            max(xs:QName('xs:a')) → FORG0006
            min(xs:hexBinary('00')) → FORG0006
            max(xs:gYear('2000')) → FORG0006
            max(('a', 'b'), 'http://none') → FOCH0002
            min(('a', 'b'), 'http://www.w3.org/2005/xpath-functions/collation/codepoint') → a
            max(('a', 'b'), ()) → XPTY0004
            """#))
    func `extremes are of values that are ordered among themselves`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            count(()) → 0
            count((1, (), (2, 3))) → 3
            count(('a', 'a')) → 2
            count(//b:author) → 2
            count(1 to 10) → 10
            count(10 to 1) → 0
            count() → XPST0017
            count(1, 2) → XPST0017
            """#))
    func `a count is the number of items`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }
}
