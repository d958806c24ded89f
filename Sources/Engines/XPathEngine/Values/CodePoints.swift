// Text compared code point by code point, as XPath demands, not by canonical equivalence as Swift does.

/// The Unicode codepoint collation (F&O 7.3.1): UTF-8 bytes order as code points do.
public enum CodePoints {
    /// The URI of this collation.
    public static let collationURI = "http://www.w3.org/2005/xpath-functions/collation/codepoint"

    /// Whether both are the same code points.
    public static func equal(_ left: String, _ right: String) -> Bool {
        let count = left.utf8.count
        guard count == right.utf8.count else { return false }
        let quick = left.utf8.withContiguousStorageIfAvailable { first in
            right.utf8.withContiguousStorageIfAvailable { second in
                same(UnsafeRawBufferPointer(first), UnsafeRawBufferPointer(second))
            }
        }
        if case .some(.some(let same)) = quick { return same }
        return left.utf8.elementsEqual(right.utf8)
    }

    /// Compares buffers of one length, eight bytes at a time.
    private static func same(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        let count = left.count
        var offset = 0
        while offset + 8 <= count {
            if left.loadUnaligned(fromByteOffset: offset, as: UInt64.self) != right.loadUnaligned(fromByteOffset: offset, as: UInt64.self) {
                return false
            }
            offset += 8
        }
        while offset < count {
            if left[offset] != right[offset] { return false }
            offset += 1
        }
        return true
    }

    /// Less than zero, zero or more than zero.
    public static func compare(_ left: String, _ right: String) -> Int {
        var first = left.utf8.makeIterator()
        var second = right.utf8.makeIterator()
        while true {
            switch (first.next(), second.next()) {
            case (nil, nil): return 0
            case (nil, _): return -1
            case (_, nil): return 1
            case (let one?, let other?) where one != other: return one < other ? -1 : 1
            default: continue
            }
        }
    }

    /// The number of code points.
    public static func count(_ text: String) -> Int { text.unicodeScalars.count }
}
