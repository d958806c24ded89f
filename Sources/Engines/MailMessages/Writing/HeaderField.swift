// Writes header fields: folded, with encoded words for what is not ASCII, and with parameters that name files in any language.

import Foundation

/// Writes header fields.
enum HeaderField {
    /// A field with a text that people read (RFC 5322, 2.2.3; RFC 2047 for what is not plain ASCII).
    static func text(_ name: String, _ value: String) -> String {
        let clean = plain(value)
        let words = clean.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        // A word has no place to break at, and no line may have more than 998 bytes (RFC 5322, 2.1.1).
        if clean.utf8.allSatisfy({ $0 < 0x7F }), !clean.contains("=?"), words.allSatisfy({ $0.utf8.count <= 800 }) { return folded(name, words) }
        return name + ": " + encodedWords(clean, first: 75 - name.utf8.count - 2).joined(separator: "\r\n ") + "\r\n"
    }

    /// A field whose value has a form of its own, as addresses, ids and dates have: it is not encoded, and folded at its spaces alone.
    static func structured(_ name: String, _ value: String) -> String { folded(name, plain(value).split(separator: " ").map(String.init)) }

    /// A field with parameters, for instance a media type; values in other than ASCII letters as RFC 2231 has them.
    static func parameterised(_ name: String, _ value: String, _ parameters: [(name: String, value: String)]) -> String {
        var text = name + ": " + value
        for parameter in parameters {
            for written in self.parameter(parameter.name, plain(parameter.value)) { text += ";\r\n " + written }
        }
        return text + "\r\n"
    }

    /// A parameter: as it is, quoted, or in numbered pieces of percent-encoded UTF-8 (RFC 2231, 3 and 4).
    private static func parameter(_ name: String, _ value: String) -> [String] {
        let isPlain = value.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        if isPlain, value.utf8.count <= 60 {
            return [name + "=\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""]
        }
        let encoded = value.utf8.map { isAttributeCharacter($0) ? String(UnicodeScalar($0)) : "%" + hexadecimal($0) }
        var pieces: [String] = [""]
        for unit in encoded {
            if pieces[pieces.count - 1].utf8.count + unit.utf8.count > 55 { pieces.append("") }
            pieces[pieces.count - 1] += unit
        }
        guard pieces.count > 1 else { return ["\(name)*=UTF-8''\(pieces[0])"] }
        return pieces.enumerated().map { "\(name)*\($0)*=" + ($0 == 0 ? "UTF-8''" : "") + $1 }
    }

    /// Encoded words of at most 75 characters, none of which cuts a character (RFC 2047, 2 and 5).
    private static func encodedWords(_ text: String, first: Int) -> [String] {
        var words: [String] = []
        var piece: [UInt8] = []
        // "=?UTF-8?B?" and "?=" take twelve characters; base64 makes four of three bytes.
        var room = max(6, (min(75, first) - 12) / 4 * 3)
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if piece.count + bytes.count > room {
                words.append(word(piece))
                piece = []
                room = (75 - 12) / 4 * 3
            }
            piece += bytes
        }
        if !piece.isEmpty || words.isEmpty { words.append(word(piece)) }
        return words
    }

    private static func word(_ bytes: [UInt8]) -> String { "=?UTF-8?B?" + Data(bytes).base64EncodedString() + "?=" }

    /// Lines of at most 78 characters, where there are spaces to break at (RFC 5322, 2.1.1).
    private static func folded(_ name: String, _ words: [String]) -> String {
        var text = name + ":"
        var width = text.utf8.count
        for word in words {
            if width + 1 + word.utf8.count > 78, width > name.utf8.count + 1, !word.isEmpty {
                text += "\r\n"
                width = 0
            }
            text += " " + word
            width += 1 + word.utf8.count
        }
        return text + "\r\n"
    }

    /// A value on one line: a line end within it would begin a field of its own.
    private static func plain(_ value: String) -> String {
        String(String.UnicodeScalarView(value.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    private static func isAttributeCharacter(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || "!#$&+-.^_`{|}~".utf8.contains(byte)
    }

    private static func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
}
