// Texts by number, found by their bytes without making strings.

import Glibc

/// The texts that contexts compare attributes with.
struct LiteralTable: Sendable {
    private var bytes: [UInt8] = []
    private var ranges: [Range<Int>] = []
    private var slots: [UInt32] = Array(repeating: 0, count: 64)

    /// The number of a text, given to it when it is new.
    mutating func number(of text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { wanted in
            if let known = find(wanted) { return known }
            ranges.append(bytes.count..<bytes.count + wanted.count)
            bytes.append(contentsOf: wanted)
            if ranges.count * 2 > slots.count { grow() } else { enter(ranges.count - 1) }
            return UInt32(ranges.count - 1)
        }
    }

    /// The number of a text that is known.
    func find(_ wanted: UnsafeBufferPointer<UInt8>) -> UInt32? {
        var slot = Self.hash(wanted) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            let range = ranges[number]
            if range.count == wanted.count {
                let isSame = bytes.withUnsafeBufferPointer { own in
                    range.isEmpty || memcmp(own.baseAddress! + range.lowerBound, wanted.baseAddress!, range.count) == 0
                }
                if isSame { return UInt32(number) }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for number in ranges.indices { enter(number) }
    }

    private mutating func enter(_ number: Int) {
        var slot = bytes[ranges[number]].withUnsafeBufferPointer { Self.hash($0) } & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(number + 1)
    }

    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7FFF_FFFF)
    }
}
