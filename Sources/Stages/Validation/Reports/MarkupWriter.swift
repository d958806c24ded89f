// Elements and attributes, written with everything in them escaped.

/// Writes XML, or HTML in its XML-like form.
struct MarkupWriter {
    private(set) var text: String

    init(prolog: String) { text = prolog }

    /// Opens an element; attributes without a value are left out.
    mutating func open(_ name: String, _ attributes: [(name: String, value: String?)] = []) {
        start(name, attributes)
        text += ">"
    }

    /// An element without content.
    mutating func empty(_ name: String, _ attributes: [(name: String, value: String?)] = []) {
        start(name, attributes)
        text += "/>"
    }

    mutating func close(_ name: String) { text += "</\(name)>" }

    /// An element that holds nothing but text.
    mutating func element(_ name: String, _ attributes: [(name: String, value: String?)] = [], _ content: String) {
        open(name, attributes)
        write(content)
        close(name)
    }

    /// Text.
    mutating func write(_ content: String) { text += Self.escaped(content) }

    /// A line end, for those who read the source.
    mutating func breakLine() { text += "\n" }

    /// Markup that is already escaped.
    mutating func writeMarkup(_ markup: String) { text += markup }

    private mutating func start(_ name: String, _ attributes: [(name: String, value: String?)]) {
        text += "<\(name)"
        for (name, value) in attributes {
            if let value { text += " \(name)=\"\(Self.escaped(value))\"" }
        }
    }

    /// A text that can stand in content and between quotes; what XML cannot hold becomes U+FFFD.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n": result.unicodeScalars.append(scalar)
            case "\r": result += "&#13;"
            case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar.value < 0x20 ? "\u{FFFD}" : scalar)
            }
        }
        return result
    }
}
