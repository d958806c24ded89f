// The parameters of stored queries, typed: strings, lists, codes and numbers.

/// One value of a query parameter.
public enum QueryValue: Sendable, Hashable {
    /// A quoted string; a code is a string of the form `code^^scheme`.
    case string(String)
    /// An unquoted number, for instance a time.
    case number(String)

    /// The string or the digits.
    public var text: String {
        switch self {
        case .string(let text), .number(let text): text
        }
    }

    /// The value as a code, where it is `code^^scheme`.
    public var code: Code? {
        guard case .string(let text) = self else { return nil }
        let parts = text.split(separator: "^", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, parts[1].isEmpty, !parts[2].isEmpty else { return nil }
        return Code(code: String(parts[0]), scheme: String(parts[2]))
    }
}

/// One parameter of a stored query: its values are alternatives.
public struct QueryParameter: Sendable, Hashable {
    /// The name, for instance `$XDSDocumentEntryPatientId`.
    public var name: String
    /// The values; any of them will do.
    public var values: [QueryValue]
    /// Whether it was written as a list, in brackets.
    public var isList: Bool

    /// Gives alternatives, written as a list.
    public init(_ name: String, anyOf values: [QueryValue]) {
        self.name = name
        self.values = values
        self.isList = true
    }

    /// Gives one value.
    public init(_ name: String, _ value: QueryValue) {
        self.name = name
        self.values = [value]
        self.isList = false
    }
}
