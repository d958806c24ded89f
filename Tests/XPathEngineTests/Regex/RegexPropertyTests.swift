// The machines agree with a plain backtracking matcher on random small patterns.

import Testing

@testable import XPathEngine

/// A generator of numbers that always begins the same.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// The plainest matcher there is: continuations over the syntax tree.
struct PlainMatcher {
    let text: [UInt32]
    var steps = 0

    mutating func run(_ part: RegexSyntax, _ position: Int, _ next: (inout PlainMatcher, Int) -> Int?) -> Int? {
        steps += 1
        if steps > 20_000 { return nil }
        switch part {
        case .empty: return next(&self, position)
        case .character(let set): return position < text.count && set.contains(text[position]) ? next(&self, position + 1) : nil
        case .start: return position == 0 ? next(&self, position) : nil
        case .end: return position == text.count ? next(&self, position) : nil
        case .group(let inner, _): return run(inner, position, next)
        case .backReference: return nil
        case .alternatives(let branches):
            for branch in branches { if let end = run(branch, position, next) { return end } }
            return nil
        case .sequence(let parts):
            guard let first = parts.first else { return next(&self, position) }
            let rest = RegexSyntax.sequence(Array(parts.dropFirst()))
            return run(first, position) { $0.run(rest, $1, next) }
        case .repeated(let inner, let least, let most, let reluctant):
            func again(_ matcher: inout PlainMatcher) -> Int? {
                guard most != 0 else { return nil }
                return matcher.run(inner, position) { matcher, end in
                    if end == position, least == 0, most == nil { return nil }
                    return matcher.run(.repeated(inner, least: max(0, least - 1), most: most.map { $0 - 1 }, reluctant: reluctant), end, next)
                }
            }
            if least > 0 { return again(&self) }
            if reluctant { return next(&self, position) ?? again(&self) }
            return again(&self) ?? next(&self, position)
        }
    }

    /// Where the first match begins and ends.
    static func firstMatch(_ syntax: RegexSyntax, in text: String) -> (match: (Int, Int)?, isSure: Bool) {
        var matcher = PlainMatcher(text: text.unicodeScalars.map(\.value))
        for start in 0...matcher.text.count {
            if let end = matcher.run(syntax, start, { $1 }) { return ((start, end), true) }
        }
        return (nil, matcher.steps <= 20_000)
    }
}

@Suite struct RegexPropertyTests {
    func pattern(_ depth: Int, _ random: inout SeededGenerator) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 12 : 5), using: &random) {
        case 0, 1: ["a", "b", "c"].randomElement(using: &random) ?? "a"
        case 2: "."
        case 3: ["[ab]", "[^a]", "[a-c-[b]]", "\\w"].randomElement(using: &random) ?? "a"
        case 4: ["^", "$", "a", "b"].randomElement(using: &random) ?? "a"
        case 5, 6, 7: pattern(depth - 1, &random) + pattern(depth - 1, &random)
        case 8: "(\(pattern(depth - 1, &random))|\(pattern(depth - 1, &random)))"
        case 9: "(\(pattern(depth - 1, &random)))"
        default:
            "(\(pattern(depth - 1, &random)))" + (["*", "+", "?", "{2}", "{1,2}", "{0,1}", "{2,}"].randomElement(using: &random) ?? "*")
                + (Bool.random(using: &random) ? "?" : "")
        }
    }

    @Test(arguments: [1, 2, 3]) func `both machines find what the plain matcher finds`(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        var compared = 0
        for _ in 0..<700 {
            let pattern = pattern(4, &random)
            let flags = try RegexFlags("")
            var parser = RegexParser(pattern, flags: flags)
            let syntax = try parser.parse()
            let program = try RegexProgram(syntax, groupCount: parser.groupCount, hasBackReferences: false, flags: flags)
            for _ in 0..<4 {
                let text = String((0..<Int.random(in: 0...7, using: &random)).map { _ in "abcd".randomElement(using: &random) ?? "a" })
                let expected = PlainMatcher.firstMatch(syntax, in: text)
                guard expected.isSure else { continue }
                compared += 1
                var copy = text
                try copy.withUTF8 { bytes in
                    var backtracker = RegexBacktracker(program, RegexInput(bytes: bytes))
                    var simulation = RegexSimulation(program, RegexInput(bytes: bytes), capturing: true)
                    let first = try backtracker.firstMatch(from: 0)
                    let second = try simulation.firstMatch(from: 0)
                    #expect((first == nil) == (expected.match == nil), "\(pattern) on \(text)")
                    let quick = RegexQuickMatch(program)?.matches(RegexInput(bytes: bytes)) ?? (first != nil)
                    #expect(quick == (expected.match != nil), "\(pattern) on \(text)")
                    #expect(first?.whole == second?.whole, "\(pattern) on \(text)")
                    #expect(first?.whole.lowerBound == expected.match?.0, "\(pattern) on \(text)")
                    // How much an empty turn of a loop counts differs among matchers: ends are compared where there is none.
                    if !pattern.contains("*"), !pattern.contains("+"), !pattern.contains("{2,}") {
                        #expect(first?.whole.upperBound == expected.match?.1, "\(pattern) on \(text)")
                        #expect(first?.slots.prefix(2 * parser.groupCount + 2) == second?.slots.prefix(2 * parser.groupCount + 2), "\(pattern) on \(text)")
                    }
                }
            }
        }
        #expect(compared > 1_000)
    }
}
