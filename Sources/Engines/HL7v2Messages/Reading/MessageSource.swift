// The bytes of a message with the keys to read them, shared by all that is cut out of it.

import Glibc

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

    /// Where a byte stands next in a range; nil where it does not.
    ///
    /// One field may be the whole document: the C library's search looks at many bytes at once.
    func place(of byte: UInt8, in range: Range<Int>) -> Int? {
        bytes.withUnsafeBytes { memory in
            guard !range.isEmpty, let start = memory.baseAddress, let found = memchr(start + range.lowerBound, Int32(byte), range.count) else { return nil }
            return start.distance(to: found)
        }
    }

    /// The ranges between delimiters; at least one, which may be empty.
    func parts(of range: Range<Int>, dividedBy delimiter: UInt8) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        while let end = place(of: delimiter, in: start..<range.upperBound) {
            parts.append(start..<end)
            start = end + 1
        }
        parts.append(start..<range.upperBound)
        return parts
    }

    /// The range of one part, counted from 1; an empty range where there are fewer.
    func part(_ number: Int, of range: Range<Int>, dividedBy delimiter: UInt8) -> Range<Int> {
        var start = range.lowerBound
        var current = 1
        while let end = place(of: delimiter, in: start..<range.upperBound) {
            if current == number { return start..<end }
            current += 1
            start = end + 1
        }
        return current == number ? start..<range.upperBound : range.upperBound..<range.upperBound
    }
}
