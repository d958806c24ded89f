// The number of a health professional in the national directory.

/// An RPPS number: eleven digits, the last one a Luhn key over the eleven.
public struct RPPS: NationalIdentifier {
    /// The eleven digits.
    public let value: String
    /// The fault of the Luhn key.
    public let keyFault: IdentifierFault?

    /// Reads eleven digits.
    public init(unverified text: String) throws(IdentifierFault) {
        keyFault = CheckKeys.luhnFault(try CheckKeys.digits(text, count: 11))
        value = text
    }
}
