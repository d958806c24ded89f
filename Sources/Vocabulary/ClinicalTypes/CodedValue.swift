// A code in its code system.

/// A code, the system it belongs to, and how it is displayed.
public struct CodedValue: Sendable, Hashable, Codable {
    /// The code, for instance `11502-2`.
    public var code: String
    /// The OID of the code system.
    public var system: String
    /// The displayed name.
    public var displayName: String?
    /// The name of the code system as written in the document.
    public var systemName: String?

    /// Names a code.
    public init(code: String, system: String, displayName: String? = nil, systemName: String? = nil) {
        self.code = code
        self.system = system
        self.displayName = displayName
        self.systemName = systemName
    }
}
