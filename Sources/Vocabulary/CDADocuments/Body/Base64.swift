// Base64 (RFC 4648, section 4) as documents carry it: with white space, bounded, and with the place of a wrong character.

/// Why an enclosed file could not be decoded.
public enum Base64Failure: Error, Sendable, Hashable {
    /// A character that base64 does not know, at that offset in the UTF-8 text.
    case wrongCharacter(offset: Int)
    /// The text ends within a group of four characters, or has padding where none may be.
    case wrongLength
    /// More bytes would come out than allowed.
    case tooLarge(limit: Int)
}

/// Decodes base64, skipping white space; padding must be right.
func decodeBase64(_ text: String, limit: Int) -> Result<[UInt8], Base64Failure> {
    var text = text
    return text.withUTF8 { bytes in
        if bytes.count / 4 * 3 > limit, bytes.count(where: { alphabet[Int($0)] != skipped }) / 4 * 3 > limit + 2 { return .failure(.tooLarge(limit: limit)) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count / 4 * 3)
        var group: UInt32 = 0
        var filled = 0
        var padding = 0
        for (offset, byte) in bytes.enumerated() {
            let value = alphabet[Int(byte)]
            if value < 64 {
                guard padding == 0 else { return .failure(.wrongLength) }
                group = group << 6 | UInt32(value)
                filled += 1
                if filled == 4 {
                    result.append(UInt8(truncatingIfNeeded: group >> 16))
                    result.append(UInt8(truncatingIfNeeded: group >> 8))
                    result.append(UInt8(truncatingIfNeeded: group))
                    group = 0
                    filled = 0
                }
            } else if byte == UInt8(ascii: "=") {
                padding += 1
            } else if value != skipped {
                return .failure(.wrongCharacter(offset: offset))
            }
        }
        switch (filled, padding) {
        case (0, 0): break
        case (2, 2): result.append(UInt8(truncatingIfNeeded: group >> 4))
        case (3, 1):
            result.append(UInt8(truncatingIfNeeded: group >> 10))
            result.append(UInt8(truncatingIfNeeded: group >> 2))
        default: return .failure(.wrongLength)
        }
        return result.count <= limit ? .success(result) : .failure(.tooLarge(limit: limit))
    }
}

private let skipped: UInt8 = 254

/// The value of each byte: 0 to 63, `skipped` for white space, 255 for what base64 does not know.
private let alphabet: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() { table[Int(byte)] = UInt8(value) }
    for byte: UInt8 in [0x20, 0x09, 0x0A, 0x0D] { table[Int(byte)] = skipped }
    return table
}()
