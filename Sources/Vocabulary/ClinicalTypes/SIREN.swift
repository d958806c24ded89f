// The number of a company or an administration.

/// A SIREN number: nine digits, the last one a Luhn key.
public struct SIREN: NationalIdentifier {
    /// The nine digits.
    public let value: String
    /// The fault of the Luhn key.
    public let keyFault: IdentifierFault?

    /// Reads nine digits.
    public init(unverified text: String) throws(IdentifierFault) {
        keyFault = CheckKeys.luhnFault(try CheckKeys.digits(text, count: 9))
        value = text
    }
}
