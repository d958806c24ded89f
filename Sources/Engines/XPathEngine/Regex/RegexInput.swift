// The text that a pattern is run over, as UTF-8.

/// Bytes of UTF-8 text, read a character at a time.
struct RegexInput {
    let bytes: UnsafeBufferPointer<UInt8>

    /// The character at a position, and the position after it; the position must be before the end.
    @inline(__always)
    func character(at position: Int) -> (value: UInt32, next: Int) {
        let lead = bytes[position]
        if lead < 0x80 { return (UInt32(lead), position + 1) }
        if lead < 0xE0 { return (UInt32(lead & 0x1F) << 6 | rest(position + 1), position + 2) }
        if lead < 0xF0 { return (UInt32(lead & 0x0F) << 12 | rest(position + 1) << 6 | rest(position + 2), position + 3) }
        let low = rest(position + 1) << 12 | rest(position + 2) << 6 | rest(position + 3)
        return (UInt32(lead & 0x07) << 18 | low, position + 4)
    }

    private func rest(_ position: Int) -> UInt32 { UInt32(bytes[position] & 0x3F) }

    /// Whether `^` holds here.
    @inline(__always)
    func isStart(_ position: Int, _ flags: RegexFlags) -> Bool {
        position == 0 || flags.multiline && position < bytes.count && bytes[position - 1] == 10
    }

    /// Whether `$` holds here.
    @inline(__always)
    func isEnd(_ position: Int, _ flags: RegexFlags) -> Bool {
        position == bytes.count || flags.multiline && bytes[position] == 10
    }

    /// Where the same text as a range begins again behind a position, or none; letters may differ in case on demand.
    func skip(_ range: Range<Int>, at position: Int, ignoringCase: Bool) -> Int? {
        var own = range.lowerBound
        var other = position
        while own < range.upperBound {
            guard other < bytes.count else { return nil }
            let (first, afterFirst) = character(at: own)
            let (second, afterSecond) = character(at: other)
            guard first == second || ignoringCase && LetterCase.same(first, second) else { return nil }
            own = afterFirst
            other = afterSecond
        }
        return other
    }
}

/// The positions of a match: of the whole and of each group; -1 where a group took no part.
struct RegexMatch {
    let slots: [Int]

    var whole: Range<Int> { slots[0]..<slots[1] }

    func group(_ number: Int) -> Range<Int>? {
        let start = slots[2 * number]
        let end = slots[2 * number + 1]
        return start >= 0 && end >= start ? start..<end : nil
    }
}
