// Lines and columns of a text, found by walking from the place that was asked for last.

/// Finds lines and columns: what is asked for lies near what was asked for before.
struct TextPlaces {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var column = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The place of a byte: lines end with a line feed, columns count characters.
    mutating func place(of offset: Int) -> FHIRPlace {
        let goal = min(offset, bytes.count)
        while position < goal {
            if bytes[position] == 0x0A {
                line += 1
                column = 1
            } else if bytes[position] & 0xC0 != 0x80 {
                column += 1
            }
            position += 1
        }
        while position > goal {
            position -= 1
            if bytes[position] == 0x0A {
                line -= 1
                column = characters(before: position) + 1
            } else if bytes[position] & 0xC0 != 0x80 {
                column -= 1
            }
        }
        return FHIRPlace(line: line, column: column)
    }

    /// How many characters stand before a byte on its line.
    private func characters(before offset: Int) -> Int {
        var count = 0
        var index = offset - 1
        while index >= 0, bytes[index] != 0x0A {
            if bytes[index] & 0xC0 != 0x80 { count += 1 }
            index -= 1
        }
        return count
    }
}
