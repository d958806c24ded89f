// Whether a registered object is current.

/// The status of a registered object; other statuses than the two of XDS are kept by their URN.
public struct AvailabilityStatus: RawRepresentable, Sendable, Hashable, Codable {
    /// The URN.
    public var rawValue: String

    /// Names a status by its URN.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Current: `urn:oasis:names:tc:ebxml-regrep:StatusType:Approved`.
    public static let approved = AvailabilityStatus(rawValue: "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved")
    /// Replaced or withdrawn: `urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated`.
    public static let deprecated = AvailabilityStatus(rawValue: "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated")
}
