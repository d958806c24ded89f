// Predicates whose form says at a glance how to check them.

/// A predicate about an attribute or a child: it is there, or it is not, or the attribute has a certain value.
///
/// `@a`, `child`, `child/@a` and `child[@a]`, each alone, with `= 'x'`, or inside of `not(…)`. Many contexts differ only in the text that is compared, so it
/// is looked up instead of tried; the others are answered without an expression.
struct SimpleCondition: Hashable {
    /// What is looked at.
    struct Key: Hashable {
        /// The child, nil for the node itself.
        let child: QualifiedName?
        /// The attribute of the child or of the node, nil when only the child counts.
        let attribute: QualifiedName?
    }

    /// A name as written.
    struct QualifiedName: Hashable {
        let prefix: String
        let localName: String
    }

    let key: Key
    /// The value that the attribute must have, nil when any will do.
    let value: String?
    let isNegated: Bool

    /// Recognises one condition, or several with `and` between; nil for every other predicate.
    static func all(in text: String) -> [SimpleCondition]? {
        var reader = Reader(bytes: Array(text.utf8))
        return reader.read()
    }

    private init(_ key: Key, _ value: String?, isNegated: Bool) {
        self.key = key
        self.value = value
        self.isNegated = isNegated
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        mutating func read() -> [SimpleCondition]? {
            var all: [SimpleCondition] = []
            while true {
                let isNegated = takeNegation()
                guard let found = condition(), !isNegated || take(")") else { return nil }
                all.append(SimpleCondition(found.key, found.value, isNegated: isNegated))
                skipSpace()
                if place == bytes.count { return all }
                guard name() == QualifiedName(prefix: "", localName: "and") else { return nil }
            }
        }

        private mutating func takeNegation() -> Bool {
            let start = place
            if let word = name(), word == QualifiedName(prefix: "", localName: "not"), take("(") { return true }
            place = start
            return false
        }

        private mutating func condition() -> (key: Key, value: String?)? {
            if take("@") { return comparison(child: nil, closing: false) }
            guard let child = name() else { return nil }
            if take("/") { return take("@") ? comparison(child: child, closing: false) : nil }
            if take("[") { return take("@") ? comparison(child: child, closing: true) : nil }
            return (Key(child: child, attribute: nil), nil)
        }

        private mutating func comparison(child: QualifiedName?, closing: Bool) -> (key: Key, value: String?)? {
            guard let attribute = name() else { return nil }
            var value: String?
            if take("=") {
                value = literal()
                if value == nil { return nil }
            }
            return !closing || take("]") ? (Key(child: child, attribute: attribute), value) : nil
        }

        private mutating func skipSpace() {
            while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
        }

        private mutating func take(_ sign: Unicode.Scalar) -> Bool {
            skipSpace()
            guard place < bytes.count, bytes[place] == UInt8(ascii: sign) else { return false }
            place += 1
            return true
        }

        private mutating func name() -> QualifiedName? {
            skipSpace()
            guard let first = part() else { return nil }
            guard place < bytes.count, bytes[place] == UInt8(ascii: ":") else { return QualifiedName(prefix: "", localName: first) }
            place += 1
            return part().map { QualifiedName(prefix: first, localName: $0) }
        }

        private mutating func part() -> String? {
            let start = place
            while place < bytes.count {
                let byte = bytes[place]
                let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte == 0x5F
                guard isLetter || (place > start && (byte >= 0x30 && byte <= 0x39 || byte == 0x2D || byte == 0x2E)) else { break }
                place += 1
            }
            return place == start ? nil : String(decoding: bytes[start..<place], as: UTF8.self)
        }

        private mutating func literal() -> String? {
            skipSpace()
            guard place < bytes.count, bytes[place] == 0x22 || bytes[place] == 0x27 else { return nil }
            let quote = bytes[place]
            guard let end = bytes[(place + 1)...].firstIndex(of: quote) else { return nil }
            defer { place = end + 1 }
            // A doubled quote stands for one; such texts are left to the general way.
            if end + 1 < bytes.count, bytes[end + 1] == quote { return nil }
            return String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
        }
    }
}

/// Whether a predicate's value could be a number, which would mean a position.
enum PredicateKind {
    /// Never a number: only its truth counts.
    case condition
    /// Depends on the position or may be a number.
    case positional

    init(_ text: String) {
        if text.contains("position(") || text.contains("last(") {
            self = .positional
            return
        }
        self = Self.isCondition(Array(text.utf8)) ? .condition : .positional
    }

    /// Recognises comparisons, `and`, `or`, `not(…)` and plain paths; everything else is taken for positional, which is only slower.
    private static func isCondition(_ bytes: [UInt8]) -> Bool {
        var depth = 0
        var quote: UInt8?
        var outside: [UInt8] = []
        for byte in bytes {
            if let open = quote {
                if byte == open { quote = nil }
                continue
            }
            switch byte {
            case 0x22, 0x27: quote = byte
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            default: if depth == 0 { outside.append(byte <= 0x20 ? 0x20 : byte) }
            }
        }
        let plain = String(decoding: outside, as: UTF8.self)
        if plain.contains(where: { "=<>".contains($0) }) || plain.contains(" and ") || plain.contains(" or ") { return true }
        let trimmed = WhiteSpace.folded(plain)
        if ["not", "exists", "empty", "contains", "starts-with", "matches"].contains(trimmed) { return true }
        // A path has no parentheses, no variables, no operators, and does not begin with a digit.
        guard let first = trimmed.utf8.first, !(first >= 0x30 && first <= 0x39), !bytes.contains(UInt8(ascii: "(")) else { return false }
        return !trimmed.contains { "$+-*, ".contains($0) }
    }
}
