// Finds out in which encoding a document is written, from its first bytes and its XML declaration.

/// The encodings that are read.
enum SourceEncoding {
    case utf8, ascii, latin1, latin9, utf16LittleEndian, utf16BigEndian

    /// The name, as the IANA register prefers it.
    var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .ascii: "US-ASCII"
        case .latin1: "ISO-8859-1"
        case .latin9: "ISO-8859-15"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        }
    }

    /// The encodings whose characters below 128 are single bytes, by the names that declarations give them.
    init?(declared name: String) {
        switch name.uppercased() {
        case "UTF-8", "UTF8": self = .utf8
        case "US-ASCII", "ASCII", "ISO646-US": self = .ascii
        case "ISO-8859-1", "ISO_8859-1", "ISO8859-1", "LATIN1": self = .latin1
        case "ISO-8859-15", "ISO_8859-15", "ISO8859-15", "LATIN-9", "LATIN9": self = .latin9
        default: return nil
        }
    }

    /// Decides by the byte order mark, then by the shape of the first bytes, then by the declaration (XML 1.0, appendix F); a contradiction is refused.
    ///
    /// Answers the encoding and the length of the byte order mark.
    static func detect(_ bytes: UnsafeBufferPointer<UInt8>) throws(Refusal) -> (encoding: SourceEncoding, mark: Int) {
        func begins(_ pattern: UInt8...) -> Bool { bytes.count >= pattern.count && zip(pattern, bytes).allSatisfy { $0 == $1 } }
        if bytes.isEmpty { throw Refusal(.empty, at: 0, .rule(.noBytes)) }
        if begins(0x1F, 0x8B) { throw Refusal(.compressed, at: 0, .rule(.gzip)) }
        if begins(0x50, 0x4B, 0x03, 0x04) { throw Refusal(.compressed, at: 0, .rule(.zip)) }
        if begins(0, 0, 0xFE, 0xFF) || begins(0xFF, 0xFE, 0, 0) || begins(0, 0, 0, 0x3C) || begins(0x3C, 0, 0, 0) {
            throw Refusal(.encoding, at: 0, .encoding("UTF-32", .notRead))
        }
        if begins(0xFE, 0xFF) { return (.utf16BigEndian, 2) }
        if begins(0xFF, 0xFE) { return (.utf16LittleEndian, 2) }
        if begins(0, 0x3C) || begins(0x3C, 0) { throw Refusal(.encoding, at: 0, .rule(.byteOrderMarkMissing)) }
        if begins(0x4C, 0x6F, 0xA7, 0x94) { throw Refusal(.encoding, at: 0, .encoding("EBCDIC", .notRead)) }
        let mark = begins(0xEF, 0xBB, 0xBF) ? 3 : 0
        guard let declared = XMLDeclaration(UnsafeBufferPointer(rebasing: bytes[mark...]))?.encoding else { return (.utf8, mark) }
        guard let encoding = SourceEncoding(declared: declared) else {
            let isWide = declared.uppercased().hasPrefix("UTF-16") || declared.uppercased().hasPrefix("ISO-10646-UCS")
            throw Refusal(.encoding, at: 0, .encoding(declared, isWide ? .notInBytes : .notRead))
        }
        if mark > 0, encoding != .utf8 { throw Refusal(.encoding, at: 0, .encoding(declared, .againstByteOrderMark("UTF-8"))) }
        return (encoding, mark)
    }
}
