// Character sets that messages name.

/// Decodes the character sets that messages of this field are met in.
enum Charset {
    /// Bytes in a named set; nil where the set is not known, or the bytes are not in it.
    static func decode(_ bytes: some Collection<UInt8>, _ name: String) -> String? {
        switch name.lowercased() {
        case "utf-8", "utf8", "us-ascii", "ascii": String(validating: bytes, as: UTF8.self)
        case "iso-8859-1", "latin1", "iso8859-1": latin(bytes, [:])
        case "iso-8859-15", "latin9", "iso8859-15": latin(bytes, latin9)
        case "windows-1252", "cp1252": latin(bytes, windows1252)
        default: nil
        }
    }

    /// Bytes of which nobody says the set: UTF-8 where they are, else the Latin set of western Europe.
    static func guess(_ bytes: some Collection<UInt8>) -> String { String(validating: bytes, as: UTF8.self) ?? latin(bytes, windows1252) }

    private static func latin(_ bytes: some Collection<UInt8>, _ others: [UInt8: Unicode.Scalar]) -> String {
        String(String.UnicodeScalarView(bytes.map { others[$0] ?? Unicode.Scalar($0) }))
    }

    private static let latin9: [UInt8: Unicode.Scalar] = [
        0xA4: "€", 0xA6: "Š", 0xA8: "š", 0xB4: "Ž", 0xB8: "ž", 0xBC: "Œ", 0xBD: "œ", 0xBE: "Ÿ",
    ]

    private static let windows1252: [UInt8: Unicode.Scalar] = [
        0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ", 0x89: "‰", 0x8A: "Š", 0x8B: "‹", 0x8C: "Œ", 0x8E: "Ž",
        0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—", 0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›", 0x9C: "œ", 0x9E: "ž",
        0x9F: "Ÿ",
    ]
}
