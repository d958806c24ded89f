// Base64 as FHIR carries documents and hashes (RFC 4648, section 4; white space may stand anywhere).

extension [UInt8] {
    private static let base64Digits = Array<UInt8>("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// For each byte: the value of a digit, 64 for white space, 65 for padding, 255 for anything else.
    private static let base64Values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, digit) in base64Digits.enumerated() { table[Int(digit)] = UInt8(value) }
        for space in " \t\r\n".utf8 { table[Int(space)] = 64 }
        table[Int(UInt8(ascii: "="))] = 65
        return table
    }()

    /// The bytes that a text stands for; nil for a foreign character, wrong padding or left-over bits.
    public init?(base64 text: String) {
        let values = Self.base64Values
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        var word: UInt32 = 0
        var held = 0
        var padding = 0
        for character in text.utf8 {
            switch values[Int(character)] {
            case 64: continue
            case 65: padding += 1
            case 255: return nil
            case let value:
                guard padding == 0 else { return nil }
                word = word << 6 | UInt32(value)
                held += 1
                guard held == 4 else { continue }
                bytes.append(UInt8(truncatingIfNeeded: word >> 16))
                bytes.append(UInt8(truncatingIfNeeded: word >> 8))
                bytes.append(UInt8(truncatingIfNeeded: word))
                (word, held) = (0, 0)
            }
        }
        switch (held, padding) {
        case (0, 0): break
        case (2, 2) where word & 0xF == 0: bytes.append(UInt8(truncatingIfNeeded: word >> 4))
        case (3, 1) where word & 0x3 == 0:
            bytes.append(UInt8(truncatingIfNeeded: word >> 10))
            bytes.append(UInt8(truncatingIfNeeded: word >> 2))
        default: return nil
        }
        self = bytes
    }

    /// The bytes in base64.
    public var base64: String {
        let digits = Self.base64Digits
        var text: [UInt8] = []
        text.reserveCapacity((count + 2) / 3 * 4)
        for index in stride(from: 0, to: count, by: 3) {
            let left = count - index
            let word = UInt32(self[index]) << 16 | (left > 1 ? UInt32(self[index + 1]) << 8 : 0) | (left > 2 ? UInt32(self[index + 2]) : 0)
            text.append(digits[Int(word >> 18)])
            text.append(digits[Int(word >> 12 & 63)])
            text.append(left > 1 ? digits[Int(word >> 6 & 63)] : UInt8(ascii: "="))
            text.append(left > 2 ? digits[Int(word & 63)] : UInt8(ascii: "="))
        }
        return String(decoding: text, as: UTF8.self)
    }
}
