// The functions on numbers (F&O 6.4) and fn:number (F&O 14.4).

import Testing

@testable import XPathEngine

@Suite struct NumberFunctionTests {
    @Test(
        arguments: rules(
            #"""
            abs(10.5) → 10.5
            abs(-10.5) → 10.5
            abs(0) → 0
            abs(()) →
            abs(xs:double('-0')) → 0
            abs(xs:double('-INF')) → INF
            abs(xs:double('NaN')) → NaN
            abs(xs:byte('-7')) → 7
            abs(xs:byte('-7')) instance of xs:byte → false
            abs(xs:byte('-7')) instance of xs:integer → true
            abs(xs:float('-1.5')) instance of xs:float → true
            abs(xs:untypedAtomic('-2')) → 2
            abs(xs:untypedAtomic('-2')) instance of xs:double → true
            abs(xs:untypedAtomic('a')) → FORG0001
            abs('1') → XPTY0004
            abs((1, 2)) → XPTY0004
            abs(true()) → XPTY0004
            abs(xs:duration('P1D')) → XPTY0004
            """#))
    func `the absolute value drops the sign and keeps the primitive type`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            ceiling(10.5) → 11
            ceiling(-10.5) → -10
            ceiling(-0.5) → 0
            ceiling(xs:double('-0.5')) → -0
            ceiling(xs:double('0.000001')) → 1
            ceiling(3) → 3
            ceiling(xs:float('INF')) → INF
            ceiling(xs:float('NaN')) → NaN
            ceiling(()) →
            ceiling('a') → XPTY0004
            floor(10.5) → 10
            floor(-10.5) → -11
            floor(-0.5) → -1
            floor(xs:double('-0')) → -0
            floor(xs:double('0.9')) → 0
            floor(-3) → -3
            floor(xs:double('-INF')) → -INF
            floor(xs:double('NaN')) → NaN
            floor(2.5) instance of xs:decimal → true
            floor(2.5e0) instance of xs:double → true
            floor(()) →
            floor('a') → XPTY0004
            """#))
    func `ceiling goes up and floor goes down, on both sides of zero`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            round(2.5) → 3
            round(2.4999) → 2
            round(-2.5) → -2
            round(-2.51) → -3
            round(-0.5) → 0
            round(0.5) → 1
            round(0.5e0) → 1
            round(-0.5e0) → -0
            round(xs:double('-0')) → -0
            round(0.49999999999999994e0) → 0
            round(4503599627370495.5e0) → 4.503599627370496E15
            round(9007199254740993) → 9007199254740993
            round(xs:float('2.5')) instance of xs:float → true
            round(7) instance of xs:integer → true
            round(xs:double('INF')) → INF
            round(xs:double('NaN')) → NaN
            round(()) →
            round('1') → XPTY0004
            """#))
    func `half way is rounded towards positive infinity`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            round-half-to-even(0.5) → 0
            round-half-to-even(1.5) → 2
            round-half-to-even(2.5) → 2
            round-half-to-even(-1.5) → -2
            round-half-to-even(-2.5) → -2
            round-half-to-even(2.51) → 3
            round-half-to-even(xs:double('-0.5')) → -0
            round-half-to-even(3.567812E+3, 2) → 3567.81
            round-half-to-even(4.7564E-3, 2) → 0
            round-half-to-even(35612.25, -2) → 35600
            round-half-to-even(150.015, 2) → 150.02
            round-half-to-even(150.025, 2) → 150.02
            round-half-to-even(1.125e0, 2) → 1.12
            round-half-to-even(1.375e0, 2) → 1.38
            round-half-to-even(25, -1) → 20
            round-half-to-even(35, -1) → 40
            round-half-to-even(-25, -1) → -20
            round-half-to-even(-26, -1) → -30
            round-half-to-even(12345, 2) → 12345
            round-half-to-even(4, -1) → 0
            round-half-to-even(5, -99999999999999999999) → 0
            round-half-to-even(5.5, 99999999999999999999) → 5.5
            round-half-to-even(25, -1) instance of xs:integer → true
            round-half-to-even(xs:double('NaN'), 2) → NaN
            round-half-to-even(xs:double('-INF'), -2) → -INF
            round-half-to-even((), 1) →
            round-half-to-even(1, ()) → XPTY0004
            round-half-to-even(1, 1.0) → XPTY0004
            round-half-to-even('1', 1) → XPTY0004
            """#))
    func `half way is rounded to the even neighbour, at any digit`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            number('15') → 15
            number(' -1.5e1 ') → -15
            number('abc') → NaN
            number('') → NaN
            number('1e') → NaN
            number('1 2') → NaN
            number(()) → NaN
            number(true()) → 1
            number(false()) → 0
            number('true') → NaN
            number('INF') → INF
            number('inf') → NaN
            number('-0') → -0
            number(xs:date('2000-01-01')) → NaN
            number(xs:anyURI('1')) → NaN
            number(xs:hexBinary('01')) → NaN
            number(12345678901234567890) → 1.2345678901234567E19
            number(3) instance of xs:double → true
            number(//b:book[1]/b:price) → 10.5
            number((1, 2)) → XPTY0004
            number(//b:price) → XPTY0004
            5[number() = 5] → 5
            """#))
    func `a number is made of anything, NaN where there is none`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }
}
