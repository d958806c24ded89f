// Writes a distinguished name as text, as the issuers of assertions are written.

import CredentialChecks

extension DistinguishedName {
    /// The name as RFC 2253 writes it: most significant part last, types without a short name there by OID, their values as hexadecimal DER.
    var written: String {
        parts.reversed().map { part in part.map(Self.written).joined(separator: "+") }.joined(separator: ",")
    }

    private static let short: [String: String] = [
        "2.5.4.3": "CN", "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.6": "C", "2.5.4.9": "STREET",
        "0.9.2342.19200300.100.1.25": "DC", "0.9.2342.19200300.100.1.1": "UID",
    ]

    private static func written(_ attribute: Attribute) -> String {
        guard let name = short[attribute.type], let text = attribute.text else { return "\(attribute.type)=#\(hexadecimal(attribute.value.encoded))" }
        var escaped = ""
        for (place, character) in text.enumerated() {
            let isOuterSpace = character == " " && (place == 0 || place == text.count - 1)
            let isFirstHash = character == "#" && place == 0
            escaped += "\",+;<>\\".contains(character) || isOuterSpace || isFirstHash ? "\\\(character)" : String(character)
        }
        return "\(name)=\(escaped)"
    }
}
