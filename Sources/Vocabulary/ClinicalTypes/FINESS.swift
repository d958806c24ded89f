// The number of a health or social establishment.

/// A FINESS number: nine characters, the department first (2A and 2B in Corsica), the last one a Luhn key.
///
/// In the key's sum the Corsican letters stand for their rank, A for 1 and B for 2. No document that this project rests on states
/// that; it is the one reading under which the numbers of the hospitals of Ajaccio and Bastia have right keys.
public struct FINESS: NationalIdentifier {
    /// The nine characters.
    public let value: String
    /// The fault of the Luhn key.
    public let keyFault: IdentifierFault?

    /// Reads nine characters.
    public init(unverified text: String) throws(IdentifierFault) {
        keyFault = CheckKeys.luhnFault(try Self.digits(text))
        value = text
    }

    /// The nine digits of a number that begins with a department, the Corsican letter replaced by its rank.
    static func digits(_ text: String) throws(IdentifierFault) -> [UInt8] {
        var bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw .empty }
        guard text.unicodeScalars.count == 9 else { throw .length(expected: [9], found: text.unicodeScalars.count) }
        guard bytes.count == 9 else { return try CheckKeys.digits(bytes[...], from: 1) }
        if bytes[0] == UInt8(ascii: "2"), bytes[1] == UInt8(ascii: "A") || bytes[1] == UInt8(ascii: "B") {
            bytes[1] = bytes[1] - UInt8(ascii: "A") + UInt8(ascii: "1")
        }
        return try CheckKeys.digits(bytes[...], from: 1)
    }
}
