// Reads a regular expression of XPath: that of XML Schema, with anchors, reluctant quantifiers and back-references.

/// The grammar of F&O 7.6.1 over XML Schema 1.0 part 2, appendix F.
struct RegexParser {
    private let pattern: [Unicode.Scalar]
    private var index = 0
    private let flags: RegexFlags
    private var openGroups: [Int] = []
    private(set) var groupCount = 0
    private(set) var hasBackReferences = false

    /// How deep groups and subtractions may be nested.
    static let deepest = 200

    /// The most repetitions that a quantifier may count.
    static let mostRepetitions = 10_000

    /// From here on a count is one that no text reaches.
    static let unreachable = 1 << 28

    init(_ text: String, flags: RegexFlags) {
        pattern = flags.ignoresSpaces ? Self.withoutSpaces(text) : Array(text.unicodeScalars)
        self.flags = flags
    }

    /// Drops the spaces that do not stand in brackets (flag x).
    private static func withoutSpaces(_ text: String) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var depth = 0
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if depth == 0, scalar.isASCII, XMLCharacters.isSpace(UInt8(scalar.value)) { continue }
            if !isEscaped, scalar == "[" { depth += 1 }
            if !isEscaped, scalar == "]" { depth -= 1 }
            isEscaped = !isEscaped && scalar == "\\"
            result.append(scalar)
        }
        return result
    }

    private func wrong(_ message: String) -> XPathError { XPathError(.forx0002, "\(message), at character \(index + 1) of the pattern") }

    private var next: Unicode.Scalar? { index < pattern.count ? pattern[index] : nil }

    private var afterNext: Unicode.Scalar? { index + 1 < pattern.count ? pattern[index + 1] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        index += 1
        return true
    }

    /// The whole pattern.
    ///
    /// - Throws: `FORX0002` when it is invalid or too large.
    mutating func parse() throws(XPathError) -> RegexSyntax {
        let result = try alternatives()
        guard next == nil else { throw wrong("a parenthesis that nothing opens") }
        return result
    }

    private mutating func alternatives() throws(XPathError) -> RegexSyntax {
        var branches = [try branch()]
        while take("|") { branches.append(try branch()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func branch() throws(XPathError) -> RegexSyntax {
        var pieces: [RegexSyntax] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            let atom = try atom()
            pieces.append(try quantified(atom))
        }
        return pieces.isEmpty ? .empty : pieces.count == 1 ? pieces[0] : .sequence(pieces)
    }

    private mutating func quantified(_ atom: RegexSyntax) throws(XPathError) -> RegexSyntax {
        let bounds: (Int, Int?)
        switch next {
        case "?": bounds = (0, 1)
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "{":
            index += 1
            bounds = try count()
            guard next == "}" else { throw wrong("a quantity that is not closed") }
        default: return atom
        }
        index += 1
        let isReluctant = take("?")
        let most = bounds.1.flatMap { $0 >= Self.unreachable ? nil : $0 }
        guard bounds.0 < Self.unreachable else {
            // What may be empty may be empty any number of times; anything else never comes so often.
            return atom.isNullable
                ? .repeated(atom, least: 0, most: nil, reluctant: isReluctant)
                : .sequence([.character(CharacterClass(.anyOf([]))), atom])
        }
        guard max(bounds.0, most ?? 0) <= Self.mostRepetitions else { throw wrong("a quantity above \(Self.mostRepetitions)") }
        return .repeated(atom, least: bounds.0, most: most, reluctant: isReluctant)
    }

    private mutating func count() throws(XPathError) -> (Int, Int?) {
        let least = try number()
        guard take(",") else { return (least, least) }
        guard next != "}" else { return (least, nil) }
        let most = try number()
        guard least <= most else { throw wrong("a quantity whose bounds are reversed") }
        return (least, most)
    }

    private mutating func number() throws(XPathError) -> Int {
        var value = 0
        let start = index
        while let scalar = next, ("0"..."9").contains(scalar) {
            value = min(value * 10 + Int(scalar.value - 48), Self.unreachable)
            index += 1
        }
        guard index > start else { throw wrong("a quantity without number") }
        return value
    }

    private mutating func atom() throws(XPathError) -> RegexSyntax {
        guard let scalar = next else { throw wrong("an unfinished pattern") }
        switch scalar {
        case "(":
            index += 1
            groupCount += 1
            let number = groupCount
            openGroups.append(number)
            guard openGroups.count <= Self.deepest else { throw wrong("groups nested too deep") }
            let inner = try alternatives()
            guard take(")") else { throw wrong("a group that is not closed") }
            openGroups.removeLast()
            return .group(inner, number)
        case "[":
            index += 1
            return .character(CharacterClass(try bracketed(depth: 1)))
        case ".":
            index += 1
            return .character(CharacterClass(flags.dotMatchesAll ? .not(.anyOf([])) : .not(.ranges([0xA...0xA, 0xD...0xD], folded: false))))
        case "^":
            index += 1
            return .start
        case "$":
            index += 1
            return .end
        case "\\":
            if let digit = afterNext, ("0"..."9").contains(digit) { return .backReference(try backReference()) }
            switch try escape() {
            case .single(let scalar): return literal(scalar)
            case .several(let term): return .character(CharacterClass(term))
            }
        case "?", "*", "+", "{": throw wrong("a quantifier with nothing to repeat")
        case "}", "]", ")", "|": throw wrong("a character that must be escaped")
        default:
            index += 1
            return literal(scalar)
        }
    }

    private func literal(_ scalar: Unicode.Scalar) -> RegexSyntax {
        .character(CharacterClass(.ranges([scalar.value...scalar.value], folded: flags.ignoresCase)))
    }

    /// A back-reference takes as many digits as name a group that has begun; that group must have ended.
    private mutating func backReference() throws(XPathError) -> Int {
        index += 1
        var number = 0
        while let digit = next, ("0"..."9").contains(digit) {
            let longer = number * 10 + Int(digit.value - 48)
            if number > 0, longer > groupCount { break }
            number = longer
            index += 1
        }
        guard number > 0, number <= groupCount, !openGroups.contains(number) else { throw wrong("a reference to no finished group") }
        hasBackReferences = true
        return number
    }

    // MARK: Escapes

    private enum Escape {
        case single(Unicode.Scalar)
        case several(CharacterClass.Term)
    }

    private mutating func escape() throws(XPathError) -> Escape {
        index += 1
        guard let scalar = next else { throw wrong("an escape without character") }
        index += 1
        switch scalar {
        case "n": return .single("\n")
        case "r": return .single("\r")
        case "t": return .single("\t")
        case "\\", "|", ".", "-", "^", "?", "*", "+", "{", "}", "(", ")", "[", "]", "$": return .single(scalar)
        case "s", "S": return .several(chosen(.ranges([9...10, 13...13, 32...32], folded: false), scalar == "S"))
        case "d", "D": return .several(chosen(.categories(GeneralCategories.digits), scalar == "D"))
        case "w", "W": return .several(chosen(.categories(GeneralCategories.notWord), scalar == "w"))
        case "i", "I": return .several(chosen(.ranges(XMLCharacters.nameStart, folded: false), scalar == "I"))
        case "c", "C":
            return .several(chosen(.ranges(XMLCharacters.nameStart + XMLCharacters.nameRest, folded: false), scalar == "C"))
        case "p", "P": return .several(chosen(try property(), scalar == "P"))
        default: throw wrong("an unknown escape")
        }
    }

    private func chosen(_ term: CharacterClass.Term, _ isNegated: Bool) -> CharacterClass.Term { isNegated ? .not(term) : term }

    private mutating func property() throws(XPathError) -> CharacterClass.Term {
        guard take("{") else { throw wrong("a category without braces") }
        var name = String.UnicodeScalarView()
        while let scalar = next, scalar != "}" {
            name.append(scalar)
            index += 1
        }
        guard take("}") else { throw wrong("a category that is not closed") }
        let text = String(name)
        if let mask = GeneralCategories.mask(named: text) { return .categories(mask) }
        if text.hasPrefix("Is"), let ranges = UnicodeBlocks.ranges(named: text.dropFirst(2)) { return .ranges(ranges, folded: false) }
        throw wrong("an unknown category or block")
    }

    // MARK: Brackets

    /// What stands between brackets, the opening one already read.
    private mutating func bracketed(depth: Int) throws(XPathError) -> CharacterClass.Term {
        guard depth <= Self.deepest else { throw wrong("brackets nested too deep") }
        let isNegated = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        var terms: [CharacterClass.Term] = []
        var minus: CharacterClass.Term?
        var isFirst = true
        while true {
            guard let scalar = next else { throw wrong("brackets that are not closed") }
            if scalar == "]", !isFirst {
                index += 1
                break
            }
            if scalar == "-", afterNext == "[", !isFirst {
                index += 2
                minus = try bracketed(depth: depth + 1)
                guard take("]") else { throw wrong("something after a subtraction") }
                break
            }
            if scalar == "-" {
                guard isFirst || afterNext == "]" || afterNext == "-" && index + 2 < pattern.count && pattern[index + 2] == "[" else {
                    throw wrong("a hyphen that must be escaped")
                }
            }
            switch try bracketItem() {
            case .several(let term): terms.append(term)
            case .single(let first):
                if next == "-", let following = afterNext, following != "]", following != "[", scalar != "-" || !isFirst {
                    index += 1
                    guard next != "-", case .single(let last) = try bracketItem(), first.value <= last.value else {
                        throw wrong("a range that is none")
                    }
                    ranges.append(first.value...last.value)
                } else {
                    ranges.append(first.value...first.value)
                }
            }
            isFirst = false
        }
        if !ranges.isEmpty { terms.append(.ranges(ranges, folded: flags.ignoresCase)) }
        let union = terms.count == 1 ? terms[0] : CharacterClass.Term.anyOf(terms)
        let positive = chosen(union, isNegated)
        return minus.map { .minus(positive, $0) } ?? positive
    }

    private mutating func bracketItem() throws(XPathError) -> Escape {
        guard let scalar = next else { throw wrong("brackets that are not closed") }
        switch scalar {
        case "\\": return try escape()
        case "[", "]": throw wrong("a bracket that must be escaped")
        default:
            index += 1
            return .single(scalar)
        }
    }
}
