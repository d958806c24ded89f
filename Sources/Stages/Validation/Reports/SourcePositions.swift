// Lines and columns of bytes, in the document as received.

/// Finds the line and the column of a byte: UTF-8, UTF-16 with its byte order mark, or an alphabet of one byte a character.
struct SourcePositions: Sendable {
    /// A line and a column, from 1; the column counts Unicode scalars.
    struct Position: Sendable, Hashable {
        let line: Int
        let column: Int
    }

    private enum Encoding: Sendable {
        case utf8, oneByte
        /// Two bytes a unit, the low one first or not.
        case twoBytes(isLowFirst: Bool)
    }

    private let source: [UInt8]
    private let encoding: Encoding
    /// Where the text begins: behind the byte order mark.
    private let beginning: Int
    /// The first byte of each line.
    private var starts: [Int]

    init(_ source: [UInt8]) {
        self.source = source
        if source.starts(with: [0xFF, 0xFE]) || source.starts(with: [0xFE, 0xFF]) {
            encoding = .twoBytes(isLowFirst: source[0] == 0xFF)
            beginning = 2
        } else {
            let isUTF8 = String(validating: source, as: UTF8.self) != nil
            encoding = isUTF8 ? .utf8 : .oneByte
            beginning = isUTF8 && source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        }
        starts = []
        starts = lineStarts()
    }

    /// The position of a byte, or of the end; nil beyond.
    func position(of offset: Int) -> Position? {
        guard offset >= 0, offset <= source.count else { return nil }
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        let stretch = source[min(starts[low], offset)..<offset]
        let scalars: Int
        switch encoding {
        case .oneByte: scalars = stretch.count
        case .utf8: scalars = stretch.count { $0 & 0xC0 != 0x80 }
        case .twoBytes(let isLowFirst):
            // The second half of a pair is no scalar of its own.
            scalars = stride(from: stretch.startIndex, to: stretch.endIndex - 1, by: 2).count { source[$0 + (isLowFirst ? 1 : 0)] & 0xFC != 0xDC }
        }
        return Position(line: low + 1, column: scalars + 1)
    }

    /// Some bytes as text; nil where they are not whole.
    func text(of bytes: ArraySlice<UInt8>) -> String? {
        switch encoding {
        case .utf8: return String(validating: bytes, as: UTF8.self)
        case .oneByte: return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        case .twoBytes: return nil
        }
    }

    private func lineStarts() -> [Int] {
        var starts = [beginning]
        let feed = UInt8(ascii: "\n")
        let carriageReturn = UInt8(ascii: "\r")
        switch encoding {
        case .utf8, .oneByte:
            source.withUnsafeBufferPointer { source in
                var place = beginning
                while place < source.count {
                    let byte = source[place]
                    place += 1
                    if byte == feed || (byte == carriageReturn && (place == source.count || source[place] != feed)) { starts.append(place) }
                }
            }
        case .twoBytes(let isLowFirst):
            func unit(_ place: Int) -> UInt8? {
                guard place + 1 < source.count, source[place + (isLowFirst ? 1 : 0)] == 0 else { return nil }
                return source[place + (isLowFirst ? 0 : 1)]
            }
            for place in stride(from: beginning, to: source.count - 1, by: 2) {
                if unit(place) == feed || (unit(place) == carriageReturn && unit(place + 2) != feed) { starts.append(place + 2) }
            }
        }
        return starts
    }
}
