// A media type with its parameters, as Content-Type header fields carry it.

/// A media type with its parameters (RFC 2045, 5.1); type and parameter names in lower case.
struct MediaType: Sendable, Hashable {
    /// The type and subtype, for instance `multipart/related`.
    let name: String
    private var parameters: [String: String] = [:]

    /// The value of a parameter.
    subscript(parameter: String) -> String? { parameters[parameter] }

    /// Reads a header field.
    ///
    /// Unquoted values may hold what quoted ones may, but for spaces, semicolons and quotes.
    init(_ field: String, maximumBytes: Int) throws(MessageFailure) {
        guard field.utf8.count <= maximumBytes else { throw MessageFailure(.contentType, detail: "longer than \(maximumBytes) bytes") }
        var scanner = Scanner(rest: Array(field.utf8)[...])
        let type = scanner.token()
        guard !type.isEmpty, scanner.take("/") else { throw MessageFailure(.contentType, detail: "no type") }
        let subtype = scanner.token()
        guard !subtype.isEmpty else { throw MessageFailure(.contentType, detail: "no subtype") }
        name = (type + "/" + subtype).lowercased()
        while true {
            scanner.skipSpace()
            if scanner.rest.isEmpty { return }
            guard scanner.take(";") else { throw MessageFailure(.contentType, detail: "no semicolon") }
            scanner.skipSpace()
            if scanner.rest.isEmpty { return }
            if scanner.rest.first == UInt8(ascii: ";") { continue }
            let parameter = scanner.token().lowercased()
            guard !parameter.isEmpty, scanner.take("="), let value = scanner.value() else {
                throw MessageFailure(.contentType, detail: "malformed parameter")
            }
            guard parameters.updateValue(value, forKey: parameter) == nil else {
                throw MessageFailure(parameter == "boundary" ? .boundary : .contentType, detail: "repeated parameter")
            }
        }
    }

    /// Whether documents of this type are XML (RFC 7303).
    static func isXML(_ name: String) -> Bool {
        let bare = name.split(separator: ";", omittingEmptySubsequences: false)[0].trimmingSpace().lowercased()
        return bare == "text/xml" || bare == "application/xml" || bare.hasSuffix("+xml")
    }
}

/// What remains to be read of a header field.
private struct Scanner {
    var rest: ArraySlice<UInt8>

    mutating func skipSpace() { rest = rest.drop { $0 == 0x20 || $0 == 0x09 } }

    mutating func take(_ character: Character) -> Bool {
        guard rest.first == character.asciiValue else { return false }
        rest.removeFirst()
        return true
    }

    mutating func token() -> String { takeWhile(isTokenCharacter) }

    /// A value, quoted or not; nil for an empty unquoted one, an unfinished quotation, or a control character.
    mutating func value() -> String? {
        guard take("\"") else {
            let value = takeWhile { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "\"") }
            return value.isEmpty ? nil : value
        }
        var bytes: [UInt8] = []
        while var byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") { return String(decoding: bytes, as: UTF8.self) }
            if byte == UInt8(ascii: "\\") {
                guard let escaped = rest.popFirst() else { return nil }
                byte = escaped
            }
            guard byte >= 0x20, byte != 0x7F else { return nil }
            bytes.append(byte)
        }
        return nil
    }

    private mutating func takeWhile(_ belongs: (UInt8) -> Bool) -> String {
        let run = rest.prefix(while: belongs)
        rest = rest.dropFirst(run.count)
        return String(decoding: run, as: UTF8.self)
    }
}

/// Whether a byte may stand in a token (RFC 9110, 5.6.2).
func isTokenCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}

extension StringProtocol {
    /// Without the spaces and tabs around it.
    func trimmingSpace() -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(self.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
