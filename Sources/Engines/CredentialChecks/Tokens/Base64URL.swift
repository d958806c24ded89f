// Base64 for URLs, read in its one canonical form.

/// Base64 for URLs without padding (RFC 7515, 2; RFC 4648, 5).
public enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let digits: [UInt8] = {
        var table = [UInt8](repeating: 0xff, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }()

    /// The bytes of a text.
    ///
    /// Nil for padding, white space, characters of the other alphabet, an impossible length, and spare bits that are not
    /// zero: bytes have one text only, so that a signature cannot be written in two ways.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3 + 2)
        var (window, bits): (UInt32, UInt32) = (0, 0)
        for character in text {
            let digit = digits[Int(character)]
            guard digit != 0xff else { return nil }
            window = window << 6 | UInt32(digit)
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: window >> bits))
        }
        guard window & (1 << bits - 1) == 0 else { return nil }
        return bytes
    }

    /// The text of bytes.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var (window, bits): (UInt32, UInt32) = (0, 0)
        for byte in bytes {
            window = window << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(window >> bits & 63)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(window << (6 - bits) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
