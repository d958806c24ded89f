// What a document's own bytes say of their encoding.

/// The encoding that the bytes declare by a byte order mark or an XML declaration, and how its name compares.
enum DeclaredEncoding {
    /// The name that the bytes give, a byte order mark first (XML 1.0, 4.3.3); nil where they say nothing and mean UTF-8.
    static func name(in bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return "UTF-8" }
        if bytes.starts(with: [0xfe, 0xff]) || bytes.starts(with: [0xff, 0xfe]) { return "UTF-16" }
        // A declaration stands at the very beginning and in ASCII, or in UTF-16 behind its mark.
        let start = bytes.prefix(256)
        guard start.starts(with: Array("<?xml".utf8)), let end = start.firstRange(of: Array("?>".utf8)) else { return nil }
        let declaration = String(decoding: start[..<end.lowerBound], as: UTF8.self)
        guard let keyword = declaration.firstRange(of: "encoding") else { return nil }
        let value = declaration[keyword.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\t" || $0 == "\r" || $0 == "\n" || $0 == "\r\n" }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        return String(value.dropFirst().prefix { $0 != quote })
    }

    /// Whether two names mean the same encoding for these bytes.
    static func agree(_ left: String, _ right: String, for bytes: [UInt8]) -> Bool {
        let (one, other) = (canonical(left), canonical(right))
        if one == other { return true }
        // Bytes of ASCII alone are the same text in every encoding that extends it.
        return extensionsOfASCII.contains(one) && extensionsOfASCII.contains(other) && bytes.allSatisfy { $0 < 0x80 }
    }

    private static let extensionsOfASCII: Set<String> = ["us-ascii", "utf-8", "iso-8859-1", "iso-8859-15", "windows-1252"]

    private static func canonical(_ name: String) -> String {
        switch name.lowercased() {
        case "utf8", "utf-8": "utf-8"
        case "utf-16", "utf-16le", "utf-16be", "utf16": "utf-16"
        case "iso-8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "iso8859-1": "iso-8859-1"
        case "iso-8859-15", "iso_8859-15", "latin9", "latin-9", "iso8859-15": "iso-8859-15"
        case "us-ascii", "ascii": "us-ascii"
        case "windows-1252", "cp1252": "windows-1252"
        case let other: other
        }
    }
}
