// The number of a health professional in the older departmental directory.

/// An ADELI number: nine characters, the department first (2A and 2B in Corsica), then digits.
///
/// The directory is closed to new registrations. Its key is not published in the sources that this project rests on, so
/// none is judged.
public struct ADELI: NationalIdentifier {
    /// The nine characters.
    public let value: String
    /// Always nil.
    public var keyFault: IdentifierFault? { nil }

    /// Reads nine characters.
    public init(unverified text: String) throws(IdentifierFault) {
        _ = try FINESS.digits(text)
        value = text
    }
}
