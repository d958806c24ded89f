// A certificate of the French health certification authority, read for what it says of its holder.

public import ClinicalTypes
public import CredentialChecks

/// Who a certificate says its holder is.
public enum CertificateIdentity: Sendable, Hashable {
    /// A person, by PS_IdNat (`subject.CN`).
    case person(ProfessionalIdentifier)
    /// A structure, by Struct_IdNat (`subject.OU`).
    case structure(StructureIdentifier)

    /// The national identifier as written.
    public var value: String {
        switch self {
        case .person(let identifier): identifier.value
        case .structure(let identifier): identifier.value
        }
    }
}

/// What a card or a software certificate says of its holder; nothing in it is proven here.
public struct NationalCertificate: Sendable, Hashable {
    /// The certificate.
    public let certificate: Certificate
    /// The category of product as carried, nil where the extension is absent or no single byte.
    public let category: UInt8?
    /// The product, nil where category and type name none that may send documents.
    public let product: CardProduct?

    /// Reads a certificate.
    public init(_ certificate: Certificate) {
        self.certificate = certificate
        let carried = certificate.extension(CardExtension.productCategory)
        let bytes = carried?.value.flatMap { $0.tag == DERTag.octetString ? $0.content : nil } ?? carried?.bytes ?? []
        let category = bytes.count == 1 ? bytes[0] : nil
        self.category = category
        product = category.flatMap { CardProduct(category: $0, type: certificate.extension(CardExtension.productType)?.value?.integer) }
    }

    /// Whether the product is one for tests (top bit of the category).
    public var isTestProduct: Bool { category.map { $0 & 0x80 != 0 } ?? false }

    /// The number of the card as carried, `issuer/card`; nil where there is none or it is not text.
    public var cardNumber: String? { certificate.extension(CardExtension.cardNumber)?.value?.text }

    /// The profession of the holder (TRE_G15; TRE_G16 for one in training).
    public var profession: CodedValue? {
        for (oid, system) in [(CardExtension.profession, "1.2.250.1.71.1.2.7"), (CardExtension.futureProfession, "1.2.250.1.71.1.2.8")] {
            if let code = certificate.extension(oid)?.value?.integer { return CodedValue(code: String(code), system: system) }
        }
        return nil
    }

    /// The expertise of the holder (TRE_R01), for instance `SM26`.
    public var expertise: [CodedValue] {
        (certificate.extension(CardExtension.expertise)?.value?.elements ?? []).compactMap(\.text).map { CodedValue(code: $0, system: "1.2.250.1.71.4.2.5") }
    }

    /// The part of the subject that identifies the holder: `subject.CN` of persons, `subject.OU` of organisations.
    public var identityAttribute: NameAttribute { product == .organization ? .organizationalUnit : .commonName }

    /// The identifier of the holder; nil where the subject has none, several, or one of another form.
    ///
    /// The form is read, the check key is left: what counts is that the document names the same identifier.
    public var identity: CertificateIdentity? {
        guard let product, let text = certificate.subject.text(identityAttribute) else { return nil }
        guard product == .organization else { return (try? ProfessionalIdentifier(unverified: text)).map(CertificateIdentity.person) }
        return (try? StructureIdentifier(unverified: text)).map(CertificateIdentity.structure)
    }
}
