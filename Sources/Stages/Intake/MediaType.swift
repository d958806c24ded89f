// A media type as an envelope names it.

/// A media type with its parameters (RFC 9110, 8.3.1).
public struct MediaType: Sendable, Hashable {
    /// Type and subtype in lower case, for instance `application/xml`.
    public let essence: String
    /// The parameters by name in lower case; a repeated one counts once, by its first value.
    public let parameters: [String: String]

    /// Reads a Content-Type field; nil where it is none.
    public init?(_ field: String) {
        var rest = field[...]
        let type = Self.token(&rest)
        guard !type.isEmpty, rest.popFirst() == "/" else { return nil }
        let subtype = Self.token(&rest)
        guard !subtype.isEmpty else { return nil }
        var parameters: [String: String] = [:]
        while true {
            rest = rest.drop(while: Self.isSpace)
            if rest.isEmpty { break }
            guard rest.popFirst() == ";" else { return nil }
            rest = rest.drop(while: Self.isSpace)
            // Empty parameters are tolerated: some clients end the field with a semicolon.
            if rest.isEmpty || rest.first == ";" { continue }
            let name = Self.token(&rest)
            guard !name.isEmpty, rest.popFirst() == "=", let value = Self.value(&rest) else { return nil }
            let key = name.lowercased()
            if parameters[key] == nil { parameters[key] = value }
        }
        essence = "\(type)/\(subtype)".lowercased()
        self.parameters = parameters
    }

    private static func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" }

    private static func token(_ rest: inout Substring) -> String {
        let found = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "!#$%&'*+-.^_`|~".contains($0)) }
        rest = rest[found.endIndex...]
        return String(found)
    }

    /// A quoted value may be empty, a bare one may not.
    private static func value(_ rest: inout Substring) -> String? {
        if rest.first == "\"" { return quoted(&rest) }
        let bare = token(&rest)
        return bare.isEmpty ? nil : bare
    }

    private static func quoted(_ rest: inout Substring) -> String? {
        rest.removeFirst()
        var value = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return value
            case "\\":
                guard let escaped = rest.popFirst() else { return nil }
                value.append(escaped)
            default: value.append(character)
            }
        }
        return nil
    }
}
