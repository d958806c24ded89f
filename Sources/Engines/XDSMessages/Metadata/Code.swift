// A code in its coding scheme, as registry metadata writes it.

/// A code, the scheme it belongs to and its displayed name (ITI TF-3 4.2.3.1.2, "Code").
public struct Code: Sendable, Hashable, Codable {
    /// The code; `nodeRepresentation` of its ebRIM Classification.
    public var code: String
    /// The coding scheme, an OID as a rule; the `codingScheme` slot.
    public var scheme: String
    /// The displayed name; `Name` of the Classification.
    public var displayName: String?

    /// Names a code.
    public init(code: String, scheme: String, displayName: String? = nil) {
        self.code = code
        self.scheme = scheme
        self.displayName = displayName
    }

    /// Whether the other is the same code of the same scheme, however displayed.
    public func matches(_ other: Code) -> Bool { code == other.code && scheme == other.scheme }
}
