// Finds the attributes in the bytes of a start tag.

/// The attributes of one start tag in order, namespace declarations among them; ranges count from the `<`.
struct StartTagScan: Sequence, IteratorProtocol {
    /// An attribute as written.
    struct Attribute {
        /// The qualified name.
        var name: Range<Int>
        /// What stands between the quotes.
        var value: Range<Int>

        /// From the first letter of the name to the closing quote.
        var whole: Range<Int> { name.lowerBound..<(value.upperBound + 1) }
    }

    private let tag: UnsafeBufferPointer<UInt8>
    private var place: Int

    init(_ tag: UnsafeBufferPointer<UInt8>) {
        self.tag = tag
        place = 1
        while place < tag.count && !Self.endsName(tag[place]) { place += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private static func endsName(_ byte: UInt8) -> Bool { isSpace(byte) || byte == 0x3D || byte == 0x3E || byte == 0x2F }

    mutating func next() -> Attribute? {
        while place < tag.count && Self.isSpace(tag[place]) { place += 1 }
        let nameStart = place
        while place < tag.count && !Self.endsName(tag[place]) { place += 1 }
        let name = nameStart..<place
        while place < tag.count && Self.isSpace(tag[place]) { place += 1 }
        guard !name.isEmpty, place < tag.count, tag[place] == 0x3D else { return nil }
        place += 1
        while place < tag.count && Self.isSpace(tag[place]) { place += 1 }
        guard place < tag.count, tag[place] == 0x22 || tag[place] == 0x27 else { return nil }
        let quote = tag[place]
        let valueStart = place + 1
        place = valueStart
        while place < tag.count && tag[place] != quote { place += 1 }
        guard place < tag.count else { return nil }
        let value = valueStart..<place
        place += 1
        return Attribute(name: name, value: value)
    }
}
