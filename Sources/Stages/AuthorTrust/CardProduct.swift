// The products of the French health certification authority, as certificates name them.

/// The kind of product behind a certificate (TRE_G01 and TRE_G02).
public enum CardProduct: String, Sendable, Hashable, CaseIterable {
    /// CPS: the card of a health professional.
    case practitioner = "CPS"
    /// CPF: the card of a professional in training.
    case trainee = "CPF"
    /// CPE: the card of an employee of an establishment.
    case employee = "CPE"
    /// CPA: the card of another authorised person.
    case authorisedPerson = "CPA"
    /// A software certificate of an organisation.
    case organization = "ORG"

    /// Whether the certificate names a person.
    public var isPerson: Bool { self != .organization }

    /// Whether its person is known through the structure that employs him or her.
    public var isThroughStructure: Bool { self == .employee || self == .authorisedPerson }

    /// The product of a category and a type as extensions carry them; the top bit of the category (test) is left aside.
    init?(category: UInt8, type: Int?) {
        switch (category & 0x7f, type) {
        case (0, 0): self = .practitioner
        case (0, 1): self = .trainee
        case (0, 2): self = .employee
        case (0, 3): self = .authorisedPerson
        case (3, nil): self = .organization
        default: return nil
        }
    }
}

/// The extensions of the French health certification authority (IGC-Santé), by OID.
enum CardExtension {
    /// Type de produit: INTEGER (TRE_G02).
    static let productType = "1.2.250.1.71.1.2.2"
    /// Numéro d'émetteur et de carte: PrintableString `issuer/card`; the meaning is inferred from test cards.
    static let cardNumber = "1.2.250.1.71.1.2.3"
    /// Catégorie de produit: OCTET STRING of one byte (TRE_G01).
    static let productCategory = "1.2.250.1.71.1.2.5"
    /// Profession: INTEGER (TRE_G15).
    static let profession = "1.2.250.1.71.1.2.7"
    /// Profession en formation: INTEGER (TRE_G16).
    static let futureProfession = "1.2.250.1.71.1.2.8"
    /// Savoir-faire: SEQUENCE OF UTF8String (TRE_R01).
    static let expertise = "1.2.250.1.71.4.2.5"
}
