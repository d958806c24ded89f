// Checks that bytes are UTF-8, thirty-two at a time where they are plain ASCII.

/// The Unicode Standard, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
    /// The first byte of the first sequence that is not UTF-8.
    static func firstInvalid(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        var place = 0
        while let start = firstNonASCII(bytes, count, from: place) {
            place = start
            // Accented letters seldom come alone in a word: stay here until the next plain one.
            while place < count && bytes[place] >= 0x80 {
                let length = sequenceLength(bytes, place, count)
                if length == 0 { return place }
                place += length
            }
        }
        return nil
    }

    /// The first byte above 127.
    static func firstNonASCII(_ bytes: UnsafePointer<UInt8>, _ count: Int, from start: Int = 0) -> Int? {
        let high: UInt64 = 0x8080_8080_8080_8080
        let raw = UnsafeRawPointer(bytes)
        func word(_ place: Int) -> UInt64 { raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
        var place = start
        while place + 32 <= count && (word(place) | word(place + 8) | word(place + 16) | word(place + 24)) & high == 0 { place += 32 }
        while place + 8 <= count {
            let found = word(place).littleEndian & high
            if found != 0 { return place + found.trailingZeroBitCount / 8 }
            place += 8
        }
        while place < count {
            if bytes[place] >= 0x80 { return place }
            place += 1
        }
        return nil
    }

    /// The length of the well-formed sequence at a place, or 0.
    private static func sequenceLength(_ bytes: UnsafePointer<UInt8>, _ place: Int, _ count: Int) -> Int {
        func isTail(_ offset: Int) -> Bool { place + offset < count && bytes[place + offset] & 0xC0 == 0x80 }
        let first = bytes[place]
        let second = place + 1 < count ? bytes[place + 1] : 0
        switch first {
        case 0xC2...0xDF:
            return isTail(1) ? 2 : 0
        case 0xE0...0xEF:
            let lowest: UInt8 = first == 0xE0 ? 0xA0 : 0x80
            let highest: UInt8 = first == 0xED ? 0x9F : 0xBF
            return second >= lowest && second <= highest && isTail(2) ? 3 : 0
        case 0xF0...0xF4:
            let lowest: UInt8 = first == 0xF0 ? 0x90 : 0x80
            let highest: UInt8 = first == 0xF4 ? 0x8F : 0xBF
            return second >= lowest && second <= highest && isTail(2) && isTail(3) ? 4 : 0
        default:
            return 0
        }
    }
}
