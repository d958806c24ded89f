// The kinds of attributes in the names of certificates.

/// The attribute types that French certificates use in names (X.520).
public enum NameAttribute: String, Sendable, Hashable, CaseIterable {
    /// CN.
    case commonName = "2.5.4.3"
    /// SN.
    case surname = "2.5.4.4"
    /// serialNumber.
    case serialNumber = "2.5.4.5"
    /// C.
    case country = "2.5.4.6"
    /// L.
    case locality = "2.5.4.7"
    /// ST.
    case stateOrProvince = "2.5.4.8"
    /// O.
    case organization = "2.5.4.10"
    /// OU.
    case organizationalUnit = "2.5.4.11"
    /// title.
    case title = "2.5.4.12"
    /// GN.
    case givenName = "2.5.4.42"

    /// The short form used in field names such as `subject.CN`.
    public var shortName: String {
        switch self {
        case .commonName: "CN"
        case .surname: "SN"
        case .serialNumber: "serialNumber"
        case .country: "C"
        case .locality: "L"
        case .stateOrProvince: "ST"
        case .organization: "O"
        case .organizationalUnit: "OU"
        case .title: "title"
        case .givenName: "GN"
        }
    }
}
