// Lines, columns and original bytes for offsets into the UTF-8 text, counted once and kept.

import Glibc

/// Maps an offset in the UTF-8 text to a line, a column and the byte in the document as received.
///
/// A line ends at a line feed, a carriage return, or both together (XML 1.0, 2.11). Scalars are counted in blocks, so that a column
/// costs the same in a document of one line.
final class PlaceIndex: Sendable {
    private static let blockBits = 8

    /// Where each line begins.
    private let lines: [UInt32]
    /// The line (from 0) in which each block begins.
    private let blockLines: [UInt32]
    /// Scalars before each block.
    private let scalars: [UInt32]
    /// Scalars above U+FFFF before each block; only kept for UTF-16, where they take two units.
    private let supplementary: [UInt32]
    private let encoding: SourceEncoding
    private let mark: Int

    init(_ text: UnsafePointer<UInt8>, _ count: Int, encoding: SourceEncoding, mark: Int) {
        self.encoding = encoding
        self.mark = mark
        let lines = Self.lines(text, count)
        var blockLines: [UInt32] = []
        var line = 0
        var scalars: [UInt32] = []
        var supplementary: [UInt32] = []
        let blocks = count >> Self.blockBits + 1
        scalars.reserveCapacity(blocks)
        blockLines.reserveCapacity(blocks)
        var total = 0
        var wide = 0
        for block in 0..<blocks {
            let start = block << Self.blockBits
            let length = min(1 << Self.blockBits, count - start)
            while line + 1 < lines.count && Int(lines[line + 1]) <= start { line += 1 }
            blockLines.append(UInt32(line))
            scalars.append(UInt32(total))
            total += Self.countScalars(text + start, length)
            if encoding.isUTF16 {
                supplementary.append(UInt32(wide))
                wide += Self.countSupplementary(text + start, length)
            }
        }
        self.lines = lines
        self.blockLines = blockLines
        self.scalars = scalars
        self.supplementary = supplementary
    }

    /// The line and the column, both from 1.
    func lineAndColumn(_ offset: Int, in text: UnsafePointer<UInt8>) -> (line: Int, column: Int) {
        let line = line(offset)
        let start = Int(lines[line - 1])
        // Most lines are short: counting from their beginning is cheaper than the difference of two block counts.
        if offset - start <= 256 { return (line, Self.countScalars(text + start, offset - start) + 1) }
        return (line, scalarsBefore(offset, in: text) - scalarsBefore(start, in: text) + 1)
    }

    /// The line, from 1.
    func line(_ offset: Int) -> Int {
        var line = Int(blockLines[offset >> Self.blockBits])
        while line + 1 < lines.count && Int(lines[line + 1]) <= offset { line += 1 }
        return line + 1
    }

    /// The byte in the document as received.
    func originalOffset(_ offset: Int, in text: UnsafePointer<UInt8>) -> Int {
        switch encoding {
        case .utf8, .ascii:
            return mark + offset
        case .latin1, .latin9:
            return mark + scalarsBefore(offset, in: text)
        case .utf16LittleEndian, .utf16BigEndian:
            let block = offset >> Self.blockBits
            let start = block << Self.blockBits
            let wide = Int(supplementary[block]) + Self.countSupplementary(text + start, offset - start)
            return mark + 2 * (scalarsBefore(offset, in: text) + wide)
        }
    }

    private func scalarsBefore(_ offset: Int, in text: UnsafePointer<UInt8>) -> Int {
        let block = offset >> Self.blockBits
        let start = block << Self.blockBits
        let before = Int(scalars[block])
        // In a block of plain ASCII there is nothing to count.
        if block + 1 < scalars.count && Int(scalars[block + 1]) - before == 1 << Self.blockBits { return before + offset - start }
        return before + Self.countScalars(text + start, offset - start)
    }

    /// Bytes that are not the continuation of another, eight at a time.
    private static func countScalars(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var total = count
        var place = 0
        let raw = UnsafeRawPointer(bytes)
        while place + 8 <= count {
            let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let high = word & 0x8080_8080_8080_8080
            // A continuation byte has its highest bit set and the next one clear; the product adds up the eight bits.
            if high != 0 { total -= Int(truncatingIfNeeded: (((high & ~(word << 1)) >> 7) &* 0x0101_0101_0101_0101) >> 56) }
            place += 8
        }
        while place < count {
            if bytes[place] & 0xC0 == 0x80 { total -= 1 }
            place += 1
        }
        return total
    }

    private static func countSupplementary(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var total = 0
        for place in 0..<count where bytes[place] >= 0xF0 { total += 1 }
        return total
    }

    private static func lines(_ text: UnsafePointer<UInt8>, _ count: Int) -> [UInt32] {
        var lines: [UInt32] = [0]
        lines.reserveCapacity(count / 40)
        func find(_ byte: Int32, _ start: Int, _ end: Int) -> Int? {
            guard start < end, let found = memchr(text + start, byte, end - start) else { return nil }
            return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - text
        }
        let hasReturns = find(0x0D, 0, count) != nil
        var start = 0
        while true {
            let feed = find(0x0A, start, count)
            if hasReturns {
                // Returns that stand alone; the one before a line feed belongs to it.
                let end = feed ?? count
                var place = start
                while let found = find(0x0D, place, end) {
                    place = found + 1
                    if place < end || feed == nil { lines.append(UInt32(place)) }
                }
            }
            guard let feed else { return lines }
            start = feed + 1
            lines.append(UInt32(start))
        }
    }
}

extension SourceEncoding {
    /// Whether a character takes two bytes or four.
    var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }
}
