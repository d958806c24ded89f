// The name of a certificate's subject or issuer, part by part.

/// A name of X.501: relative parts in order, each of one or several attributes.
public struct DistinguishedName: Sendable, Hashable {
    /// One attribute: its type and its value as encoded.
    public struct Attribute: Sendable, Hashable {
        /// The type's OID.
        public let type: String
        /// The value as it stands in the certificate.
        public let value: DERValue

        /// Names an attribute by its OID.
        public init(type: String, value: DERValue) {
            self.type = type
            self.value = value
        }

        /// The value in characters; nil where its bytes are not well-formed text of their type, or hold a NUL.
        public var text: String? { value.text }
    }

    /// The relative parts, in the order of the certificate: from the root of the name downward.
    public let parts: [[Attribute]]

    /// A name from its parts.
    public init(parts: [[Attribute]]) { self.parts = parts }

    /// A name from parts in characters, one array for each relative part.
    public init(_ parts: [[(NameAttribute, String)]]) {
        self.parts = parts.map { part in
            // RFC 5280, 4.1.2.4: a country and a serial number are PrintableString, the rest UTF8String.
            part.map { Attribute(type: $0.0.rawValue, value: $0.0 == .country || $0.0 == .serialNumber ? .printable($0.1) : .utf8($0.1)) }
        }
    }

    /// Reads a Name; nil where the bytes are none.
    init?(der: [UInt8]) {
        guard let parts = DERValue(der)?.elements else { return nil }
        var read: [[Attribute]] = []
        for part in parts {
            guard let attributes = part.elements else { return nil }
            var together: [Attribute] = []
            for attribute in attributes {
                guard let pair = attribute.elements, pair.count == 2, let type = pair[0].objectIdentifier else { return nil }
                together.append(Attribute(type: type, value: pair[1]))
            }
            read.append(together)
        }
        self.parts = read
    }

    /// Every attribute of one type, in order.
    public func attributes(_ type: NameAttribute) -> [Attribute] { parts.joined().filter { $0.type == type.rawValue } }

    /// The text of the only attribute of one type; nil where there is none, where there are several, or where it is not text.
    public func text(_ type: NameAttribute) -> String? {
        let found = attributes(type)
        return found.count == 1 ? found[0].text : nil
    }

    /// The name as DER; nil where a type is not an OID.
    var der: [UInt8]? {
        var encoded: [DERValue] = []
        for part in parts {
            var together: [DERValue] = []
            for attribute in part {
                guard let type = DERValue.objectIdentifier(attribute.type) else { return nil }
                together.append(.sequence([type, attribute.value]))
            }
            encoded.append(.set(together))
        }
        return DERValue.sequence(encoded).encoded
    }
}

extension DistinguishedName: CustomStringConvertible {
    /// The longest description, in characters: a name may be 64 KB of anything.
    public static let longestDescription = 300

    /// The name for a person, `C=FR, O=…`, joined by `+` within a part; control characters as `\u{…}`, and cut.
    public var description: String {
        var text = ""
        for (index, part) in parts.enumerated() {
            for (position, attribute) in part.enumerated() {
                text += index == 0 && position == 0 ? "" : position == 0 ? ", " : "+"
                text += NameAttribute(rawValue: attribute.type)?.shortName ?? attribute.type
                text += "=" + printable(attribute.text ?? "#" + hexadecimal(attribute.value.content.prefix(40)))
                if text.count > Self.longestDescription { return text.prefix(Self.longestDescription) + "…" }
            }
        }
        return text
    }
}
