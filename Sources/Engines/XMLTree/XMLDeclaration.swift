// Reads the XML declaration at the head of a document, as far as it must be known before the parser runs.

/// The version and encoding that a document declares.
///
/// Whether the declaration is well formed is the parser's judgement.
struct XMLDeclaration {
    var version: String?
    var encoding: String?
    /// Bytes up to and with `?>`.
    var length: Int

    /// Nil when the text does not begin with a declaration.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        let opening = Array("<?xml".utf8)
        guard text.count > 5, text.prefix(5).elementsEqual(opening), Self.isSpace(text[5]) else { return nil }
        // A declaration is a few dozen characters; one that has not ended by then is left to the parser to refuse.
        let window = UnsafeBufferPointer(rebasing: text.prefix(1024))
        var end = 5
        while end + 1 < window.count && !(window[end] == 0x3F && window[end + 1] == 0x3E) { end += 1 }
        guard end + 1 < window.count else { return nil }
        length = end + 2
        let inside = UnsafeBufferPointer(rebasing: window[5..<end])
        version = Self.value(of: "version", in: inside)
        encoding = Self.value(of: "encoding", in: inside)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// The value of a pseudo-attribute.
    ///
    /// Only a plain name is answered, since it is shown in errors: at most 40 letters, digits and `.-_:`.
    private static func value(of name: String, in text: UnsafeBufferPointer<UInt8>) -> String? {
        let wanted = Array(name.utf8)
        var place = 0
        while place + wanted.count < text.count {
            let matches = isSpace(text[place]) && text[(place + 1)...].starts(with: wanted)
            place += 1
            guard matches else { continue }
            place += wanted.count
            while place < text.count && isSpace(text[place]) { place += 1 }
            guard place < text.count, text[place] == 0x3D else { continue }
            place += 1
            while place < text.count && isSpace(text[place]) { place += 1 }
            guard place < text.count, text[place] == 0x22 || text[place] == 0x27 else { return nil }
            let rest = text[(place + 1)...]
            guard let close = rest.firstIndex(of: text[place]) else { return nil }
            let value = rest[..<close]
            let isPlain =
                value.count <= 40 && value.allSatisfy { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x2D && $0 <= 0x3A && $0 != 0x2F) || $0 == 0x5F }
            return isPlain && !value.isEmpty ? String(decoding: value, as: UTF8.self) : "an unreadable \(name)"
        }
        return nil
    }
}
