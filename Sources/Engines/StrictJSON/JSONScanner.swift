// Reads JSON as strictly as its standard allows (RFC 8259, RFC 7493): no name twice, nothing too deep, nothing before or behind.

/// Reads JSON in one pass, within limits.
public struct JSONScanner {
    private let bytes: [UInt8]
    private let greatestDepth: Int
    private let mostValues: Int
    private var position = 0
    private var values = 0

    private init(_ bytes: [UInt8], _ greatestDepth: Int, _ mostValues: Int) {
        self.bytes = bytes
        self.greatestDepth = greatestDepth
        self.mostValues = mostValues
    }

    /// Reads exactly one value, with white space around it at most.
    ///
    /// A byte order mark is refused with the grammar: no value begins with it (RFC 8259, 8.1).
    ///
    /// - Parameters:
    ///   - bytes: the text in UTF-8.
    ///   - depth: how deep values may lie within values; the outermost is 1.
    ///   - values: how many values there may be.
    public static func read(_ bytes: [UInt8], depth: Int, values: Int = .max) throws(JSONFault) -> JSONItem {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw JSONFault(code: .malformed, offset: 0) }
        var scanner = JSONScanner(bytes, depth, values)
        scanner.skipSpace()
        let item = try scanner.item(depth: 1)
        scanner.skipSpace()
        guard scanner.position == bytes.count else { throw scanner.malformed }
        return item
    }

    private var malformed: JSONFault { JSONFault(code: .malformed, offset: position) }
    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) throws(JSONFault) {
        guard current == byte else { throw malformed }
        position += 1
    }

    private mutating func item(depth: Int) throws(JSONFault) -> JSONItem {
        guard depth <= greatestDepth else { throw JSONFault(code: .tooDeep, offset: position) }
        values += 1
        guard values <= mostValues else { throw JSONFault(code: .tooMany, offset: position) }
        let offset = position
        let node: JSONNode
        switch current {
        case UInt8(ascii: "{"): node = .object(try members(depth: depth))
        case UInt8(ascii: "["): node = .array(try elements(depth: depth))
        case UInt8(ascii: "\""): node = .string(try text())
        case UInt8(ascii: "t"): node = try word("true", .boolean(true))
        case UInt8(ascii: "f"): node = try word("false", .boolean(false))
        case UInt8(ascii: "n"): node = try word("null", .null)
        default: node = .number(try number())
        }
        return JSONItem(node: node, offset: offset)
    }

    private mutating func word(_ word: String, _ node: JSONNode) throws(JSONFault) -> JSONNode {
        guard bytes[position...].starts(with: word.utf8) else { throw malformed }
        position += word.utf8.count
        return node
    }

    private mutating func members(depth: Int) throws(JSONFault) -> [JSONMember] {
        try take(UInt8(ascii: "{"))
        var members: [JSONMember] = []
        var names: Set<String> = []
        skipSpace()
        if current == UInt8(ascii: "}") {
            position += 1
            return members
        }
        while true {
            skipSpace()
            let start = position
            let name = try text()
            guard names.insert(name).inserted else { throw JSONFault(code: .duplicateName, offset: start) }
            skipSpace()
            try take(UInt8(ascii: ":"))
            skipSpace()
            members.append(JSONMember(name: name, value: try item(depth: depth + 1)))
            skipSpace()
            if current == UInt8(ascii: "}") {
                position += 1
                return members
            }
            try take(UInt8(ascii: ","))
        }
    }

    private mutating func elements(depth: Int) throws(JSONFault) -> [JSONItem] {
        try take(UInt8(ascii: "["))
        var elements: [JSONItem] = []
        skipSpace()
        if current == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        while true {
            skipSpace()
            elements.append(try item(depth: depth + 1))
            skipSpace()
            if current == UInt8(ascii: "]") {
                position += 1
                return elements
            }
            try take(UInt8(ascii: ","))
        }
    }

    private mutating func number() throws(JSONFault) -> String {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(JSONFault) {
        let start = position
        while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
        guard position > start else { throw malformed }
    }

    /// A text; documents in base64 come without an escape, and are taken in one piece.
    private mutating func text() throws(JSONFault) -> String {
        try take(UInt8(ascii: "\""))
        var content: [UInt8] = []
        var start = position
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                if content.isEmpty { return String(decoding: bytes[start..<position], as: UTF8.self) }
                content += bytes[start..<position]
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                content += bytes[start..<position]
                position += 1
                content += UTF8.encode(try escape())!
                start = position
            case 0..<0x20: throw malformed
            default: position += 1
            }
        }
        throw malformed
    }

    private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
        guard let byte = current else { throw malformed }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var code = try fourDigits()
            if code & 0xFC00 == 0xD800 {
                try take(UInt8(ascii: "\\"))
                try take(UInt8(ascii: "u"))
                let low = try fourDigits()
                guard low & 0xFC00 == 0xDC00 else { throw malformed }
                code = 0x10000 + (code & 0x3FF) << 10 + low & 0x3FF
            }
            // Half a pair stands for no character (RFC 7493, 2.1).
            guard let scalar = Unicode.Scalar(code) else { throw malformed }
            return scalar
        default: throw malformed
        }
    }

    private mutating func fourDigits() throws(JSONFault) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            switch current {
            case .some(let byte) where (0x30...0x39).contains(byte): code = code << 4 | UInt32(byte - 0x30)
            case .some(let byte) where (0x41...0x46).contains(byte & 0xDF): code = code << 4 | UInt32((byte & 0xDF) - 0x41 + 10)
            default: throw malformed
            }
            position += 1
        }
        return code
    }
}
