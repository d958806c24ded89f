// The replacement string of fn:replace.

/// A replacement in its parts (F&O 7.6.3).
struct RegexReplacement {
    enum Part {
        case text([UInt8])
        case group(Int)
    }

    private(set) var parts: [Part] = []

    /// `$` and digits name a group: as many digits as there are groups for; a number above all groups stands for nothing.
    ///
    /// - Throws: `FORX0004` when a dollar has no digit, or a backslash no backslash or dollar behind it.
    init(_ text: String, groupCount: Int) throws(XPathError) {
        var literal: [UInt8] = []
        let bytes = Array(text.utf8)
        var index = 0
        func digit(_ index: Int) -> Int? {
            index < bytes.count && (48...57).contains(bytes[index]) ? Int(bytes[index]) - 48 : nil
        }
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"):
                guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\\") || bytes[index + 1] == UInt8(ascii: "$") else {
                    throw XPathError(.forx0004, "a backslash in the replacement escapes a backslash or a dollar")
                }
                literal.append(bytes[index + 1])
                index += 2
            case UInt8(ascii: "$"):
                guard var number = digit(index + 1) else { throw XPathError(.forx0004, "a dollar in the replacement needs a number") }
                index += 2
                while let next = digit(index), number * 10 + next <= groupCount {
                    number = number * 10 + next
                    index += 1
                }
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = []
                if number <= groupCount { parts.append(.group(number)) }
            default:
                literal.append(bytes[index])
                index += 1
            }
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
    }
}
