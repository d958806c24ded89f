// Which request targets have one reading.

/// Reads request targets as strictly as they may be read (RFC 3986, 3.3).
enum RequestTarget {
    /// The longest target.
    static let longest = 8192

    /// Whether a target is an absolute path without anything that a second reader could decode differently:
    /// no dot segments, no encoded separators or control characters, no percent sign that encodes nothing.
    static func isPlain(_ target: String) -> Bool {
        guard target.utf8.count <= longest, target.utf8.first == UInt8(ascii: "/") else { return false }
        let path = target.utf8.prefix { $0 != UInt8(ascii: "?") }
        guard let decoded = decode(path), decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else { return false }
        guard decode(target.utf8.dropFirst(path.count)) != nil, String(validating: decoded, as: UTF8.self) != nil else { return false }
        return !decoded.split(separator: UInt8(ascii: "/")).contains {
            $0.elementsEqual([UInt8(ascii: ".")]) || $0.elementsEqual([UInt8(ascii: "."), UInt8(ascii: ".")])
        }
    }

    /// Percent-decodes; nil where a percent sign is not followed by two hexadecimal digits, or an encoded separator stands.
    private static func decode(_ bytes: Substring.UTF8View) -> [UInt8]? {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                result.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexadecimalDigit), let low = rest.popFirst().flatMap(hexadecimalDigit) else { return nil }
            let decoded = high << 4 | low
            // A decoded percent sign or separator would mean something else to a reader that decodes twice.
            guard decoded != UInt8(ascii: "/"), decoded != UInt8(ascii: "%") else { return nil }
            result.append(decoded)
        }
        return result
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
