// Writes ISO-8859-1, ISO-8859-15 and UTF-16 as UTF-8.

/// The decoders for the encodings that are not UTF-8 already.
enum Transcoding {
    /// The eight characters in which ISO-8859-15 differs from ISO-8859-1.
    private static func latin9(_ byte: UInt8) -> UInt32 {
        switch byte {
        case 0xA4: 0x20AC
        case 0xA6: 0x160
        case 0xA8: 0x161
        case 0xB4: 0x17D
        case 0xB8: 0x17E
        case 0xBC: 0x152
        case 0xBD: 0x153
        case 0xBE: 0x178
        default: UInt32(byte)
        }
    }

    /// Decodes one byte a character; answers how many bytes were written.
    static func latin(_ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutablePointer<UInt8>, isLatin9: Bool) -> Int {
        var out = target
        for byte in source {
            if byte < 0x80 {
                out.pointee = byte
                out += 1
            } else {
                write(isLatin9 ? latin9(byte) : UInt32(byte), to: &out)
            }
        }
        return out - target
    }

    /// Decodes UTF-16 after its byte order mark; stops at the first thing that is not.
    static func utf16(
        _ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutablePointer<UInt8>, isBigEndian: Bool
    ) -> (count: Int, isComplete: Bool) {
        var out = target
        var place = 0
        func unit(_ place: Int) -> UInt32 {
            let first = UInt32(source[place])
            let second = UInt32(source[place + 1])
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        while place + 1 < source.count {
            var scalar = unit(place)
            place += 2
            if scalar & 0xF800 == 0xD800 {
                guard scalar < 0xDC00, place + 1 < source.count else { return (out - target, false) }
                let low = unit(place)
                guard low & 0xFC00 == 0xDC00 else { return (out - target, false) }
                scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
                place += 2
            }
            write(scalar, to: &out)
        }
        return (out - target, place == source.count)
    }

    private static func write(_ scalar: UInt32, to out: inout UnsafeMutablePointer<UInt8>) {
        func put(_ value: UInt32) {
            out.pointee = UInt8(truncatingIfNeeded: value)
            out += 1
        }
        switch scalar {
        case ..<0x80:
            put(scalar)
        case ..<0x800:
            put(0xC0 | scalar >> 6)
            put(0x80 | scalar & 0x3F)
        case ..<0x10000:
            put(0xE0 | scalar >> 12)
            put(0x80 | scalar >> 6 & 0x3F)
            put(0x80 | scalar & 0x3F)
        default:
            put(0xF0 | scalar >> 18)
            put(0x80 | scalar >> 12 & 0x3F)
            put(0x80 | scalar >> 6 & 0x3F)
            put(0x80 | scalar & 0x3F)
        }
    }
}
