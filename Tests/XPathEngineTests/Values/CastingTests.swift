// The casting table, and the forms that texts must have.

import Testing

@testable import XPathEngine

@Suite struct CastingTests {
    @Test(arguments: [
        (" 1 ", AtomicType.integer, "1"), ("+007", .integer, "7"), ("-0", .integer, "0"), ("1.0", .integer, "FORG0001"), ("", .integer, "FORG0001"),
        ("1 2", .integer, "FORG0001"), ("123456789012345678901234567890", .integer, "123456789012345678901234567890"), ("1.50", .decimal, "1.5"),
        (".5", .decimal, "0.5"), ("5.", .decimal, "5"), (".", .decimal, "FORG0001"), ("1e0", .decimal, "FORG0001"), ("-0.00", .decimal, "0"),
        ("1e3", .double, "1000"), ("1E6", .double, "1.0E6"), ("123456.5", .double, "123456.5"), ("-1.5e-7", .double, "-1.5E-7"),
        ("0.000001", .double, "0.000001"),
        ("INF", .double, "INF"), ("+INF", .double, "FORG0001"), ("inf", .double, "FORG0001"), ("NaN", .double, "NaN"), ("-0", .double, "-0"),
        ("0x10", .double, "FORG0001"), ("1e", .double, "FORG0001"), ("e1", .double, "FORG0001"), (" 1 ", .double, "1"), ("1e400", .double, "INF"),
        ("0.1", .float, "0.1"), ("16777217", .float, "1.6777216E7"), ("3.4028235E38", .float, "3.4028235E38"), ("1e39", .float, "INF"),
        ("true", .boolean, "true"),
        ("1", .boolean, "true"), (" 0 ", .boolean, "false"), ("TRUE", .boolean, "FORG0001"), ("", .boolean, "FORG0001"),
    ])
    func `numbers and truth values are read`(text: String, type: AtomicType, expected: String) {
        #expect(cast(text, type) == expected)
        #expect(cast(.untypedAtomic(text), type) == expected)
    }

    @Test(arguments: [
        ("a\tb\n", AtomicType.normalizedString, "a b "), (" a  b\n", .token, "a b"), ("fr-FR", .language, "fr-FR"), ("fr_FR", .language, "FORG0001"),
        ("abcdefghi", .language, "FORG0001"), ("fr-", .language, "FORG0001"), ("1a", .nmToken, "1a"), ("a b", .nmToken, "FORG0001"), ("a:b", .xmlName, "a:b"),
        ("1a", .xmlName, "FORG0001"), ("a:b", .ncName, "FORG0001"), (" é ", .ncName, "é"), ("", .ncName, "FORG0001"), ("-a", .id, "FORG0001"),
        ("x", .entity, "x"), ("0aF9", .hexBinary, "0AF9"), ("0aF", .hexBinary, "FORG0001"), ("0g", .hexBinary, "FORG0001"), ("", .hexBinary, ""),
        ("Zm9v", .base64Binary, "Zm9v"), ("Z m 9 v", .base64Binary, "Zm9v"), ("Zm8=", .base64Binary, "Zm8="), ("Zg==", .base64Binary, "Zg=="),
        ("Zh==", .base64Binary, "FORG0001"), ("Zg=", .base64Binary, "FORG0001"), ("Zg=a", .base64Binary, "FORG0001"), ("Z", .base64Binary, "FORG0001"),
        (" http://x/ ", .anyURI, "http://x/"), ("a b", .anyURI, "a b"), ("%", .anyURI, "FORG0001"), ("%gg", .anyURI, "FORG0001"), (":/x", .anyURI, "FORG0001"),
        ("a#b#c", .anyURI, "FORG0001"), ("urn:oid:1.2.3", .anyURI, "urn:oid:1.2.3"), ("x", .anyAtomicType, "XPST0080"), ("x", .notation, "XPST0080"),
    ])
    func `texts of derived types are validated`(text: String, type: AtomicType, expected: String) {
        #expect(cast(text, type) == expected)
    }

    @Test(
        arguments: [
            (AtomicType.byte, "-128", "127"), (.short, "-32768", "32767"), (.int, "-2147483648", "2147483647"),
            (.long, "-9223372036854775808", "9223372036854775807"), (.unsignedByte, "0", "255"), (.unsignedShort, "0", "65535"),
            (.unsignedInt, "0", "4294967295"), (.unsignedLong, "0", "18446744073709551615"), (.nonPositiveInteger, nil, "0"), (.negativeInteger, nil, "-1"),
            (.nonNegativeInteger, "0", nil), (.positiveInteger, "1", nil),
        ] as [(AtomicType, String?, String?)])
    func `the bounds of integer types hold`(type: AtomicType, least: String?, greatest: String?) throws {
        for (bound, step) in [(least, BigInteger(-1)), (greatest, BigInteger(1))] {
            guard let bound else { continue }
            #expect(cast(bound, type) == bound)
            let beyond = try #require(BigInteger(digits: bound)) + step
            #expect(cast(beyond.description, type) == "FORG0001" && cast(.whole(beyond), type) == "FORG0001")
        }
    }

    @Test func `numbers become other numbers`() throws {
        #expect(cast(.double(3.99), .integer) == "3" && cast(.double(-3.99), .integer) == "-3" && cast(.double(1e20), .integer) == "100000000000000000000")
        #expect(cast(.double(.nan), .integer) == "FOCA0002" && cast(.float(-.infinity), .decimal) == "FOCA0002")
        #expect(cast(.double(0.1), .decimal) == "0.1000000000000000055511151231257827021181583404541015625")
        #expect(cast(.decimal(ExactDecimal(lexical: "0.1") ?? .zero), .double) == "0.1" && cast(.integer(16_777_217), .float) == "1.6777216E7")
        #expect(cast(.boolean(true), .decimal) == "1" && cast(.boolean(false), .double) == "0" && cast(.integer(3), .boolean) == "true")
        #expect(cast(.double(.nan), .boolean) == "false" && cast(.double(300), .byte) == "FORG0001" && cast(.double(100.5), .byte) == "100")
        #expect(cast(.integer(1, .byte), .integer) == "1" && cast(.double(.leastNonzeroMagnitude), .decimal).hasPrefix("0.000"))
    }

    @Test func `dates give their parts`() throws {
        let moment = try value("2026-02-28T23:59:58.5+01:00", .dateTime)
        let expected: [(AtomicType, String)] = [
            (.date, "2026-02-28+01:00"), (.time, "23:59:58.5+01:00"), (.gYear, "2026+01:00"), (.gYearMonth, "2026-02+01:00"), (.gMonth, "--02+01:00"),
            (.gMonthDay, "--02-28+01:00"), (.gDay, "---28+01:00"), (.integer, "XPTY0004"), (.duration, "XPTY0004"),
        ]
        for (type, text) in expected { #expect(cast(moment, type) == text) }
        #expect(try cast(value("2026-02-28", .date), .dateTime) == "2026-02-28T00:00:00" && cast(value("2026-02-28", .date), .time) == "XPTY0004")
        #expect(try cast(value("2026", .gYear), .date) == "XPTY0004")
    }

    @Test func `durations give their parts`() throws {
        let duration = try value("P1Y2M3DT4H5M6.7S", .duration)
        #expect(cast(duration, .yearMonthDuration) == "P1Y2M" && cast(duration, .dayTimeDuration) == "P3DT4H5M6.7S")
        #expect(try cast(value("P1Y", .yearMonthDuration), .dayTimeDuration) == "PT0S" && cast(value("PT1S", .dayTimeDuration), .yearMonthDuration) == "P0M")
    }

    @Test func `bytes keep their value, other types do not mix`() throws {
        #expect(cast(.hexBinary([1, 255]), .base64Binary) == "Af8=" && cast(.base64Binary([1, 255]), .hexBinary) == "01FF")
        #expect(cast(.anyURI("a"), .integer) == "XPTY0004" && cast(.integer(1), .anyURI) == "XPTY0004" && cast(.boolean(true), .date) == "XPTY0004")
        #expect(cast(.anyURI("a"), .ncName) == "a" && cast(.integer(12), .token) == "12" && cast(.integer(12), .untypedAtomic) == "12")
    }

    @Test func `a name needs a declared prefix`() throws {
        guard case .qName(let name, _) = try value(" p:a ", .qName) else { throw XPathError(.xpty0004) }
        #expect(name == QNameValue(prefix: "other", localName: "a", namespaceURI: "urn:p") && name.lexical == "p:a")
        #expect(code { _ = try value("q:a", .qName) } == "FONS0004" && code { _ = try value("a:b:c", .qName) } == "FORG0001")
        #expect(cast("p:a", .qName) == "XPTY0004", "without resolver the text is no literal")
        #expect(cast(.qName(name), .string) == "p:a" && cast(.qName(name), .integer) == "XPTY0004")
    }

    @Test func `castable tells what cast would do`() {
        #expect(Casting.isCastable(.string("1"), to: .integer) && !Casting.isCastable(.string("x"), to: .integer))
    }

    @Test func `a number with more digits than allowed is refused`() {
        let long = String(repeating: "9", count: 5_000)
        #expect(cast(long, .integer) == "FOCA0003" && cast(long, .decimal) == "FOCA0006" && cast(long, .double) == "INF")
    }

    @Test func `arguments are converted as functions demand`() throws {
        func converted(_ value: AtomicValue, _ type: AtomicType) -> String {
            do { return try Promotion.functionArgument(value, as: type).type.rawValue } catch { return error.code.rawValue }
        }
        #expect(converted(.integer(1), .double) == "double" && converted(.integer(1, .byte), .integer) == "byte")
        #expect(converted(.untypedAtomic("1"), .integer) == "integer" && converted(.untypedAtomic("x"), .integer) == "FORG0001")
        #expect(converted(.anyURI("x"), .string) == "string" && converted(.string("x"), .anyURI) == "XPTY0004")
        #expect(
            converted(.double(1), .float) == "XPTY0004" && converted(.double(1), .integer) == "XPTY0004" && converted(.untypedAtomic("a"), .qName) == "XPTY0004"
        )
    }
}
