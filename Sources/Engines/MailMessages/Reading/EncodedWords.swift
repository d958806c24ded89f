// Encoded words: text of any language in header fields.

/// Decodes encoded words (RFC 2047).
enum EncodedWords {
    /// A text with its encoded words decoded; one that cannot be stays as it is.
    static func decode(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        // Words that follow one another are one text: a character may be cut between them.
        var pending: (charset: String, bytes: [UInt8])?
        func flush() {
            if let word = pending { result += Charset.decode(word.bytes, word.charset) ?? Charset.guess(word.bytes) }
            pending = nil
        }
        while let start = rest.firstRange(of: "=?") {
            let between = rest[..<start.lowerBound]
            guard let word = Word(rest[start.lowerBound...]) else {
                flush()
                result += rest[..<start.upperBound]
                rest = rest[start.upperBound...]
                continue
            }
            if pending == nil || !between.allSatisfy({ $0 == " " || $0 == "\t" }) {
                flush()
                result += between
            }
            if pending?.charset != word.charset { flush() }
            pending = (word.charset, (pending?.bytes ?? []) + word.bytes)
            rest = rest[word.end...]
        }
        flush()
        return result + rest
    }

    /// `=?charset?encoding?text?=`.
    private struct Word {
        let charset: String
        let bytes: [UInt8]
        let end: Substring.Index

        init?(_ text: Substring) {
            let inner = text.dropFirst(2)
            guard let first = inner.firstIndex(of: "?"), let second = inner[inner.index(after: first)...].firstIndex(of: "?") else { return nil }
            let content = inner[inner.index(after: second)...]
            guard let close = content.firstRange(of: "?=") else { return nil }
            // A language may stand behind the set (RFC 2231, 5).
            charset = inner[..<first].prefix { $0 != "*" }.lowercased()
            guard Charset.decode([0x41], charset) != nil, content[..<close.lowerBound].allSatisfy({ $0.isASCII && $0 != " " }) else { return nil }
            let encoded = Array(content[..<close.lowerBound].utf8)
            switch inner[inner.index(after: first)..<second].lowercased() {
            case "b":
                guard let decoded = TransferEncoding.base64(encoded[...]) else { return nil }
                bytes = decoded
            case "q":
                guard let decoded = TransferEncoding.quoted(encoded.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }[...]) else { return nil }
                bytes = decoded
            default: return nil
            }
            end = close.upperBound
        }
    }
}
