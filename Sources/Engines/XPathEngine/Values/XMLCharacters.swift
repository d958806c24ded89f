// Which characters XML allows, and which may stand in names.

/// The character classes of XML 1.0, fifth edition (productions 2, 3, 4 and 4a).
enum XMLCharacters {
    /// The characters that may begin a name; the colon is one of them.
    static let nameStart: [ClosedRange<UInt32>] = [
        0x3A...0x3A, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
        0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF,
    ]

    /// The characters that may stand in a name after the first, beside those that may begin it.
    static let nameRest: [ClosedRange<UInt32>] = [0x2D...0x2E, 0x30...0x39, 0xB7...0xB7, 0x300...0x36F, 0x203F...0x2040]

    static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_", ":": true
        default: !scalar.isASCII && nameStart.contains { $0.contains(scalar.value) }
        }
    }

    static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", ":", "-", ".": true
        default: !scalar.isASCII && (nameStart.contains { $0.contains(scalar.value) } || nameRest.contains { $0.contains(scalar.value) })
        }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

    /// Whether the code point may stand in a document.
    static func isAllowed(_ value: UInt32) -> Bool {
        switch value {
        case 9, 10, 13, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// A name, in which colons count as letters.
    static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.unicodeScalars.first, isNameStart(first) else { return false }
        return text.unicodeScalars.allSatisfy(isNameCharacter)
    }

    /// A name without colon.
    static func isNCName(_ text: some StringProtocol) -> Bool { isName(text) && !text.utf8.contains(UInt8(ascii: ":")) }

    /// One or more name characters.
    static func isNmToken(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy(isNameCharacter)
    }

    /// Letters and digits in groups of one to eight, joined by hyphens; the first group has letters alone.
    static func isLanguage(_ text: some StringProtocol) -> Bool {
        for (position, group) in text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).enumerated() {
            guard (1...8).contains(group.count) else { return false }
            for byte in group {
                switch byte {
                case 65...90, 97...122: break
                case 48...57 where position > 0: break
                default: return false
                }
            }
        }
        return true
    }
}

/// What happens to spaces before a value is read (XML Schema 1.0 part 2, 4.3.6).
enum Whitespace {
    /// The text without spaces at its ends.
    static func trimmed(_ text: String) -> Substring {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last, XMLCharacters.isSpace(first) || XMLCharacters.isSpace(last) else { return text[...] }
        guard let start = bytes.firstIndex(where: { !XMLCharacters.isSpace($0) }),
            let end = bytes.lastIndex(where: { !XMLCharacters.isSpace($0) })
        else { return "" }
        return text[start...end]
    }

    /// Tabs and line ends become spaces.
    static func replaced(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 != 32 && XMLCharacters.isSpace($0) }) else { return text }
        return String(decoding: text.utf8.map { XMLCharacters.isSpace($0) ? 32 : $0 }, as: UTF8.self)
    }

    /// No space at the ends, one at most between words.
    static func collapsed(_ text: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        var pending = false
        var changed = false
        for byte in text.utf8 {
            if XMLCharacters.isSpace(byte) {
                if pending || result.isEmpty || byte != 32 { changed = true }
                pending = true
            } else {
                if pending, !result.isEmpty { result.append(32) }
                pending = false
                result.append(byte)
            }
        }
        return changed || pending ? String(decoding: result, as: UTF8.self) : text
    }
}
