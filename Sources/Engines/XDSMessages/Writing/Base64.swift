// Base64, strictly (RFC 4648, section 4), with the white space that XML Schema and MIME allow.

enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// For each byte: the value of a digit, 64 for white space, 65 for padding, 255 for anything else.
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, digit) in digits.enumerated() { table[Int(digit)] = UInt8(value) }
        for space in " \t\r\n".utf8 { table[Int(space)] = 64 }
        table[Int(UInt8(ascii: "="))] = 65
        return table
    }()

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        let digits = digits
        return [UInt8](unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { out, count in
            var index = 0
            while index < bytes.count {
                let left = bytes.count - index
                let word = UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0) | (left > 2 ? UInt32(bytes[index + 2]) : 0)
                out[count] = digits[Int(word >> 18)]
                out[count + 1] = digits[Int(word >> 12 & 63)]
                out[count + 2] = left > 1 ? digits[Int(word >> 6 & 63)] : UInt8(ascii: "=")
                out[count + 3] = left > 2 ? digits[Int(word & 63)] : UInt8(ascii: "=")
                count += 4
                index += 3
            }
        }
    }

    /// The bytes, nil where the text is no base64: a foreign character, wrong padding, or left-over bits.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let values = values
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var word: UInt32 = 0
        var held = 0
        var padding = 0
        for character in text {
            let value = values[Int(character)]
            if value < 64 {
                guard padding == 0 else { return nil }
                word = word << 6 | UInt32(value)
                held += 1
                if held == 4 {
                    bytes.append(UInt8(truncatingIfNeeded: word >> 16))
                    bytes.append(UInt8(truncatingIfNeeded: word >> 8))
                    bytes.append(UInt8(truncatingIfNeeded: word))
                    word = 0
                    held = 0
                }
            } else if value == 65 {
                padding += 1
            } else if value == 255 {
                return nil
            }
        }
        switch (held, padding) {
        case (0, 0): return bytes
        case (2, 2) where word & 0xF == 0: bytes.append(UInt8(truncatingIfNeeded: word >> 4))
        case (3, 1) where word & 0x3 == 0:
            bytes.append(UInt8(truncatingIfNeeded: word >> 10))
            bytes.append(UInt8(truncatingIfNeeded: word >> 2))
        default: return nil
        }
        return bytes
    }
}
