// The general categories of Unicode, by their short names.

/// Masks with a bit for each general category (XML Schema 1.0 part 2, appendix F.1.1).
enum GeneralCategories {
    private static let names = [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Zs", "Zl", "Zp", "Sm",
        "Sc", "Sk", "So", "Cc", "Cf", "Co", "Cn", "Cs",
    ]

    /// The mask of a category () or of a group of them (); none for an unknown name.
    ///
    /// n name. Surrogates are no characters: `Cs` is unknown.
    static func mask(named name: String) -> UInt32? {
        guard name != "Cs" else { return nil }
        var mask: UInt32 = 0
        for (position, own) in names.enumerated() where own == name || name.utf8.count == 1 && own.hasPrefix(name) {
            mask |= 1 << UInt32(position)
        }
        return mask == 0 ? nil : mask
    }

    static func bit(of scalar: Unicode.Scalar) -> UInt32 {
        let position: UInt32 =
            switch scalar.properties.generalCategory {
            case .uppercaseLetter: 0
            case .lowercaseLetter: 1
            case .titlecaseLetter: 2
            case .modifierLetter: 3
            case .otherLetter: 4
            case .nonspacingMark: 5
            case .spacingMark: 6
            case .enclosingMark: 7
            case .decimalNumber: 8
            case .letterNumber: 9
            case .otherNumber: 10
            case .connectorPunctuation: 11
            case .dashPunctuation: 12
            case .openPunctuation: 13
            case .closePunctuation: 14
            case .initialPunctuation: 15
            case .finalPunctuation: 16
            case .otherPunctuation: 17
            case .spaceSeparator: 18
            case .lineSeparator: 19
            case .paragraphSeparator: 20
            case .mathSymbol: 21
            case .currencySymbol: 22
            case .modifierSymbol: 23
            case .otherSymbol: 24
            case .control: 25
            case .format: 26
            case .privateUse: 27
            case .unassigned: 28
            case .surrogate: 29
            @unknown default: 28
            }
        return 1 << position
    }

    /// `\d`: the decimal digits of all scripts.
    static let digits: UInt32 = 1 << 8

    /// What `\w` leaves out: punctuation, separators and others.
    static let notWord: UInt32 = 0b111_1111 << 11 | 0b111 << 18 | 0b1_1111 << 25
}
