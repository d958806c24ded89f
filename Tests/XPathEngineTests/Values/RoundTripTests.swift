// What is written can be read, whatever the type; what is random does no harm.

import Testing

@testable import XPathEngine

@Suite struct RoundTripTests {
    /// A random text in the lexical space of a type; none for types that are not cast from text.
    func lexical(_ type: AtomicType, _ random: inout SeededGenerator) -> String? {
        func number(_ bounds: ClosedRange<Int>) -> Int { Int.random(in: bounds, using: &random) }
        func padded(_ value: Int, _ width: Int = 2) -> String { String(repeating: "0", count: max(0, width - "\(value)".count)) + "\(value)" }
        func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
        func zone() -> String { pick(["", "Z", "+00:00", "-14:00", "+\(padded(number(0...13))):\(padded(number(0...59)))"]) }
        func date() -> String { "\(pick(["", "-"]))\(padded(number(1...12_000), 4))-\(padded(number(1...12)))-\(padded(number(1...28)))" }
        func time() -> String {
            "\(padded(number(0...23))):\(padded(number(0...59))):\(padded(number(0...59)))\(pick(["", ".0", ".25", ".000000000000000000001"]))"
        }
        switch type {
        case .anyAtomicType, .notation: return nil
        case .untypedAtomic, .string, .normalizedString, .token: return pick(["", "a", " é  b ", "\u{1F600}", "a\tb\r\n"])
        case .language: return pick(["fr", "en-GB", "x-klingon"])
        case .nmToken, .xmlName, .ncName, .id, .idref, .entity: return pick(["a", " élan ", "_x-1.2"])
        case .boolean: return pick(["0", "1", "true", " false"])
        case .decimal: return "\(pick(["", "-", "+"]))\(number(0...(1 << 60)))\(pick(["", ".", ".50", ".123456789012345678901234567890"]))"
        case .integer: return "\(pick(["", "-", "+"]))\(number(0...(.max)))\(number(0...(.max)))"
        case .nonPositiveInteger, .negativeInteger: return "-\(number(1...(.max)))\(number(0...(.max)))"
        case .nonNegativeInteger, .positiveInteger: return "\(number(1...(.max)))\(number(0...(.max)))"
        case .long, .unsignedLong: return "\(number(0...(.max)))"
        case .int, .short, .byte, .unsignedInt, .unsignedShort, .unsignedByte: return "\(pick(["", "+", "0"]))\(number(0...127))"
        case .float, .double:
            return pick(["INF", "-INF", "-0", "\(Double(number(-1_000_000...1_000_000)) / 7)", "\(number(1...9)).\(number(0...999_999))E\(number(-30...30))"])
        case .yearMonthDuration: return "\(pick(["", "-"]))P\(number(0...99))Y\(number(0...99))M"
        case .dayTimeDuration: return "\(pick(["", "-"]))P\(number(0...99))DT\(number(0...99))H\(number(0...99))M\(number(0...99)).\(number(0...999))S"
        case .duration: return "\(pick(["", "-"]))P\(number(0...99))Y\(number(0...99))M\(number(0...99))DT\(number(0...99)).5S"
        case .dateTime: return "\(date())T\(time())\(zone())"
        case .date: return date() + zone()
        case .time: return time() + zone()
        case .gYearMonth: return "\(padded(number(1...9_999), 4))-\(padded(number(1...12)))\(zone())"
        case .gYear: return "\(padded(number(1...9_999), 4))\(zone())"
        case .gMonthDay: return "--\(padded(number(1...12)))-\(padded(number(1...29)))\(zone())"
        case .gDay: return "---\(padded(number(1...31)))\(zone())"
        case .gMonth: return "--\(padded(number(1...12)))\(zone())"
        case .hexBinary: return (0..<number(0...9)).map { _ in pick(["0a", "FF", "7c"]) }.joined()
        case .base64Binary: return (0..<number(0...5)).map { _ in pick(["Zm9v", " AAAA"]) }.joined() + pick(["", "Zg==", "Zm8="])
        case .anyURI: return pick(["", "http://x/é?a b#c", "urn:oid:1.2", "../x"])
        case .qName: return pick(["p:a", "b"])
        }
    }

    @Test(arguments: AtomicType.allCases) func `the canonical form is read back as the same value`(type: AtomicType) throws {
        var random = SeededGenerator(state: UInt64(type.rawValue.utf8.count))
        for _ in 0..<60 {
            guard let text = lexical(type, &random) else { return }
            let first = try value(text, type)
            #expect(first.type == type)
            let second = try value(first.stringValue, type)
            #expect(DistinctKey(first, implicitTimezone: 0) == DistinctKey(second, implicitTimezone: 0), "\(text) as \(type)")
            #expect(CodePoints.equal(first.stringValue, second.stringValue), "\(text) as \(type)")
            #expect(compare(first, .equal, second) == "true", "\(text) as \(type)")
            // The way through xs:untypedAtomic and xs:string loses nothing either.
            if type != .qName { #expect(cast(try Casting.cast(first, to: .untypedAtomic), type) == first.stringValue) }
        }
    }

    @Test func `no cast of any value to any type does harm`() throws {
        var random = SeededGenerator(state: 23)
        let allowed: Set<String> = ["XPTY0004", "XPST0080", "FORG0001", "FOCA0002", "FODT0001", "FODT0002", "FOCA0003", "FOCA0006"]
        for source in AtomicType.allCases {
            for target in AtomicType.allCases {
                guard let text = lexical(source, &random) else { continue }
                let original = try value(text, source)
                do {
                    let result = try Casting.cast(original, to: target)
                    #expect(result.type == target || target == source)
                } catch {
                    #expect(allowed.contains(error.code.rawValue), "\(source) to \(target): \(error)")
                }
            }
        }
    }

    @Test func `what the table of casts forbids is XPTY0004, what it allows is not`() throws {
        // F&O 17.1: what may become what, by primitive type.
        let everything: Set<AtomicType> = Set(AtomicType.allCases)
        let numbers: Set<AtomicType> = [.float, .double, .decimal, .integer, .boolean]
        let days: Set<AtomicType> = [.gYearMonth, .gYear, .gMonthDay, .gDay, .gMonth]
        let table: [AtomicType: Set<AtomicType>] = [
            .float: numbers, .double: numbers, .decimal: numbers, .integer: numbers, .boolean: numbers,
            .duration: [.duration, .yearMonthDuration, .dayTimeDuration],
            .yearMonthDuration: [.duration, .yearMonthDuration, .dayTimeDuration], .dayTimeDuration: [.duration, .yearMonthDuration, .dayTimeDuration],
            .dateTime: days.union([.dateTime, .date, .time]), .date: days.union([.dateTime, .date]), .time: [.time], .gYearMonth: [.gYearMonth],
            .gYear: [.gYear],
            .gMonthDay: [.gMonthDay], .gDay: [.gDay], .gMonth: [.gMonth], .hexBinary: [.hexBinary, .base64Binary], .base64Binary: [.hexBinary, .base64Binary],
            .anyURI: [.anyURI],
            .qName: [.qName],
        ]
        var random = SeededGenerator(state: 29)
        for (source, allowed) in table {
            for target in everything where target.primitive != .string && target != .anyAtomicType && target != .notation && target != .untypedAtomic {
                let text = try #require(lexical(source, &random))
                let original = try value(text, source)
                let isForbidden = cast(original, target) == "XPTY0004"
                // Derived integers are reached from where integers are.
                let isListed = allowed.contains(target) || target.isSubtype(of: .integer) && allowed.contains(.integer)
                #expect(isForbidden == !isListed, "\(source) to \(target)")
            }
        }
    }

    @Test func `random texts are read or refused by every type`() {
        var random = SeededGenerator(state: 31)
        let alphabet = Array("0123456789-+:.TZPYMDHSE ep#%/é=\u{1F600}INFNaN".unicodeScalars)
        for _ in 0..<3_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...12, using: &random) { text.append(alphabet.randomElement(using: &random) ?? "0") }
            for type in AtomicType.allCases {
                guard let result = try? Casting.cast(.untypedAtomic(String(text)), to: type) else { continue }
                #expect(cast(.untypedAtomic(result.stringValue), type) == result.stringValue, "\(String(text)) as \(type)")
            }
        }
    }

    @Test func `random patterns are compiled or refused, and run`() throws {
        var random = SeededGenerator(state: 37)
        let alphabet = Array("ab(([[]])|*+?{}1,2\\dpLi^$.-{Is}".unicodeScalars)
        var compiled = 0
        for _ in 0..<6_000 {
            var pattern = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...10, using: &random) { pattern.append(alphabet.randomElement(using: &random) ?? "a") }
            do {
                let expression = try RegularExpression(String(pattern), flags: ["", "i", "s", "m", "x"].randomElement(using: &random) ?? "")
                compiled += 1
                let found = try expression.firstMatch(in: "ab\n1a-b") != nil
                #expect(try expression.matches("ab\n1a-b") == found, "\(String(pattern))")
                _ = try? expression.replace("ab\n1a-b", with: "<$0>")
                _ = try? expression.tokenize("ab\n1a-b")
            } catch {
                #expect(["FORX0002", "XPDY0130"].contains(error.code.rawValue), "\(String(pattern))")
            }
        }
        #expect(compiled > 500)
    }
}
