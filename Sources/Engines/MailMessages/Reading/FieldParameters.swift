// The parameters of a field: boundary, charset, names of files.

/// A value with its parameters, for instance a media type (RFC 2045, 5.1; RFC 2183; RFC 2231), read leniently.
struct FieldParameters: Sendable, Hashable {
    /// The value before the parameters, in lower case.
    let value: String
    private var plain: [String: String] = [:]
    private var numbered: [String: [Int: (text: String, isEncoded: Bool)]] = [:]

    init(_ field: String) {
        var pieces = Self.pieces(field)
        value = pieces.isEmpty ? "" : pieces.removeFirst().trimmingBlanks().lowercased()
        for piece in pieces.prefix(100) {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            let name = piece[..<equals].trimmingBlanks().lowercased()
            let text = Self.unquoted(piece[piece.index(after: equals)...].trimmingBlanks())
            let steps = name.split(separator: "*", omittingEmptySubsequences: false)
            if steps.count == 1 {
                if plain[name] == nil { plain[name] = text }
            } else {
                let number = Int(steps[1]) ?? 0
                if numbered[String(steps[0])]?[number] == nil { numbered[String(steps[0]), default: [:]][number] = (text, name.hasSuffix("*")) }
            }
        }
    }

    /// The value of a parameter; pieces put together, encodings undone.
    subscript(name: String) -> String? {
        guard let pieces = numbered[name] else { return plain[name].map(EncodedWords.decode) }
        var charset = "utf-8"
        var bytes: [UInt8] = []
        for number in 0..<pieces.count {
            guard let (written, isEncoded) = pieces[number] else { break }
            var text = written
            if isEncoded, number == 0 {
                let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
                if parts.count == 3 {
                    charset = String(parts[0])
                    text = String(parts[2])
                }
            }
            bytes += isEncoded ? Self.percentDecoded(text) : Array(text.utf8)
        }
        return Charset.decode(bytes, charset) ?? Charset.guess(bytes)
    }

    static func == (one: FieldParameters, other: FieldParameters) -> Bool { one.value == other.value && one.plain == other.plain }

    func hash(into hasher: inout Hasher) { hasher.combine(value) }

    /// The pieces between semicolons, those within quotes aside.
    private static func pieces(_ field: String) -> [String] {
        var pieces = [""]
        var (isQuoted, isEscaped) = (false, false)
        for character in field {
            if character == ";", !isQuoted {
                pieces.append("")
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && isQuoted && !isEscaped
            pieces[pieces.count - 1].append(character)
        }
        return pieces
    }

    private static func unquoted(_ text: String) -> String {
        guard text.hasPrefix("\"") else { return text }
        var result = ""
        var isEscaped = false
        for character in text.dropFirst() {
            if character == "\"", !isEscaped { break }
            isEscaped = character == "\\" && !isEscaped
            if !isEscaped { result.append(character) }
        }
        return result
    }

    private static func percentDecoded(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var place = 0
        while place < bytes.count {
            // Digit by digit: a number that is read whole may have a sign.
            if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count, let high = TransferEncoding.digit(bytes[place + 1]),
                let low = TransferEncoding.digit(bytes[place + 2])
            {
                result.append(high << 4 | low)
                place += 3
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return result
    }
}
