// Whether a registered object is current.

/// The status of a registered object; the two of XDS, the two that France adds (JDV_J52), and any other by its URN.
public struct AvailabilityStatus: RawRepresentable, Sendable, Hashable, Codable {
    /// The URN.
    public var rawValue: String

    /// Names a status by its URN.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Current: `urn:oasis:names:tc:ebxml-regrep:StatusType:Approved`.
    public static let approved = AvailabilityStatus(rawValue: "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved")
    /// Replaced or withdrawn: `urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated`.
    public static let deprecated = AvailabilityStatus(rawValue: "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated")
    /// Put away: `urn:asip:ci-sis:2010:StatusType:Archived`.
    public static let archived = AvailabilityStatus(rawValue: "urn:asip:ci-sis:2010:StatusType:Archived")
    /// Deleted by its author, and kept: `urn:asip:ci-sis:2010:StatusType:Deleted`.
    public static let deleted = AvailabilityStatus(rawValue: "urn:asip:ci-sis:2010:StatusType:Deleted")
}
