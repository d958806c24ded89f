// Writes HL7 v2 data types as registry metadata carry them: components between carets.

/// An HL7 v2 field under construction; components are numbered from 1 as the standard numbers them.
struct HL7Components {
    private var components: [String] = []

    /// Sets a component to a plain text, which is escaped; nil and empty texts leave it empty.
    mutating func set(_ number: Int, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        setWritten(number, Self.escaped(text))
    }

    /// Sets a component to an authority: an object identifier as `&OID&ISO`.
    mutating func setAuthority(_ number: Int, _ root: String?) {
        guard let root, !root.isEmpty else { return }
        setWritten(number, "&\(Self.escaped(root))&ISO")
    }

    private mutating func setWritten(_ number: Int, _ text: String) {
        while components.count < number { components.append("") }
        components[number - 1] = text
    }

    /// The field, without empty components at the end; nil where every component is empty.
    var text: String? { components.isEmpty ? nil : components.joined(separator: "^") }

    /// A text without the characters that separate fields, components, repetitions and subcomponents (HL7 v2.5, 2.7.1).
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { separators[$0] != nil || $0 < 0x20 }) else { return text }
        var escaped: [UInt8] = []
        for byte in text.utf8 {
            if let letter = separators[byte] {
                escaped += [0x5C, letter, 0x5C]
            } else if byte >= 0x20 {
                escaped.append(byte)
            } else if escaped.last != 0x20 {
                // Line ends within a name are layout.
                escaped.append(0x20)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static let separators: [UInt8: UInt8] = [
        UInt8(ascii: "|"): UInt8(ascii: "F"), UInt8(ascii: "^"): UInt8(ascii: "S"), UInt8(ascii: "&"): UInt8(ascii: "T"),
        UInt8(ascii: "~"): UInt8(ascii: "R"), UInt8(ascii: "\\"): UInt8(ascii: "E"),
    ]
}
