// The bytes of a message with the keys to read them, shared by all that is cut out of it.

/// What every part of a message reads from.
final class MessageSource: Sendable {
    let bytes: [UInt8]
    let delimiters: Delimiters
    let characterSet: MessageCharacterSet

    init(bytes: [UInt8], delimiters: Delimiters, characterSet: MessageCharacterSet) {
        self.bytes = bytes
        self.delimiters = delimiters
        self.characterSet = characterSet
    }

    /// The ranges between delimiters; at least one, which may be empty.
    func parts(of range: Range<Int>, dividedBy delimiter: UInt8) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        bytes.withUnsafeBufferPointer { bytes in
            for index in range where bytes[index] == delimiter {
                parts.append(start..<index)
                start = index + 1
            }
        }
        parts.append(start..<range.upperBound)
        return parts
    }

    /// The range of one part, counted from 1; an empty range where there are fewer.
    func part(_ number: Int, of range: Range<Int>, dividedBy delimiter: UInt8) -> Range<Int> {
        bytes.withUnsafeBufferPointer { bytes in
            var start = range.lowerBound
            var current = 1
            for index in range where bytes[index] == delimiter {
                if current == number { return start..<index }
                current += 1
                start = index + 1
            }
            return current == number ? start..<range.upperBound : range.upperBound..<range.upperBound
        }
    }
}
