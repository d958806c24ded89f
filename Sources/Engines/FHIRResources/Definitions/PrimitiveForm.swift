// The form of each primitive type (FHIR R4, 2.24.0.1).

/// Whether a text has the form of a primitive type.
enum PrimitiveForm {
    /// The types that JSON writes without quotes.
    static let numbers: Set<String> = ["integer", "decimal", "unsignedInt", "positiveInt"]
    /// The types that there are.
    static let all: Set<String> = numbers.union([
        "boolean", "base64Binary", "canonical", "code", "date", "dateTime", "id", "instant", "markdown", "oid", "string", "time", "uri", "url", "uuid", "xhtml",
    ])

    /// Whether the text has the form of the type.
    static func admits(_ text: String, as type: String) -> Bool {
        switch type {
        case "boolean": text == "true" || text == "false"
        case "integer": text.wholeMatch(of: #/0|-?[1-9][0-9]{0,9}/#) != nil && Int32(text) != nil
        case "unsignedInt": text.wholeMatch(of: #/0|[1-9][0-9]{0,9}/#) != nil && Int32(text) != nil
        case "positiveInt": text.wholeMatch(of: #/[1-9][0-9]{0,9}/#) != nil && Int32(text) != nil
        case "decimal": isDecimal(text)
        case "string", "markdown": isText(text, limit: 1 << 20)
        case "xhtml": isText(text, limit: 1 << 20)
        case "code": isText(text, limit: 1024) && isTokenized(text)
        case "uri", "url", "canonical": isText(text, limit: 8192) && !text.utf8.contains { $0 <= 0x20 }
        case "oid": text.wholeMatch(of: #/urn:oid:[0-2](\.(0|[1-9][0-9]*))+/#) != nil
        case "uuid": text.wholeMatch(of: #/urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/#) != nil
        case "id": text.wholeMatch(of: #/[A-Za-z0-9\-.]{1,64}/#) != nil
        case "date": isDate(text, withTime: false)
        case "dateTime": isDate(text, withTime: true)
        case "instant": isDate(text, withTime: true) && text.utf8.contains(UInt8(ascii: "T"))
        case "time": text.wholeMatch(of: #/([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{1,9})?/#) != nil
        case "base64Binary": isBase64(text)
        default: false
        }
    }

    /// At least one character that is no space, no control characters but tabulators and ends of lines.
    private static func isText(_ text: String, limit: Int) -> Bool {
        text.utf8.count <= limit && text.utf8.contains { $0 > 0x20 }
            && text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }

    private static func isTokenized(_ text: String) -> Bool {
        !text.hasPrefix(" ") && !text.hasSuffix(" ") && !text.contains("  ") && text.utf8.allSatisfy { $0 >= 0x20 }
    }

    /// A number that a machine can hold: eighteen digits and a small exponent are what FHIR asks for.
    private static func isDecimal(_ text: String) -> Bool {
        guard text.utf8.count <= 40, let match = text.wholeMatch(of: #/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?([0-9]+))?/#) else { return false }
        guard let exponent = match.4 else { return true }
        return (Int(exponent) ?? .max) <= 308
    }

    private static func isDate(_ text: String, withTime: Bool) -> Bool {
        let pattern =
            #/([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{1,9})?(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00)))?)?)?/#
        guard text.utf8.count <= 40, let match = text.wholeMatch(of: pattern), withTime || match.4 == nil else { return false }
        guard let year = Int(match.1), year > 0 else { return false }
        guard let month = match.2.flatMap({ Int($0) }), let day = match.3.flatMap({ Int($0) }) else { return true }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Digits in fours with padding at the end; white space may stand anywhere.
    private static func isBase64(_ text: String) -> Bool {
        var digits = 0
        var padding = 0
        for byte in text.utf8 {
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2F:
                guard padding == 0 else { return false }
                digits += 1
            case 0x3D: padding += 1
            case 0x20, 0x09, 0x0A, 0x0D: continue
            default: return false
            }
        }
        return digits > 0 && padding <= 2 && (digits + padding) % 4 == 0
    }
}
