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
func decodeBase64(_ text: UnsafeBufferPointer<UInt8>, limit: Int) -> Result<[UInt8], Base64Failure> {
    alphabet.withUnsafeBufferPointer { alphabet in
        if text.count / 4 * 3 > limit, text.count(where: { alphabet[Int($0)] != skipped }) / 4 * 3 > limit + 2 { return .failure(.tooLarge(limit: limit)) }
        var failure: Base64Failure?
        let result = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 3) { output, count in
            var decoder = Base64Decoder(alphabet: alphabet, output: output)
            failure = decoder.decode(text)
            count = decoder.count
        }
        if let failure { return .failure(failure) }
        return result.count <= limit ? .success(result) : .failure(.tooLarge(limit: limit))
    }
}

/// Decodes into memory that is large enough.
private struct Base64Decoder {
    let alphabet: UnsafeBufferPointer<UInt8>
    let output: UnsafeMutableBufferPointer<UInt8>
    /// How many bytes came out.
    var count = 0
    /// The bits of the group of four characters that has begun, and how many characters those are.
    private var group: UInt32 = 0
    private var filled = 0
    private var padding = 0

    init(alphabet: UnsafeBufferPointer<UInt8>, output: UnsafeMutableBufferPointer<UInt8>) {
        (self.alphabet, self.output) = (alphabet, output)
    }

    mutating func decode(_ text: UnsafeBufferPointer<UInt8>) -> Base64Failure? {
        var position = 0
        while position < text.count {
            if filled == 0, padding == 0 { position += decodeGroups(UnsafeBufferPointer(rebasing: text[position...])) }
            guard position < text.count else { break }
            let byte = text[position]
            let value = alphabet[Int(byte)]
            if value < 64 {
                guard padding == 0 else { return .wrongLength }
                group = group << 6 | UInt32(value)
                filled += 1
                if filled == 4 {
                    put(group)
                    (group, filled) = (0, 0)
                }
            } else if byte == UInt8(ascii: "=") {
                padding += 1
            } else if value != skipped {
                return .wrongCharacter(offset: position)
            }
            position += 1
        }
        switch (filled, padding) {
        case (0, 0): break
        case (2, 2):
            output[count] = UInt8(truncatingIfNeeded: group >> 4)
            count += 1
        case (3, 1):
            output[count] = UInt8(truncatingIfNeeded: group >> 10)
            output[count + 1] = UInt8(truncatingIfNeeded: group >> 2)
            count += 2
        default: return .wrongLength
        }
        return nil
    }

    /// Decodes whole groups of four up to the first that holds anything else; returns how many characters those were.
    private mutating func decodeGroups(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var position = 0
        while position + 4 <= text.count {
            let (first, second) = (alphabet[Int(text[position])], alphabet[Int(text[position + 1])])
            let (third, fourth) = (alphabet[Int(text[position + 2])], alphabet[Int(text[position + 3])])
            guard first | second | third | fourth < 64 else { break }
            put(UInt32(first) << 18 | UInt32(second) << 12 | UInt32(third) << 6 | UInt32(fourth))
            position += 4
        }
        return position
    }

    private mutating func put(_ group: UInt32) {
        output[count] = UInt8(truncatingIfNeeded: group >> 16)
        output[count + 1] = UInt8(truncatingIfNeeded: group >> 8)
        output[count + 2] = UInt8(truncatingIfNeeded: group)
        count += 3
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
