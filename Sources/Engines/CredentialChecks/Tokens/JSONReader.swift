// Reads JSON as strictly as its standard allows: no name twice, no value too deep, nothing before or behind.

/// Why bytes are not the JSON that is read here.
public struct JSONFault: Error, Sendable, Hashable {
    /// The kinds of fault.
    public enum Code: String, Sendable, Hashable {
        /// The bytes break the grammar (RFC 8259), or are no UTF-8.
        case malformed = "json.malformed"
        /// A name stands twice in one object (RFC 7515, 4: refused).
        case duplicateName = "json.duplicate-name"
        /// Values lie within values beyond the limit.
        case tooDeep = "json.too-deep"
    }
    /// The kind.
    public let code: Code
    /// The byte at which it was seen.
    public let offset: Int
}

/// Reads JSON.
public struct JSONReader {
    /// How deep values may lie within values: the claims of a French identity provider need 6.
    public static let greatestDepth = 16

    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads exactly one value, with white space around it at most.
    public static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        // A byte order mark is refused with the grammar: no value begins with it (RFC 8259, 8.1).
        guard String(validating: bytes, as: UTF8.self) != nil else { throw JSONFault(code: .malformed, offset: 0) }
        var reader = JSONReader(bytes)
        reader.skipSpace()
        let value = try reader.value(depth: 1)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.malformed }
        return value
    }

    private var malformed: JSONFault { JSONFault(code: .malformed, offset: position) }
    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) throws(JSONFault) {
        guard current == byte else { throw malformed }
        position += 1
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= Self.greatestDepth else { throw JSONFault(code: .tooDeep, offset: position) }
        switch current {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw malformed }
        position += word.utf8.count
        return value
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONObject {
        try take(UInt8(ascii: "{"))
        var object = JSONObject()
        skipSpace()
        if current == UInt8(ascii: "}") {
            position += 1
            return object
        }
        while true {
            skipSpace()
            let start = position
            let name = try text()
            guard object[name] == nil else { throw JSONFault(code: .duplicateName, offset: start) }
            skipSpace()
            try take(UInt8(ascii: ":"))
            skipSpace()
            object[name] = try value(depth: depth + 1)
            skipSpace()
            if current == UInt8(ascii: "}") {
                position += 1
                return object
            }
            try take(UInt8(ascii: ","))
        }
    }

    private mutating func array(depth: Int) throws(JSONFault) -> [JSONValue] {
        try take(UInt8(ascii: "["))
        var elements: [JSONValue] = []
        skipSpace()
        if current == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        while true {
            skipSpace()
            elements.append(try value(depth: depth + 1))
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

    private mutating func text() throws(JSONFault) -> String {
        try take(UInt8(ascii: "\""))
        var content: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): content += Array(String(try escape()).utf8)
            case 0..<0x20: throw malformed
            default: content.append(byte)
            }
        }
        throw malformed
    }

    private mutating func escape() throws(JSONFault) -> Character {
        guard let byte = current else { throw malformed }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var code = try fourDigits()
            if code & 0xfc00 == 0xd800 {
                try take(UInt8(ascii: "\\"))
                try take(UInt8(ascii: "u"))
                let low = try fourDigits()
                guard low & 0xfc00 == 0xdc00 else { throw malformed }
                code = 0x10000 + (code & 0x3ff) << 10 + low & 0x3ff
            }
            // Half a pair stands for no character (RFC 7493, 2.1).
            guard let scalar = Unicode.Scalar(code) else { throw malformed }
            return Character(scalar)
        default: throw malformed
        }
    }

    private mutating func fourDigits() throws(JSONFault) -> UInt32 {
        guard bytes.count - position >= 4, let pair = [UInt8](hexadecimal: String(decoding: bytes[position..<position + 4], as: UTF8.self)) else {
            throw malformed
        }
        position += 4
        return UInt32(pair[0]) << 8 | UInt32(pair[1])
    }
}
