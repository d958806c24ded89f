// The lines of a document as received, for showing where a finding stands.

/// The lines of a document, in Unicode scalars: UTF-8, UTF-16 with its byte order mark, or else the Latin alphabet of ISO 8859.
struct SourceLines: Sendable {
    /// How many bytes lie between two places whose count of scalars is kept, so that no line is too long to be looked into.
    private static let stretch = 4096

    private let bytes: [UInt8]
    private let starts: [Int]
    /// How many scalars begin before each whole stretch of bytes.
    private let scalarCounts: [Int]

    init(_ source: [UInt8]) {
        let bytes = Self.utf8(source)
        var starts = [0]
        var counts: [Int] = []
        counts.reserveCapacity(bytes.count / Self.stretch + 1)
        bytes.withUnsafeBufferPointer { bytes in
            var count = 0
            for offset in 0..<bytes.count {
                if offset % Self.stretch == 0 { counts.append(count) }
                let byte = bytes[offset]
                if byte & 0xC0 != 0x80 { count += 1 }
                // A line ends at a line feed, a carriage return, or both together (XML 1.0, 2.11).
                if byte == 0x0A || (byte == 0x0D && (offset + 1 == bytes.count || bytes[offset + 1] != 0x0A)) { starts.append(offset + 1) }
            }
        }
        self.bytes = bytes
        self.starts = starts
        scalarCounts = counts
    }

    /// The scalars of a line around a column, and the column of the first of them; nil for a line that the document does not have.
    func scalars(line: Int, around column: Int, reach: Int) -> (scalars: [Unicode.Scalar], firstColumn: Int, isCutBehind: Bool)? {
        guard line >= 1, line <= starts.count else { return nil }
        var end = line < starts.count ? starts[line] : bytes.count
        let start = starts[line - 1]
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        let first = max(1, column - reach)
        let last = column + reach
        var result: [Unicode.Scalar] = []
        let before = place(ofScalar: first - 1, from: start, to: end)
        var number = before.scalar + 1
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes[before.byte..<end].makeIterator()
        while true {
            let scalar: Unicode.Scalar
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let encoded): scalar = Unicode.UTF8.decode(encoded)
            case .error: scalar = "\u{FFFD}"
            case .emptyInput: return (result, first, false)
            }
            if number > last { return (result, first, true) }
            if number >= first { result.append(scalar) }
            number += 1
        }
    }

    /// A byte at or shortly before a scalar of a line, and the number of the scalar that begins there.
    private func place(ofScalar number: Int, from start: Int, to end: Int) -> (byte: Int, scalar: Int) {
        guard number > Self.stretch, !scalarCounts.isEmpty else { return (start, 0) }
        let base = scalarsBegun(before: start)
        var low = start / Self.stretch + 1
        var high = (end - 1) / Self.stretch
        guard low <= high, low < scalarCounts.count, scalarCounts[low] - base <= number else { return (start, 0) }
        while low < high {
            let middle = (low + high + 1) / 2
            if scalarCounts[middle] - base <= number { low = middle } else { high = middle - 1 }
        }
        var byte = low * Self.stretch
        // What begins before the stretch is counted before it.
        while byte < end, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
        return (byte, scalarCounts[low] - base)
    }

    private func scalarsBegun(before offset: Int) -> Int {
        guard offset < bytes.count else { return scalarCounts.last ?? 0 }
        let whole = offset / Self.stretch
        return scalarCounts[whole] + bytes[whole * Self.stretch..<offset].count { $0 & 0xC0 != 0x80 }
    }

    private static func utf8(_ source: [UInt8]) -> [UInt8] {
        if source.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(source.dropFirst(3)) }
        if source.starts(with: [0xFF, 0xFE]) { return utf16(source.dropFirst(2), lowFirst: true) }
        if source.starts(with: [0xFE, 0xFF]) { return utf16(source.dropFirst(2), lowFirst: false) }
        if String(validating: source, as: UTF8.self) != nil { return source }
        var result: [UInt8] = []
        result.reserveCapacity(source.count + source.count / 16)
        for byte in source {
            if byte < 0x80 { result.append(byte) } else { result += [0xC0 | byte >> 6, 0x80 | byte & 0x3F] }
        }
        return result
    }

    private static func utf16(_ source: ArraySlice<UInt8>, lowFirst: Bool) -> [UInt8] {
        let units = stride(from: source.startIndex, to: source.endIndex - 1, by: 2).map { index in
            let (first, second) = (UInt16(source[index]), UInt16(source[index + 1]))
            return lowFirst ? second << 8 | first : first << 8 | second
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
