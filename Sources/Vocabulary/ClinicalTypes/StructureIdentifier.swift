// The national identifier of a structure.

/// A Struct_IdNat: a prefix that names the kind, then the identifier (root 1.2.250.1.71.4.2.2; TRE_G07).
public struct StructureIdentifier: Sendable, Hashable, CustomStringConvertible {
    /// What the prefix says.
    public enum Kind: Sendable, Hashable {
        /// 0: a practice known by ADELI.
        case adeliPractice(String)
        /// 1: an establishment.
        case establishment(FINESS)
        /// 2: a company.
        case company(SIREN)
        /// 3: a site of a company.
        case site(SIRET)
        /// 4: a practice known by RPPS: the number of the professional and the rank of the practice.
        case rppsPractice(RPPS, rank: String)
        /// 40: the national identifier of structures, announced in 2024.
        case national(String)
    }

    /// The namespace.
    public static let root = IdentifierRoot.structure

    /// The identifier as written, prefix first.
    public let value: String
    /// What the prefix says.
    public let kind: Kind

    /// Reads prefix and identifier, and proves the key.
    public init(_ text: String) throws(IdentifierFault) {
        try self.init(unverified: text)
        if let keyFault { throw keyFault }
    }

    /// Reads prefix and identifier, and leaves the key unproven.
    public init(unverified text: String) throws(IdentifierFault) {
        guard let prefix = text.utf8.first else { throw .empty }
        // By scalars: a combining mark behind the prefix would go with it otherwise.
        let rest = String(text.unicodeScalars.dropFirst())
        switch prefix {
        case UInt8(ascii: "0"):
            guard !rest.isEmpty else { throw .length(expected: [10], found: 1) }
            kind = .adeliPractice(rest)
        case UInt8(ascii: "1"): kind = .establishment(try FINESS(unverified: rest))
        case UInt8(ascii: "2"): kind = .company(try SIREN(unverified: rest))
        case UInt8(ascii: "3"): kind = .site(try SIRET(unverified: rest))
        case UInt8(ascii: "4"):
            // RPPS numbers begin with 1 or 9, so a zero after the 4 can only be the prefix 40.
            if rest.utf8.first == UInt8(ascii: "0") {
                let number = String(rest.unicodeScalars.dropFirst())
                guard !number.isEmpty else { throw .length(expected: [10], found: 2) }
                kind = .national(number)
            } else {
                kind = try Self.rppsPractice(rest)
            }
        default: throw .prefix(expected: ["0", "1", "2", "3", "4", "40"])
        }
        value = text
    }

    private static func rppsPractice(_ rest: String) throws(IdentifierFault) -> Kind {
        let bytes = Array(rest.utf8)
        guard bytes.count > 11 else { throw .length(expected: [15], found: rest.unicodeScalars.count + 1) }
        _ = try CheckKeys.digits(bytes[...], from: 2)
        return .rppsPractice(try RPPS(unverified: String(rest.prefix(11))), rank: String(rest.dropFirst(11)))
    }

    /// What is wrong with the check key.
    public var keyFault: IdentifierFault? {
        switch kind {
        case .establishment(let finess): finess.keyFault
        case .company(let siren): siren.keyFault
        case .site(let siret): siret.keyFault
        case .rppsPractice(let rpps, _): rpps.keyFault
        case .adeliPractice, .national: nil
        }
    }

    /// The FINESS number, where there is one.
    public var finess: FINESS? {
        guard case .establishment(let finess) = kind else { return nil }
        return finess
    }

    /// The identifier as written: structures are public.
    public var description: String { value }
}
