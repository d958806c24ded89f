// Reads the JSON of tokens and key sets.

public import StrictJSON

/// Reads the JSON of tokens and key sets.
public enum JSONReader {
    /// How deep values may lie within values: the claims of a French identity provider need 6.
    public static let greatestDepth = 16

    /// Reads exactly one value, with white space around it at most.
    public static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        JSONValue(try JSONScanner.read(bytes, depth: greatestDepth))
    }
}

extension JSONValue {
    /// A value without its place.
    init(_ item: JSONItem) {
        switch item.node {
        case .null: self = .null
        case .boolean(let value): self = .bool(value)
        case .number(let digits): self = .number(digits)
        case .string(let text): self = .string(text)
        case .array(let items): self = .array(items.map(JSONValue.init))
        case .object(let members):
            var object = JSONObject()
            for member in members { object[member.name] = JSONValue(member.value) }
            self = .object(object)
        }
    }
}
