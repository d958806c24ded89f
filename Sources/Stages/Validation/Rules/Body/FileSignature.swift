// What a file is, by its first bytes.

/// The first bytes by which files are known.
enum FileSignature {
    private static let known: [(mediaType: String, start: [UInt8])] = [
        ("application/pdf", Array("%PDF-".utf8)),
        ("text/rtf", Array("{\\rtf".utf8)),
        ("image/jpeg", [0xFF, 0xD8, 0xFF]),
        ("image/tiff", [0x49, 0x49, 0x2A, 0x00]),
        ("image/tiff", [0x4D, 0x4D, 0x00, 0x2A]),
        ("image/png", [0x89, 0x50, 0x4E, 0x47]),
        ("image/gif", Array("GIF8".utf8)),
        ("application/zip", [0x50, 0x4B, 0x03, 0x04]),
        ("text/xml", Array("<?xml".utf8)),
    ]

    /// The media type that the first bytes tell, nil where they tell none.
    static func mediaType(of bytes: [UInt8]) -> String? {
        known.first { bytes.starts(with: $0.start) }?.mediaType
    }

    /// Whether a file is what a media type says; plain text is what has no zero byte and no other signature.
    static func agrees(_ mediaType: String, _ bytes: [UInt8]) -> Bool {
        if mediaType == "text/plain" { return Self.mediaType(of: bytes) == nil && !bytes.prefix(4096).contains(0) }
        // Some producers of PDF write a few bytes before the signature; readers look for it in the first kilobyte (ISO 32000-1, annex H.3.4.1).
        if mediaType == "application/pdf" { return contains(Array("%PDF-".utf8), in: bytes.prefix(1024)) }
        return Self.mediaType(of: bytes) == mediaType
    }

    private static func contains(_ pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
        bytes.indices.contains { bytes[$0] == pattern[0] && bytes[$0...].starts(with: pattern) }
    }
}
