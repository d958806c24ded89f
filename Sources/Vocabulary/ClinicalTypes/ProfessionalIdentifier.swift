// The national identifier of a professional or of a system that writes documents.

/// A PS_IdNat: a prefix that names the kind, then the identifier (root 1.2.250.1.71.4.2.1; TRE_G08).
public struct ProfessionalIdentifier: Sendable, Hashable, CustomStringConvertible {
    /// What the prefix says.
    public enum Kind: Sendable, Hashable {
        /// 0: an ADELI number.
        case adeli(ADELI)
        /// 1: a number within a practice known by ADELI.
        case adeliPractice(practice: String, number: String)
        /// 3: a number within an establishment.
        case establishment(FINESS, number: String)
        /// 4: a number within a company.
        case company(SIREN, number: String)
        /// 5: a number within a site of a company.
        case site(SIRET, number: String)
        /// 6: a number within a practice known by RPPS.
        case rppsPractice(practice: String, number: String)
        /// 8: an RPPS number.
        case rpps(RPPS)
        /// 2 (DRASS) or 9 (student): kinds that ended in 2020.
        case ended(prefix: String, number: String)
    }

    /// The namespace.
    public static let root = IdentifierRoot.professional

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
        case UInt8(ascii: "0"): kind = .adeli(try ADELI(unverified: rest))
        case UInt8(ascii: "1"):
            let parts = try Self.split(rest)
            kind = .adeliPractice(practice: parts.structure, number: parts.number)
        case UInt8(ascii: "3"):
            let parts = try Self.split(rest)
            kind = .establishment(try FINESS(unverified: parts.structure), number: parts.number)
        case UInt8(ascii: "4"):
            let parts = try Self.split(rest)
            kind = .company(try SIREN(unverified: parts.structure), number: parts.number)
        case UInt8(ascii: "5"):
            let parts = try Self.split(rest)
            kind = .site(try SIRET(unverified: parts.structure), number: parts.number)
        case UInt8(ascii: "6"):
            let parts = try Self.split(rest)
            kind = .rppsPractice(practice: parts.structure, number: parts.number)
        case UInt8(ascii: "8"): kind = .rpps(try RPPS(unverified: rest))
        case UInt8(ascii: "2"), UInt8(ascii: "9"): kind = .ended(prefix: String(text.unicodeScalars.prefix(1)), number: rest)
        default: throw .prefix(expected: ["0", "1", "3", "4", "5", "6", "8"])
        }
        value = text
    }

    private static func split(_ text: String) throws(IdentifierFault) -> (structure: String, number: String) {
        guard let slash = text.firstIndex(of: "/") else { throw .separator(expected: "/") }
        let number = text[text.index(after: slash)...]
        guard slash > text.startIndex, !number.isEmpty else { throw .separator(expected: "/") }
        return (String(text[..<slash]), String(number))
    }

    /// What is wrong with the check key of the number or of the structure before the slash.
    public var keyFault: IdentifierFault? {
        switch kind {
        case .rpps(let rpps): rpps.keyFault
        case .establishment(let finess, _): finess.keyFault
        case .company(let siren, _): siren.keyFault
        case .site(let siret, _): siret.keyFault
        case .adeli, .adeliPractice, .rppsPractice, .ended: nil
        }
    }

    /// Whether the identifier is internal to a structure (`structure/number`): XDS calls that type `EI`.
    public var isInternal: Bool {
        switch kind {
        case .adeli, .rpps, .ended: false
        case .adeliPractice, .establishment, .company, .site, .rppsPractice: true
        }
    }

    /// The RPPS number, where there is one.
    public var rpps: RPPS? {
        guard case .rpps(let rpps) = kind else { return nil }
        return rpps
    }

    /// The identifier as written: professionals are public.
    public var description: String { value }
}
