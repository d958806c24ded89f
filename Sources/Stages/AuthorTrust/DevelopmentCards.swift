// Development certificates shaped like the health authority's: cards of persons and certificates of organisations.

public import CredentialChecks
public import Foundation

/// What is wrong with a development certificate that is meant to be refused.
public enum CredentialFault: String, Sendable, Hashable, CaseIterable {
    /// Its validity ended a day ago.
    case expired
    /// Its validity begins in a day.
    case notYetValid
    /// It is one for signing.
    case wrongPurpose
    /// It says that it is a production product.
    case productionCategory
}

/// A person to make a card for.
public struct CardHolder: Sendable, Hashable {
    /// The national identifier (PS_IdNat): 8 and the RPPS number for a professional.
    public var identifier: String
    /// The title, for instance `Médecin`.
    public var title: String
    /// The given name, nil on a card that is not nominative.
    public var givenName: String?
    /// The family name, nil on a card that is not nominative.
    public var surname: String?
    /// The structure named on an employee's card.
    public var organization: String?
    /// The profession (TRE_G15), nil for those who have none.
    public var profession: UInt?
    /// The expertise (TRE_R01), for instance `SM26`.
    public var expertise: [String]
    /// The product.
    public var product: CardProduct

    /// Describes a person.
    public init(
        identifier: String, title: String, givenName: String?, surname: String?, organization: String? = nil, profession: UInt? = nil,
        expertise: [String] = [], product: CardProduct = .practitioner
    ) {
        self.identifier = identifier
        self.title = title
        self.givenName = givenName
        self.surname = surname
        self.organization = organization
        self.profession = profession
        self.expertise = expertise
        self.product = product
    }
}

/// An organisation to make a software certificate for.
public struct CertifiedOrganization: Sendable, Hashable {
    /// The national identifier (Struct_IdNat): 1 and the FINESS number for an establishment.
    public var identifier: String
    /// The legal name.
    public var name: String
    /// The department, for instance `Rhône (69)`.
    public var department: String
    /// The name of the certificate (`subject.CN`).
    public var commonName: String

    /// Describes an organisation.
    public init(identifier: String, name: String, department: String, commonName: String) {
        self.identifier = identifier
        self.name = name
        self.department = department
        self.commonName = commonName
    }
}

extension DevelopmentAuthority {
    /// Issues a card for a person: `C=FR, title=…, GN+SN+CN`, three years, test product.
    public func card(for holder: CardHolder, now: Date, fault: CredentialFault? = nil, keys: KeyKind = .ecP256) throws(OpenSSLFailure) -> IssuedCertificate {
        var name: [(NameAttribute, String)] = [(.commonName, holder.identifier)]
        if let surname = holder.surname { name.append((.surname, surname)) }
        if let givenName = holder.givenName { name.append((.givenName, givenName)) }
        let organization = holder.organization.map { [[(NameAttribute.organization, $0)]] } ?? []
        let subject = DistinguishedName([[(.country, "FR")]] + organization + [[(.title, holder.title)], name])
        let type: UInt = [.practitioner: 0, .trainee: 1, .employee: 2, .authorisedPerson: 3][holder.product] ?? 0
        var extensions = [
            Self.category(0x00, fault: fault), CertificateExtension(type: CardExtension.productType, value: .integer(type)),
        ]
        if let profession = holder.profession {
            let oid = holder.product == .trainee ? CardExtension.futureProfession : CardExtension.profession
            extensions.append(CertificateExtension(type: oid, value: .integer(profession)))
        }
        if !holder.expertise.isEmpty {
            extensions.append(CertificateExtension(type: CardExtension.expertise, value: .sequence(holder.expertise.map(DERValue.utf8))))
        }
        return try issue(Self.request(subject, extensions, now: now, fault: fault, keys: keys))
    }

    /// Issues a software certificate for an organisation: `C=FR, ST=…, O=…, OU=Struct_IdNat, CN=…`, three years, test product.
    public func certificate(
        for organization: CertifiedOrganization, now: Date, fault: CredentialFault? = nil, keys: KeyKind = .ecP256
    ) throws(OpenSSLFailure) -> IssuedCertificate {
        let subject = DistinguishedName([
            [(.country, "FR")], [(.stateOrProvince, organization.department)], [(.organization, organization.name)],
            [(.organizationalUnit, organization.identifier)], [(.commonName, organization.commonName)],
        ])
        return try issue(Self.request(subject, [Self.category(0x03, fault: fault)], now: now, fault: fault, keys: keys))
    }

    private static func category(_ category: UInt8, fault: CredentialFault?) -> CertificateExtension {
        CertificateExtension(type: CardExtension.productCategory, value: .octets([fault == .productionCategory ? category : category | 0x80]))
    }

    private static func request(
        _ subject: DistinguishedName, _ extensions: [CertificateExtension], now: Date, fault: CredentialFault?, keys: KeyKind
    ) -> CertificateRequest {
        let day: TimeInterval = 86_400
        let start = fault == .expired ? now - 2 * day : fault == .notYetValid ? now + day : now - clockSlack
        return CertificateRequest(
            subject: subject, notBefore: start, notAfter: fault == .expired ? now - day : now + 3 * year,
            keyUsages: fault == .wrongPurpose ? [.digitalSignature, .contentCommitment] : [.digitalSignature],
            extendedKeyUsages: [fault == .wrongPurpose ? ExtendedKeyUsage.emailProtection : ExtendedKeyUsage.clientAuthentication],
            extensions: extensions, keys: keys)
    }
}
