// The number of one site of a company or an administration.

/// A SIRET number: a SIREN and a five-digit site number, fourteen digits under one Luhn key.
///
/// The sites of La Poste (SIREN 356000000) follow another rule: the sum of their digits is a multiple of five.
public struct SIRET: NationalIdentifier {
    /// The fourteen digits.
    public let value: String
    /// The fault of the key.
    public let keyFault: IdentifierFault?

    /// Reads fourteen digits.
    public init(unverified text: String) throws(IdentifierFault) {
        let digits = try CheckKeys.digits(text, count: 14)
        value = text
        let sum = digits.reduce(0) { $0 + Int($1) }
        keyFault = text.hasPrefix("356000000") && sum % 5 == 0 ? nil : CheckKeys.luhnFault(digits)
    }

    /// The company.
    public var siren: SIREN? { try? SIREN(unverified: String(value.prefix(9))) }
}
