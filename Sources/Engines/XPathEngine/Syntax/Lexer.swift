// Cuts the text of an expression into words.

/// Reads words one after another; which of them are operators is for the parser to know (XPath 2.0, appendix A.2.4).
struct Lexer {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// All words of a text, the last of kind `end`.
    static func tokens(of text: String) throws(XPathError) -> [Token] {
        var lexer = Lexer(text)
        var tokens: [Token] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private func peek(_ ahead: Int = 0) -> UInt8 {
        position + ahead < bytes.count ? bytes[position + ahead] : 0
    }

    private func failure(_ message: String, at offset: Int) -> XPathError { XPathError(.xpst0003, message, offset: offset, length: 1) }

    private mutating func next() throws(XPathError) -> Token {
        try skipBlanks()
        let start = position
        guard position < bytes.count else { return Token(kind: .end, start: start, end: start) }
        let kind = try nextKind()
        return Token(kind: kind, start: start, end: position)
    }

    private mutating func nextKind() throws(XPathError) -> Token.Kind {
        let byte = peek()
        if byte == 0x22 || byte == 0x27 { return try .string(literal(quote: byte)) }
        if isDigit(byte) || (byte == 0x2E && isDigit(peek(1))) { return try number() }
        if byte == 0x2A, peek(1) == 0x3A, let local = name(at: position + 2) {
            position = local.end
            return .anyNamespace(local: local.text)
        }
        if let first = name(at: position) {
            position = first.end
            guard peek() == 0x3A, peek(1) != 0x3A else { return .name(prefix: nil, local: first.text) }
            if peek(1) == 0x2A {
                position += 2
                return .anyLocalName(prefix: first.text)
            }
            if let second = name(at: position + 1) {
                position = second.end
                return .name(prefix: first.text, local: second.text)
            }
            return .name(prefix: nil, local: first.text)
        }
        for sign in ["<<", ">>", "<=", ">=", "!=", "//", "::", ".."] where bytes[position...].starts(with: sign.utf8) {
            position += 2
            return .sign(sign)
        }
        guard "()[],.@$/|+-*=<>?:".utf8.contains(byte) else { throw failure("a character that no expression holds", at: position) }
        position += 1
        return .sign(String(UnicodeScalar(byte)))
    }

    // MARK: Blanks and comments

    private mutating func skipBlanks() throws(XPathError) {
        while true {
            switch peek() {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            case 0x28 where peek(1) == 0x3A: try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(XPathError) {
        let start = position
        var depth = 0
        while position < bytes.count {
            if peek() == 0x28, peek(1) == 0x3A {
                depth += 1
                position += 2
            } else if peek() == 0x3A, peek(1) == 0x29 {
                depth -= 1
                position += 2
                if depth == 0 { return }
            } else {
                position += 1
            }
        }
        throw failure("a comment is not closed", at: start)
    }

    // MARK: Literals

    private mutating func literal(quote: UInt8) throws(XPathError) -> String {
        let start = position
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            if peek() == quote {
                position += 1
                if peek() != quote || position >= bytes.count { return String(decoding: content, as: UTF8.self) }
            }
            content.append(peek())
            position += 1
        }
        throw failure("a string is not closed", at: start)
    }

    private mutating func number() throws(XPathError) -> Token.Kind {
        let start = position
        while isDigit(peek()) { position += 1 }
        var isDecimal = false
        if peek() == 0x2E {
            isDecimal = true
            position += 1
            while isDigit(peek()) { position += 1 }
        }
        var isDouble = false
        if peek() == 0x65 || peek() == 0x45 {
            let signs = peek(1) == 0x2B || peek(1) == 0x2D ? 2 : 1
            guard isDigit(peek(signs)) else { throw failure("a number whose exponent has no digits", at: start) }
            isDouble = true
            position += signs
            while isDigit(peek()) { position += 1 }
        }
        if name(at: position) != nil { throw failure("a number runs into a name", at: position) }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        return isDouble ? .double(text) : isDecimal ? .decimal(text) : .integer(text)
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    // MARK: Names

    private func name(at start: Int) -> (text: String, end: Int)? {
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            if byte < 0x80 {
                let isStart = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte == 0x5F
                guard isStart || (end > start && (isDigit(byte) || byte == 0x2D || byte == 0x2E)) else { break }
                end += 1
            } else {
                let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                guard end + length <= bytes.count, let scalar = String(decoding: bytes[end..<end + length], as: UTF8.self).unicodeScalars.first,
                    NameCharacters.isPart(scalar), end > start || NameCharacters.isStart(scalar)
                else { break }
                end += length
            }
        }
        return end == start ? nil : (String(decoding: bytes[start..<end], as: UTF8.self), end)
    }
}

/// The characters of names beyond ASCII (Namespaces in XML 1.0, third edition).
enum NameCharacters {
    static func isStart(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.value {
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF,
            0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
            true
        default: false
        }
    }

    static func isPart(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.value {
        case 0xB7, 0x0300...0x036F, 0x203F...0x2040: true
        default: isStart(scalar)
        }
    }
}
