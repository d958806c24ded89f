// The tree of a regular expression.

/// A part of a regular expression, as parsed.
indirect enum RegexSyntax: Sendable {
    /// Nothing: an empty branch.
    case empty
    /// One character of a set.
    case character(CharacterClass)
    case sequence([RegexSyntax])
    case alternatives([RegexSyntax])
    /// A part repeated; no `most` means without end.
    case repeated(RegexSyntax, least: Int, most: Int?, reluctant: Bool)
    /// A part in parentheses, numbered from one.
    case group(RegexSyntax, Int)
    /// `^`
    case start
    /// `$`
    case end
    case backReference(Int)

    /// Whether the part may match nothing at all.
    var isNullable: Bool {
        switch self {
        case .empty, .start, .end, .backReference: true
        case .character: false
        case .sequence(let parts): parts.allSatisfy(\.isNullable)
        case .alternatives(let parts): parts.contains(where: \.isNullable)
        case .repeated(let part, let least, _, _): least == 0 || part.isNullable
        case .group(let part, _): part.isNullable
        }
    }
}

/// The flags of a regular expression (F&O 7.6.1.1).
struct RegexFlags: Sendable {
    /// `s`: the point matches line ends too.
    var dotMatchesAll = false
    /// `m`: the anchors match at lines.
    var multiline = false
    /// `i`: letters match in any case.
    var ignoresCase = false
    /// `x`: spaces in the pattern do not count.
    var ignoresSpaces = false

    /// Reads the letters.
    ///
    /// - Throws: `FORX0001` for any other letter.
    init(_ letters: String) throws(XPathError) {
        for letter in letters.utf8 {
            switch letter {
            case UInt8(ascii: "s"): dotMatchesAll = true
            case UInt8(ascii: "m"): multiline = true
            case UInt8(ascii: "i"): ignoresCase = true
            case UInt8(ascii: "x"): ignoresSpaces = true
            default: throw XPathError(.forx0001, "the flags are s, m, i and x")
            }
        }
    }
}
