// A telephone number or an electronic address.

/// A telecommunication address (HL7 v3 data type TEL): a URL and its use.
public struct Telecom: Sendable, Hashable, Codable {
    /// The URL as written, for instance `tel:0102030405`.
    public var value: String?
    /// What it is used for, for instance `WP`.
    public var use: String?
    /// Why there is no value.
    public var nullFlavor: String?

    /// States an address.
    public init(value: String?, use: String? = nil, nullFlavor: String? = nil) {
        self.value = value
        self.use = use
        self.nullFlavor = nullFlavor
    }

    /// The scheme in lower case, for instance `tel` or `mailto`; nil without one.
    public var scheme: String? {
        guard let value, let colon = value.firstIndex(of: ":"), colon > value.startIndex else { return nil }
        return value[..<colon].lowercased()
    }

    /// What follows the scheme.
    public var address: String? {
        guard let value else { return nil }
        guard let colon = value.firstIndex(of: ":"), colon > value.startIndex else { return value.isEmpty ? nil : value }
        let rest = value[value.index(after: colon)...]
        return rest.isEmpty ? nil : String(rest)
    }
}

extension Telecom: CustomStringConvertible, CustomDebugStringConvertible {
    /// The scheme alone: the number is content.
    public var description: String { "\(scheme ?? "telecom"):…" }

    /// The same as `description`.
    public var debugDescription: String { description }
}
