// Reads HL7 v2 data types out of registry metadata: components between carets.

import ClinicalTypes

/// An HL7 v2 field, taken apart; components are numbered from 1 as the standard numbers them.
struct HL7Field {
    private let components: [Substring]

    init(_ text: String) { components = text.split(separator: "^", omittingEmptySubsequences: false) }

    /// A component as text; nil where it is empty.
    subscript(_ number: Int) -> String? {
        guard components.indices.contains(number - 1), !components[number - 1].isEmpty else { return nil }
        return Self.plain(components[number - 1])
    }

    /// The object identifier of an authority: `&OID&ISO`.
    func authority(_ number: Int) -> String? {
        guard components.indices.contains(number - 1) else { return nil }
        let parts = components[number - 1].split(separator: "&", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[2] == "ISO" ? String(parts[1]) : nil
    }

    /// A text with the escapes for the characters that separate undone (HL7 v2.5, 2.7.1); any other escape stays as it is.
    private static func plain(_ text: Substring) -> String {
        guard text.contains("\\") else { return String(text) }
        let separators = ["F": "|", "S": "^", "T": "&", "R": "~", "E": "\\"]
        return String(text).replacing(#/\\([FSTRE])\\/#) { separators[String($0.1)] ?? "" }
    }
}
