// Little-endian numbers out of bytes, each within bounds or none.

/// Bytes to read numbers from; what lies beyond them is nil.
struct ByteView {
    let bytes: [UInt8]

    func number16(_ offset: Int) -> Int? {
        guard offset >= 0, offset <= bytes.count - 2 else { return nil }
        return Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
    }

    func number32(_ offset: Int) -> Int? {
        guard let low = number16(offset), let high = number16(offset + 2) else { return nil }
        return low | high << 16
    }

    /// A number of 64 bits, nil as well where it does not fit.
    func number64(_ offset: Int) -> Int? {
        guard let low = number32(offset), let high = number32(offset + 4), high <= Int(Int32.max) else { return nil }
        return low | high << 32
    }

    func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8>? {
        guard offset >= 0, count >= 0, offset <= bytes.count - count else { return nil }
        return bytes[offset..<offset + count]
    }
}

/// The signatures of the records (APPNOTE 4.3).
enum Signature {
    static let local = 0x0403_4B50
    static let central = 0x0201_4B50
    static let end = 0x0605_4B50
    static let descriptor = 0x0807_4B50
}
