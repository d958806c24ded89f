// A regular expression, compiled once and run over many texts.

/// A regular expression of F&O 7.6: fn:matches, fn:replace and fn:tokenize.
///
/// Time grows with the length of the text times the size of the pattern; only patterns with back-references may take longer, within a budget.
public final class RegularExpression: Sendable {
    private let program: RegexProgram

    /// The fast way to a mere yes or no, for nearly all patterns.
    private let quick: RegexQuickMatch?

    /// The text that the pattern stands for, when it has no special characters.
    private let literal: String?

    static let exhausted = XPathError(.xpdy0130, "the regular expression takes too many steps")

    /// Compiles a pattern.
    ///
    /// - Throws: `FORX0001` for unknown flags, `FORX0002` for a pattern that is invalid or too large.
    public init(_ pattern: String, flags letters: String = "") throws(XPathError) {
        let flags = try RegexFlags(letters)
        var parser = RegexParser(pattern, flags: flags)
        let syntax = try parser.parse()
        program = try RegexProgram(
            syntax, groupCount: parser.groupCount, hasBackReferences: parser.hasBackReferences, flags: flags)
        quick = RegexQuickMatch(program)
        let isPlain = !flags.ignoresCase && !flags.ignoresSpaces && !pattern.utf8.contains { #"\|.?*+(){}[]^$"#.utf8.contains($0) }
        literal = isPlain ? pattern : nil
    }

    /// Whether some part of the text matches.
    ///
    /// - Throws: `XPDY0130` when the budget is spent, as all methods here.
    public func matches(_ text: String) throws(XPathError) -> Bool {
        if let literal { return StringFunctions.contains(text, literal) }
        if let quick {
            var text = text
            return text.withUTF8 { quick.matches(RegexInput(bytes: $0)) }
        }
        return try withInput(text) { (input) throws(XPathError) in
            var search = Search(program, input, capturing: false)
            return try search.firstMatch(from: 0) != nil
        }
    }

    /// Whether some part of a text in UTF-8 matches.
    func matches(_ bytes: UnsafeBufferPointer<UInt8>) throws(XPathError) -> Bool {
        if literal == nil, let quick { return quick.matches(RegexInput(bytes: bytes)) }
        return try matches(String(decoding: bytes, as: UTF8.self))
    }

    /// Whether the pattern matches the empty text, which fn:replace and fn:tokenize forbid.
    public func matchesEmptyText() throws(XPathError) -> Bool { try matches("") }

    /// The text with every match replaced; `$1` in the replacement stands for the first group, `$0` for the whole.
    ///
    /// - Throws: `FORX0003` when the pattern matches the empty text, `FORX0004` when the replacement is invalid.
    public func replace(_ text: String, with replacement: String) throws(XPathError) -> String {
        let parts = try RegexReplacement(replacement, groupCount: program.groupCount)
        guard try !matchesEmptyText() else { throw XPathError(.forx0003, "the pattern matches the empty string") }
        return try withInput(text) { (input) throws(XPathError) in
            var result: [UInt8] = []
            var end = 0
            try forEachMatch(input) { match in
                result += input.bytes[end..<match.whole.lowerBound]
                for part in parts.parts {
                    switch part {
                    case .text(let bytes): result += bytes
                    case .group(let number): if let range = match.group(number) { result += input.bytes[range] }
                    }
                }
                end = match.whole.upperBound
            }
            result += input.bytes[end...]
            return String(decoding: result, as: UTF8.self)
        }
    }

    /// The parts of the text between the matches; none for an empty text.
    ///
    /// - Throws: `FORX0003` when the pattern matches the empty text.
    public func tokenize(_ text: String) throws(XPathError) -> [String] {
        guard try !matchesEmptyText() else { throw XPathError(.forx0003, "the pattern matches the empty string") }
        if text.isEmpty { return [] }
        return try withInput(text) { (input) throws(XPathError) in
            var tokens: [String] = []
            var end = 0
            try forEachMatch(input) { match in
                tokens.append(String(decoding: input.bytes[end..<match.whole.lowerBound], as: UTF8.self))
                end = match.whole.upperBound
            }
            tokens.append(String(decoding: input.bytes[end...], as: UTF8.self))
            return tokens
        }
    }

    /// The parts of the first match, whole first, then group by group; for tests.
    func firstMatch(in text: String) throws(XPathError) -> [String?]? {
        try withInput(text) { (input) throws(XPathError) in
            var search = Search(program, input, capturing: true)
            guard let match = try search.firstMatch(from: 0) else { return nil }
            return (0...program.groupCount).map { number in
                match.group(number).map { String(decoding: input.bytes[$0], as: UTF8.self) }
            }
        }
    }

    private func forEachMatch(_ input: RegexInput, _ body: (RegexMatch) -> Void) throws(XPathError) {
        var search = Search(program, input, capturing: true)
        var position = 0
        while position <= input.bytes.count, let match = try search.firstMatch(from: position) {
            if match.whole.isEmpty {
                // An empty match inside a text (an anchor may give one) separates nothing.
                guard match.whole.upperBound < input.bytes.count else { return }
                position = input.character(at: match.whole.upperBound).next
                continue
            }
            body(match)
            position = match.whole.upperBound
        }
    }

    private func withInput<Result>(
        _ text: String, _ body: (RegexInput) throws(XPathError) -> Result
    ) throws(XPathError) -> Result {
        var text = text
        let outcome = text.withUTF8 { bytes in
            Swift.Result { () throws(XPathError) in try body(RegexInput(bytes: bytes)) }
        }
        return try outcome.get()
    }

    /// The machine that suits the pattern and the length of the text.
    private enum Search {
        case backtracking(RegexBacktracker)
        case simulating(RegexSimulation)

        init(_ program: RegexProgram, _ input: RegexInput, capturing: Bool) {
            let visits = program.instructions.count * (input.bytes.count + 1)
            self =
                program.hasBackReferences || visits <= RegexBacktracker.mostVisits
                ? .backtracking(RegexBacktracker(program, input))
                : .simulating(RegexSimulation(program, input, capturing: capturing))
        }

        mutating func firstMatch(from position: Int) throws(XPathError) -> RegexMatch? {
            switch self {
            case .backtracking(var machine):
                defer { self = .backtracking(machine) }
                return try machine.firstMatch(from: position)
            case .simulating(var machine):
                defer { self = .simulating(machine) }
                return try machine.firstMatch(from: position)
            }
        }
    }
}
