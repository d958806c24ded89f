// The character sets that a message may be in, by the names of MSH-18.

/// The character set of a message (MSH-18, HL7 table 0211).
public enum MessageCharacterSet: String, Sendable, Hashable, CaseIterable {
    /// UTF-8.
    case utf8 = "UNICODE UTF-8"
    /// ISO 8859-1.
    case latin1 = "8859/1"
    /// ISO 8859-15, with the euro sign.
    case latin9 = "8859/15"
    /// Seven bits.
    case ascii = "ASCII"

    /// Finds a set by its name or another that is met, such as `UTF-8`, `ISO 8859-15` and `ISO IR-100`; nil for one that is not read here.
    public init?(name: String) {
        let key = name.uppercased().filter { $0.isLetter || $0.isNumber }
        switch key {
        case "UNICODEUTF8", "UTF8": self = .utf8
        case "88591", "ISO88591", "ISOIR100", "ISOIR1001987": self = .latin1
        case "885915", "ISO885915": self = .latin9
        case "ASCII", "USASCII", "ISOIR6": self = .ascii
        default: return nil
        }
    }

    /// Whether bytes can be text of this set: UTF-8 without overlong forms or surrogates, ASCII below 128.
    func accepts(_ bytes: some Sequence<UInt8>) -> Bool {
        switch self {
        case .utf8: String(validating: Array(bytes), as: UTF8.self) != nil
        case .ascii: bytes.allSatisfy { $0 < 0x80 }
        case .latin1, .latin9: true
        }
    }

    /// The text of bytes that the set accepts.
    func text(_ bytes: some Collection<UInt8>) -> String {
        switch self {
        case .utf8, .ascii: String(decoding: bytes, as: UTF8.self)
        case .latin1: String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        case .latin9: String(String.UnicodeScalarView(bytes.map { Self.latin9Scalars[$0] ?? Unicode.Scalar($0) }))
        }
    }

    /// The bytes of a text; a question mark stands for what the set does not have.
    func bytes(_ text: String) -> [UInt8] {
        switch self {
        case .utf8: Array(text.utf8)
        case .ascii: text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : UInt8(ascii: "?") }
        case .latin1: text.unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
        case .latin9:
            text.unicodeScalars.map { scalar in
                if let byte = Self.latin9Bytes[scalar] { return byte }
                guard let byte = UInt8(exactly: scalar.value), Self.latin9Scalars[byte] == nil else { return UInt8(ascii: "?") }
                return byte
            }
        }
    }

    /// Where ISO 8859-15 differs from ISO 8859-1.
    private static let latin9Scalars: [UInt8: Unicode.Scalar] = [
        0xA4: "€", 0xA6: "Š", 0xA8: "š", 0xB4: "Ž", 0xB8: "ž", 0xBC: "Œ", 0xBD: "œ", 0xBE: "Ÿ",
    ]
    private static let latin9Bytes = Dictionary(uniqueKeysWithValues: latin9Scalars.map { ($0.value, $0.key) })
}
