// Lists that are read from a document that never changes, kept for comparisons.

import XMLTree

/// What a path gives in a document that never changes, and its texts for a quick look.
final class InvariantList: Sendable {
    /// The list itself.
    let sequence: XPathSequence
    /// Nil when something in it is no text, and so compared by other rules.
    private let texts: TextSet?

    init(_ sequence: XPathSequence) {
        self.sequence = sequence
        var texts = TextSet()
        for item in sequence {
            let isText = Self.with(item) { texts.insert($0) } != nil
            guard isText else {
                self.texts = nil
                return
            }
        }
        self.texts = texts
    }

    /// Whether some item of the list is equal to this one; nil when only a comparison one by one can tell.
    func contains(_ item: XPathItem) -> Bool? {
        guard let texts else { return nil }
        return Self.with(item) { texts.contains($0) }
    }

    /// Lends the text of a node or of a value that is text; nil for other values.
    private static func with<Result>(_ item: XPathItem, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
        switch item {
        case .node(let node): return node.withValueBytes(body)
        case .namespace: return nil
        case .atomic(let value):
            guard var text = value.text else { return nil }
            return text.withUTF8(body)
        }
    }
}

/// Texts, found by their bytes.
struct TextSet: Sendable {
    private var bytes: [UInt8] = []
    private var ranges: [Range<Int>] = []
    /// Numbers of texts, counted from 1; the length is a power of two.
    private var slots = [UInt32](repeating: 0, count: 16)
    /// Makes collisions unforeseeable for whoever writes the documents.
    private static let seed = UInt64.random(in: .min ... .max)

    mutating func insert(_ text: UnsafeBufferPointer<UInt8>) {
        let free = slot(text)
        guard slots[free] == 0 else { return }
        ranges.append(bytes.count..<bytes.count + text.count)
        bytes += text
        slots[free] = UInt32(ranges.count)
        if ranges.count * 3 > slots.count * 2 { grow() }
    }

    func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool { slots[slot(text)] != 0 }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for (number, range) in ranges.enumerated() {
            let free = bytes.withUnsafeBufferPointer { slot(UnsafeBufferPointer(rebasing: $0[range])) }
            slots[free] = UInt32(number + 1)
        }
    }

    /// The slot of a text, or the free one where it belongs.
    private func slot(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var hash = Self.seed
        for byte in text {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            hash ^= hash >> 29
        }
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
        while slots[slot] != 0 {
            let range = ranges[Int(slots[slot]) - 1]
            if range.count == text.count, bytes[range].elementsEqual(text) { return slot }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }
}
