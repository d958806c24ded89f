// Writes XML as bytes: every text escaped, every element closed, documents as chunks of their own.

/// A writer of XML.
///
/// Names are constants of the caller; every value is escaped. A character that XML 1.0 cannot carry makes the whole writing
/// fail at the end.
struct XMLWriter {
    private var finished: [[UInt8]] = []
    private var current: [UInt8] = []
    private var refused = false

    init() { current.reserveCapacity(8192) }

    /// Writes an element with its attributes (those without value are left out) and what the closure writes within.
    mutating func element(_ name: String, _ attributes: [(name: String, value: String?)] = [], _ content: (inout XMLWriter) throws(MessageFailure) -> Void)
        throws(MessageFailure)
    {
        begin(name, attributes)
        current.append(UInt8(ascii: ">"))
        try content(&self)
        current += "</".utf8
        current += name.utf8
        current.append(UInt8(ascii: ">"))
    }

    /// Writes an element that holds a text, or nothing.
    mutating func element(_ name: String, _ attributes: [(name: String, value: String?)] = [], text: String? = nil) {
        begin(name, attributes)
        guard let text else {
            current += "/>".utf8
            return
        }
        current.append(UInt8(ascii: ">"))
        append(text, inAttribute: false)
        current += "</".utf8
        current += name.utf8
        current.append(UInt8(ascii: ">"))
    }

    /// Writes an element that was written elsewhere, as it is.
    mutating func verbatim(_ element: [UInt8]) { current += element }

    /// Hands over bytes as a chunk of their own, for instance a document in base64.
    mutating func chunk(_ bytes: [UInt8]) {
        finished.append(current)
        finished.append(bytes)
        current = []
    }

    /// The bytes written, in chunks.
    func chunks() throws(MessageFailure) -> [[UInt8]] {
        guard !refused else { throw MessageFailure(.character) }
        return finished + [current]
    }

    private mutating func begin(_ name: String, _ attributes: [(name: String, value: String?)]) {
        current.append(UInt8(ascii: "<"))
        current += name.utf8
        for (name, value) in attributes {
            guard let value else { continue }
            current.append(UInt8(ascii: " "))
            current += name.utf8
            current += "=\"".utf8
            append(value, inAttribute: true)
            current.append(UInt8(ascii: "\""))
        }
    }

    private mutating func append(_ text: String, inAttribute: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": current += "&amp;".utf8
            case "<": current += "&lt;".utf8
            case ">": current += "&gt;".utf8
            case "\"" where inAttribute: current += "&quot;".utf8
            // As references, since a parser turns them into spaces within attributes, and drops the CR anywhere.
            case "\r": current += "&#13;".utf8
            case "\n" where inAttribute: current += "&#10;".utf8
            case "\t" where inAttribute: current += "&#9;".utf8
            case "\n", "\t": current.append(UInt8(scalar.value))
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": refused = true
            default: current += UTF8.encode(scalar)!
            }
        }
    }
}
