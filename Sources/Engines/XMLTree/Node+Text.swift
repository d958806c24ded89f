// What a node says.

extension Node {
    /// The string value of XPath: an attribute's, text's, comment's or instruction's own, an element's all text below it.
    public var stringValue: String {
        withValueBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the string value as UTF-8; it is copied only when it is in several pieces.
    public func withValueBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        tree.withTables { tables in
            switch kind {
            case .attribute, .text, .comment, .processingInstruction:
                return body(tables.value(index))
            case .element, .document:
                var texts = (index + 1..<tables.end[row]).lazy.filter { tables.kind[Int($0)] == Kind.text.rawValue }.makeIterator()
                guard let first = texts.next() else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
                guard let second = texts.next() else { return body(tables.value(first)) }
                var joined = Array(tables.value(first)) + tables.value(second)
                while let more = texts.next() { joined += tables.value(more) }
                return joined.withUnsafeBufferPointer(body)
            }
        }
    }

    /// Whether this is a text of white space alone.
    public var isWhitespace: Bool {
        kind == .text && withValueBytes { $0.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D } }
    }
}
