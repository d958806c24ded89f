// Comparison and arithmetic, with the promotions of the language.

import Testing

@testable import XPathEngine

@Suite struct OperatorTests {
    let half = AtomicValue.decimal(ExactDecimal(unscaled: BigInteger(5), scale: 1))

    @Test func `numbers are promoted before they meet`() {
        #expect(compute(.integer(1), .add, .integer(2)) == "integer 3" && compute(.integer(1, .byte), .multiply, .integer(2, .byte)) == "integer 2")
        #expect(
            compute(.integer(1), .add, half) == "decimal 1.5" && compute(half, .add, .float(1)) == "float 1.5"
                && compute(.float(1), .add, .double(1)) == "double 2")
        #expect(compute(.untypedAtomic("1"), .add, .integer(1)) == "double 2" && compute(.untypedAtomic("x"), .add, .integer(1)) == "FORG0001")
        #expect(compute(.string("1"), .add, .integer(1)) == "XPTY0004" && compute(.boolean(true), .add, .integer(1)) == "XPTY0004")
        #expect(
            compute(.integer(.max), .add, .integer(1)) == "integer 9223372036854775808"
                && compute(.integer(.min), .integerDivide, .integer(-1)) == "integer 9223372036854775808")
    }

    @Test func `division has its own rules for each type`() {
        #expect(compute(.integer(7), .divide, .integer(2)) == "decimal 3.5" && compute(.integer(6), .divide, .integer(2)) == "decimal 3")
        #expect(
            compute(.integer(1), .divide, .integer(0)) == "FOAR0001" && compute(half, .modulo, .integer(0)) == "FOAR0001"
                && compute(.integer(1), .integerDivide, .integer(0)) == "FOAR0001")
        #expect(
            compute(.double(1), .divide, .integer(0)) == "double INF" && compute(.double(0), .divide, .double(0)) == "double NaN"
                && compute(.double(1), .integerDivide, .double(0)) == "FOAR0001")
        #expect(
            compute(.integer(-7), .integerDivide, .integer(2)) == "integer -3" && compute(.integer(-7), .modulo, .integer(2)) == "integer -1"
                && compute(.integer(7), .modulo, .integer(-2)) == "integer 1")
        #expect(
            compute(.double(1e20), .integerDivide, .integer(1)) == "integer 100000000000000000000"
                && compute(.double(.infinity), .integerDivide, .integer(1)) == "FOAR0002")
        #expect(compute(.integer(1), .integerDivide, .double(.nan)) == "FOAR0002" && compute(.integer(5), .integerDivide, .double(.infinity)) == "integer 0")
        #expect(
            compute(.double(5.5), .modulo, .integer(2)) == "double 1.5" && compute(.integer(1), .modulo, .double(.nan)) == "double NaN"
                && compute(half, .integerDivide, half) == "integer 1")
    }

    @Test func `signs keep the type`() throws {
        #expect(try Arithmetic.negated(.integer(.min)).stringValue == "9223372036854775808" && Arithmetic.negated(.double(0)).stringValue == "-0")
        #expect(try Arithmetic.negated(.untypedAtomic("2")).type == .double && Arithmetic.plus(.integer(1, .byte)).type == .integer)
        #expect(code { _ = try Arithmetic.plus(.string("1")) } == "XPTY0004" && code { _ = try Arithmetic.negated(.boolean(true)) } == "XPTY0004")
    }

    @Test func `values of one family are compared`() throws {
        #expect(
            compare(.integer(1), .equal, .double(1)) == "true" && compare(half, .less, .integer(1)) == "true"
                && compare(.double(.nan), .equal, .double(.nan)) == "false")
        #expect(
            compare(.double(.nan), .notEqual, .double(.nan)) == "true" && compare(.float(0.1), .equal, .double(0.1)) == "false"
                && compare(.double(-0.0), .equal, .integer(0)) == "true")
        #expect(
            compare(.string("a"), .less, .untypedAtomic("b")) == "true" && compare(.anyURI("a"), .equal, .string("a")) == "true"
                && compare(.string("\u{10000}"), .greater, .string("\u{FFFF}")) == "true")
        #expect(compare(.string("é"), .equal, .string("e\u{301}")) == "false", "code points count, not canonical equivalence")
        #expect(compare(.boolean(true), .greater, .boolean(false)) == "true" && compare(.hexBinary([1]), .equal, .hexBinary([1])) == "true")
        for pair in [
            (AtomicValue.integer(1), AtomicValue.string("1")), (.untypedAtomic("1"), .integer(1)), (.boolean(true), .integer(1)),
            (.hexBinary([1]), .base64Binary([1])),
        ] {
            #expect(compare(pair.0, .equal, pair.1) == "XPTY0004")
        }
        #expect(compare(.hexBinary([1]), .less, .hexBinary([2])) == "XPTY0004")
        let name = AtomicValue.qName(QNameValue(localName: "a", namespaceURI: "u"))
        #expect(compare(name, .equal, name) == "true" && compare(name, .less, name) == "XPTY0004")
    }

    @Test func `dates are compared on the time line`() throws {
        let noon = try value("2026-01-01T12:00:00", .dateTime)
        let zoned = try value("2026-01-01T13:00:00+01:00", .dateTime)
        #expect(
            compare(noon, .equal, zoned) == "true" && compare(noon, .equal, zoned, timezone: 60) == "false"
                && compare(noon, .less, zoned, timezone: 60) == "true")
        #expect(
            try compare(value("2026", .gYear), .equal, value("2026Z", .gYear)) == "true"
                && compare(value("2026", .gYear), .less, value("2027", .gYear)) == "XPTY0004")
        #expect(
            try compare(value("08:00:00+09:00", .time), .less, value("00:00:00Z", .time)) == "true"
                && compare(noon, .equal, value("2026-01-01", .date)) == "XPTY0004")
        #expect(
            try compare(value("P1Y", .duration), .equal, value("P12M", .yearMonthDuration)) == "true"
                && compare(value("P1Y", .duration), .less, value("P2Y", .duration)) == "XPTY0004")
        #expect(
            try compare(value("PT24H", .dayTimeDuration), .lessOrEqual, value("P1D", .dayTimeDuration)) == "true"
                && compare(value("P1M", .yearMonthDuration), .less, value("P1D", .dayTimeDuration)) == "XPTY0004")
    }

    @Test func `general comparison makes untyped values what the other is`() {
        func holds(_ left: AtomicValue, _ comparison: ComparisonOperator, _ right: AtomicValue) -> String {
            do { return try "\(GeneralComparison.holds(left, comparison, right, implicitTimezone: 0))" } catch { return error.code.rawValue }
        }
        #expect(holds(.untypedAtomic("10"), .greater, .untypedAtomic("9")) == "false", "two untyped values are texts")
        #expect(
            holds(.untypedAtomic("10"), .greater, .integer(9)) == "true" && holds(.integer(9), .less, .untypedAtomic("1e1")) == "true"
                && holds(.untypedAtomic("abc"), .greater, .integer(0)) == "FORG0001")
        #expect(
            holds(.untypedAtomic("a"), .equal, .string("a")) == "true" && holds(.untypedAtomic("true"), .equal, .boolean(true)) == "true"
                && holds(.untypedAtomic("2026-01-01"), .less, (try? value("2026-01-02", .date)) ?? .integer(0)) == "true")
        #expect(
            holds(.untypedAtomic("P1D"), .less, (try? value("P2D", .dayTimeDuration)) ?? .integer(0)) == "true"
                && holds(.string("1"), .equal, .integer(1)) == "XPTY0004")
    }

    @Test func `distinct keys are equal when eq is, and for NaN`() throws {
        func same(_ left: AtomicValue, _ right: AtomicValue) -> Bool {
            let (one, other) = (DistinctKey(left, implicitTimezone: 0), DistinctKey(right, implicitTimezone: 0))
            return one == other && one.hashValue == other.hashValue
        }
        #expect(
            same(.integer(1), .double(1)) && same(.double(.nan), .float(.nan)) && same(.untypedAtomic("a"), .string("a")) && same(.double(-0.0), .integer(0)))
        #expect(
            same(half, .float(0.5)) && !same(.float(0.1), .double(0.1)) && !same(.integer(1), .string("1")) && !same(.boolean(true), .integer(1))
                && !same(.string("é"), .string("e\u{301}")))
        #expect(try !same(.integer(9_007_199_254_740_993), .integer(9_007_199_254_740_992)) && same(value("P1Y", .duration), value("P12M", .yearMonthDuration)))
        #expect(try same(value("12:00:00Z", .time), value("13:00:00+01:00", .time)) && !same(value("2026", .gYear), value("2026-01", .gYearMonth)))
    }

    @Test func `sums, averages and extremes`() throws {
        func shown(_ value: AtomicValue?) -> String? { value.map { "\($0.type.rawValue) \($0.stringValue)" } }
        #expect(
            try shown(Aggregates.sum([.integer(1), half, .untypedAtomic("1")], zero: nil)) == "double 2.5"
                && shown(Aggregates.sum([], zero: .integer(0))) == "integer 0")
        #expect(
            try Aggregates.sum([], zero: nil) == nil && shown(Aggregates.average([.integer(1), .integer(2)])) == "decimal 1.5" && Aggregates.average([]) == nil)
        let days = [try value("P1D", .dayTimeDuration), try value("PT12H", .dayTimeDuration)]
        #expect(try shown(Aggregates.sum(days, zero: nil)) == "dayTimeDuration P1DT12H" && shown(Aggregates.average(days)) == "dayTimeDuration PT18H")
        for wrong in [[.integer(1), .string("a")], [.integer(1)] + days, [.boolean(true)], [try value("P1D", .duration)]] as [[AtomicValue]] {
            #expect(code { _ = try Aggregates.sum(wrong, zero: nil) } == "FORG0006")
        }
        #expect(
            try shown(Aggregates.maximum([.integer(1), .double(0.5)], implicitTimezone: 0)) == "double 1"
                && shown(Aggregates.minimum([.integer(2), .untypedAtomic("1")], implicitTimezone: 0)) == "double 1")
        #expect(
            try shown(Aggregates.maximum([.integer(1), .float(.nan), .integer(3)], implicitTimezone: 0)) == "float NaN"
                && shown(Aggregates.minimum([.string("b"), .string("a")], implicitTimezone: 0)) == "string a")
        for wrong in [[.integer(1), .string("a")], [.hexBinary([1])]] as [[AtomicValue]] {
            #expect(code { _ = try Aggregates.maximum(wrong, implicitTimezone: 0) } == "FORG0006")
        }
    }

    @Test func `some values are true, others false, the rest neither`() throws {
        for value in [.boolean(true), .string("false"), .untypedAtomic(" "), .integer(-1), .double(.infinity), half, .anyURI("u")] as [AtomicValue] {
            #expect(try value.effectiveBooleanValue())
        }
        for value in [.boolean(false), .string(""), .integer(0), .double(.nan), .float(-0.0), .decimal(.zero)] as [AtomicValue] {
            #expect(try !value.effectiveBooleanValue())
        }
        #expect(code { _ = try value("2026", .gYear).effectiveBooleanValue() } == "FORG0006")
    }

    @Test func `types know their line`() {
        #expect(
            AtomicType.byte.isSubtype(of: .integer) && AtomicType.byte.isSubtype(of: .decimal) && !AtomicType.integer.isSubtype(of: .byte)
                && AtomicType.ncName.isSubtype(of: .token))
        #expect(
            AtomicType.byte.primitive == .decimal && AtomicType.dayTimeDuration.primitive == .duration && AtomicType(rawValue: "NCName") == .ncName
                && AtomicType.qName.name == "xs:QName")
        for type in AtomicType.allCases { #expect(type.isSubtype(of: .anyAtomicType) && type.isSubtype(of: type)) }
    }
}
