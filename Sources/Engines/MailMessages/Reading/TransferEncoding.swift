// Undoes transfer encodings: base64 and quoted-printable.

/// Undoes transfer encodings (RFC 2045, 6); nil for what they cannot be.
enum TransferEncoding {
    /// Base64 with blanks anywhere, its padding left out or not.
    static func base64(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var (group, count, ended) = (UInt32(0), 0, false)
        for character in text {
            let value = values[Int(character)]
            if value == blank { continue }
            if character == UInt8(ascii: "=") {
                ended = true
                continue
            }
            guard value < 64, !ended else { return nil }
            group = group << 6 | UInt32(value)
            count += 1
            if count == 4 {
                bytes += [UInt8(truncatingIfNeeded: group >> 16), UInt8(truncatingIfNeeded: group >> 8), UInt8(truncatingIfNeeded: group)]
                (group, count) = (0, 0)
            }
        }
        switch count {
        case 0: break
        case 2: bytes.append(UInt8(truncatingIfNeeded: group >> 4))
        case 3: bytes += [UInt8(truncatingIfNeeded: group >> 10), UInt8(truncatingIfNeeded: group >> 2)]
        default: return nil
        }
        return bytes
    }

    /// Quoted-printable; blanks before a line end are not content (RFC 2045, 6.7).
    static func quoted(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var place = text.startIndex
        while place < text.endIndex {
            let byte = text[place]
            place += 1
            if byte == 10 {
                var line = bytes[...]
                let hasReturn = line.last == 13
                if hasReturn { line.removeLast() }
                while let last = line.last, last == 0x20 || last == 0x09 { line.removeLast() }
                bytes.removeSubrange(line.endIndex...)
                bytes += hasReturn ? [13, 10] : [10]
                continue
            }
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            var next = place
            while next < text.endIndex, text[next] == 0x20 || text[next] == 0x09 || text[next] == 13 { next += 1 }
            if next == text.endIndex || text[next] == 10 {
                place = min(next + 1, text.endIndex)
                continue
            }
            guard place + 1 < text.endIndex, let high = digit(text[place]), let low = digit(text[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
            place += 2
        }
        return bytes
    }

    /// The value of a hexadecimal digit in either letter case; nil for any other byte.
    static func digit(_ byte: UInt8) -> UInt8? { Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init) }

    private static let blank: UInt8 = 64
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() { values[Int(character)] = UInt8(value) }
        for character in " \t\r\n".utf8 { values[Int(character)] = blank }
        return values
    }()
}
