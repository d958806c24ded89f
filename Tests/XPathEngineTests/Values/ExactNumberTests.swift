// Numbers without bound and without rounding.

import Testing

@testable import XPathEngine

@Suite struct ExactNumberTests {
    func decimal(_ text: String) throws -> ExactDecimal { try #require(ExactDecimal(lexical: text)) }

    @Test func `integers beyond 64 bits keep every digit`() throws {
        let power = BigInteger.powerOfTen(40)
        #expect(power.description == "1" + String(repeating: "0", count: 40))
        #expect((power * power).description == "1" + String(repeating: "0", count: 80))
        #expect((power - BigInteger(1)).description == String(repeating: "9", count: 40))
        #expect(power - power == .zero && (-power) + power == .zero && -power < power && (-power).isNegative)
        #expect(BigInteger(.max) + BigInteger(1) > BigInteger(.max) && (BigInteger(.min) - BigInteger(1)).description == "-9223372036854775809")
        #expect(-BigInteger(.min) == BigInteger(.max) + BigInteger(1) && -(-BigInteger(.min)) == BigInteger(.min))
        #expect(BigInteger(.min).quotientAndRemainder(dividingBy: BigInteger(-1)).quotient == -BigInteger(.min))
        for wrong in ["", "-", "1.", "a", "1a", "--1", String(repeating: "1", count: 30) + "x"] { #expect(BigInteger(digits: wrong) == nil) }
    }

    @Test func `division agrees with multiplication`() {
        var random = SeededGenerator(state: 7)
        for _ in 0..<3_000 {
            func number(_ limbs: Int) -> BigInteger {
                BigInteger(
                    negative: Bool.random(using: &random),
                    limbs: Magnitude.trimmed(
                        (0..<limbs).map { _ in
                            [0, 1, .max, .max - 1, 1 << 31, random.next() as UInt64].map { UInt32(truncatingIfNeeded: $0) }.randomElement(using: &random) ?? 0
                        }))
            }
            let dividend = number(Int.random(in: 0...7, using: &random))
            let divisor = number(Int.random(in: 1...4, using: &random))
            guard !divisor.isZero else { continue }
            let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
            #expect(quotient * divisor + remainder == dividend)
            #expect(remainder.magnitude < divisor.magnitude && (remainder.isZero || remainder.isNegative == dividend.isNegative))
            #expect(BigInteger(digits: dividend.description) == dividend)
        }
    }

    @Test func `decimals are exact and canonical`() throws {
        #expect(try (decimal("0.1") + decimal("0.2")) == decimal("0.3") && (decimal("1.10") - decimal("0.1")).description == "1")
        #expect(try (decimal("0.5") * decimal("0.2")).description == "0.1" && decimal("-0.05").description == "-0.05")
        #expect(try decimal("1.0").scale == 0 && decimal("100").description == "100" && decimal("1") < decimal("1.01"))
        for wrong in ["", ".", "+", "1.2.3", "1e1", "1 ", "--1", "1-"] { #expect(ExactDecimal(lexical: wrong) == nil) }
    }

    @Test func `a quotient keeps eighteen places or digits`() throws {
        #expect(try decimal("1").divided(by: decimal("3")).description == "0.333333333333333333")
        #expect(try decimal("2").divided(by: decimal("3")).description == "0.666666666666666667")
        #expect(try decimal("-2").divided(by: decimal("3")).description == "-0.666666666666666667")
        #expect(try decimal("1").divided(by: decimal("4")).description == "0.25" && decimal("10").divided(by: decimal("0.1")).description == "100")
        #expect(try decimal("1").divided(by: decimal("3" + String(repeating: "0", count: 30))).description.hasSuffix("33333333333333333"))
    }

    @Test(arguments: [
        ("2.5", "3", "2"), ("3.5", "4", "4"), ("-2.5", "-2", "-2"), ("-2.51", "-3", "-3"), ("0.5", "1", "0"), ("-0.5", "0", "0"), ("7", "7", "7"),
    ])
    func `half rounds up or to the even neighbour`(text: String, up: String, even: String) throws {
        #expect(try decimal(text).rounded(.halfUp).description == up && decimal(text).rounded(.halfEven).description == even)
    }

    @Test func `rounding works on both sides of the point`() throws {
        #expect(try decimal("12345.678").rounded(.halfEven, places: 2).description == "12345.68")
        #expect(
            try decimal("12355").rounded(.halfEven, places: -1).description == "12360" && decimal("12345").rounded(.halfEven, places: -4).description == "10000"
        )
        #expect(try decimal("4").rounded(.halfEven, places: -1).description == "0" && decimal("9").rounded(.halfUp, places: -5).isZero)
        #expect(
            try decimal("-1.1").rounded(.down).description == "-2" && decimal("-1.1").rounded(.up).description == "-1"
                && decimal("1.1").rounded(.up).description == "2")
    }

    @Test func `binary numbers and decimals meet`() throws {
        #expect(ExactDecimal(exactly: 0.5)?.description == "0.5" && ExactDecimal(exactly: 1e22)?.description == "10000000000000000000000")
        #expect(
            ExactDecimal(exactly: -.infinity) == nil && ExactDecimal(shortest: 0.1)?.description == "0.1"
                && ExactDecimal(shortest: 1e-9)?.description == "0.000000001")
        #expect(try decimal("0.1").double == 0.1 && decimal("123456789012345678901234567890").double == 1.2345678901234568e29)
        var random = SeededGenerator(state: 3)
        for _ in 0..<200 {
            let double = Double(bitPattern: random.next())
            guard double.isFinite else { continue }
            #expect(ExactDecimal(exactly: double)?.double == double)
        }
    }

    @Test func `doubles and floats are written as XPath wants and read again`() {
        var random = SeededGenerator(state: 5)
        for _ in 0..<3_000 {
            let double = Double(bitPattern: random.next())
            let float = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
            if double.isFinite { #expect(NumberFormat.double(NumberFormat.string(double)) == double) }
            if float.isFinite { #expect(NumberFormat.float(NumberFormat.string(float)) == float) }
            let plain = Double.random(in: 0.000001...999_999, using: &random)
            #expect(!NumberFormat.string(plain).contains("E") && NumberFormat.double(NumberFormat.string(plain)) == plain)
        }
        let written: [(Double, String)] = [
            (1, "1"), (-0.0, "-0"), (999_999, "999999"), (1e6, "1.0E6"), (1.5e10, "1.5E10"), (0.000001, "0.000001"), (9.99e-7, "9.99E-7"),
            (.leastNonzeroMagnitude, "5.0E-324"),
            (1.7976931348623157e308, "1.7976931348623157E308"), (123_456.789, "123456.789"), (1_234_567.5, "1.2345675E6"), (.nan, "NaN"), (-.infinity, "-INF"),
        ]
        for (double, text) in written { #expect(NumberFormat.string(double) == text) }
    }
}
