// Reads a distinguished name from text, as assertions write their issuer.

import CredentialChecks

extension DistinguishedName {
    /// Reads a name as RFC 4514 writes it: most significant part last, `+` within a part, types by name or OID, values escaped or `#` and hexadecimal DER.
    ///
    /// Nil where the text is no such name. The result is in the order of certificates.
    init?(written text: String) {
        guard text.utf8.count <= 4_096 else { return nil }
        var parts: [[Attribute]] = [[]]
        var rest = Array(text.unicodeScalars)[...]
        while true {
            guard let attribute = Self.attribute(&rest) else { return nil }
            parts[parts.count - 1].append(attribute)
            guard let separator = rest.popFirst() else { break }
            switch separator {
            case "+": break
            case ",", ";": parts.append([])
            default: return nil
            }
        }
        self.init(parts: parts.reversed())
    }

    /// Whether this is the name of a certificate, in whichever order its parts were written.
    func names(_ other: DistinguishedName) -> Bool {
        let own = parts.map(Self.comparable)
        let theirs = other.parts.map(Self.comparable)
        return own == theirs || own.reversed() == theirs
    }

    /// A part for comparison (RFC 5280, 7.1): letter case and repeated white space do not count, neither does the order within a part.
    private static func comparable(_ part: [Attribute]) -> [String] {
        part.map { attribute in
            guard let text = attribute.text else { return "\(attribute.type)=#\(hexadecimal(attribute.value.encoded))" }
            return "\(attribute.type)=\(text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " "))"
        }.sorted()
    }

    private static let types: [String: String] = {
        var types = Dictionary(uniqueKeysWithValues: NameAttribute.allCases.map { ($0.shortName.uppercased(), $0.rawValue) })
        types.merge([
            "T": "2.5.4.12", "S": "2.5.4.8", "SURNAME": "2.5.4.4", "GIVENNAME": "2.5.4.42", "STREET": "2.5.4.9", "EMAILADDRESS": "1.2.840.113549.1.9.1",
        ]) {
            first, _ in first
        }
        types.merge(["DC": "0.9.2342.19200300.100.1.25", "UID": "0.9.2342.19200300.100.1.1", "ORGANIZATIONIDENTIFIER": "2.5.4.97"]) { first, _ in first }
        return types
    }()

    private static func attribute(_ rest: inout ArraySlice<Unicode.Scalar>) -> Attribute? {
        guard let equals = rest.firstIndex(of: "=") else { return nil }
        var name = String(String.UnicodeScalarView(rest[..<equals])).split(separator: " ").joined()
        rest = rest[(equals + 1)...]
        if name.uppercased().hasPrefix("OID.") { name.removeFirst(4) }
        let isOID = name.first?.isNumber ?? false
        guard let type = isOID ? name : types[name.uppercased()], DERValue.objectIdentifier(type) != nil else { return nil }
        while rest.first == " " { rest.removeFirst() }
        guard rest.first != "#" else { return encoded(&rest).map { Attribute(type: type, value: $0) } }
        return value(&rest).map { Attribute(type: type, value: .utf8($0)) }
    }

    /// A value as `#` and the hexadecimal of its DER.
    private static func encoded(_ rest: inout ArraySlice<Unicode.Scalar>) -> DERValue? {
        rest.removeFirst()
        let digits = rest.prefix { $0.properties.isASCIIHexDigit }
        rest = rest.dropFirst(digits.count)
        while rest.first == " " { rest.removeFirst() }
        guard let bytes = bytes(String(String.UnicodeScalarView(digits))) else { return nil }
        return DERValue(bytes)
    }

    /// A value in characters: quoted, or escaped with backslashes; white space at its ends does not count.
    private static func value(_ rest: inout ArraySlice<Unicode.Scalar>) -> String? {
        var bytes: [UInt8] = []
        var kept = 0
        let quoted = rest.first == "\""
        if quoted { rest.removeFirst() }
        loop: while let scalar = rest.first {
            switch scalar {
            case "\"" where quoted:
                rest.removeFirst()
                while rest.first == " " { rest.removeFirst() }
                return String(validating: bytes, as: UTF8.self)
            case ",", ";", "+":
                if !quoted { break loop }
                bytes.append(UInt8(ascii: scalar))
                rest.removeFirst()
            case "\\":
                rest.removeFirst()
                guard let next = rest.first else { return nil }
                let pair = String(String.UnicodeScalarView(rest.prefix(2)))
                if pair.utf8.count == 2, let byte = UInt8(pair, radix: 16) {
                    bytes.append(byte)
                    rest.removeFirst(2)
                } else {
                    bytes += Array(String(next).utf8)
                    rest.removeFirst()
                }
                kept = bytes.count
            default:
                bytes += Array(String(scalar).utf8)
                rest.removeFirst()
                if scalar != " " { kept = bytes.count }
            }
        }
        guard !quoted else { return nil }
        return String(validating: bytes.prefix(kept), as: UTF8.self)
    }

    private static func bytes(_ digits: String) -> [UInt8]? {
        let characters = Array(digits.utf8)
        guard characters.count.isMultiple(of: 2), !characters.isEmpty else { return nil }
        return stride(from: 0, to: characters.count, by: 2).compactMap { UInt8(String(decoding: characters[$0..<$0 + 2], as: UTF8.self), radix: 16) }
    }
}
