// Development certificates shaped like the health authority's: cards of persons and certificates of organisations.

public import CredentialChecks
public import Foundation

/// What is wrong with a development certificate that is meant to be refused.
public enum CredentialFault: String, Sendable, Hashable, CaseIterable {
    /// Its validity ended a day ago.
    case expired
    /// Its validity begins in a day.
    case notYetValid
    /// It is the other of the two certificates: one for signing where it should authenticate, and the reverse.
    case wrongPurpose
    /// It says that it is a production product.
    case productionCategory
    /// Its key is one of RSA 1024.
    case weakKey
    /// It is signed by way of SHA-1.
    case weakDigest
    /// An extension stands in it twice.
    case doubledExtension
    /// It is on its issuer's revocation list: whoever issues it has to write that list.
    case revoked
    /// An authority issued it that nobody trusts: whoever issues it has to take another authority.
    case unknownAuthority
}

/// Which of the two certificates of a card or an organisation.
public enum CardUse: String, Sendable, Hashable, CaseIterable {
    /// The one to authenticate with: digitalSignature and clientAuth.
    case authentication
    /// The one to sign with: contentCommitment, and for organisations digitalSignature, too; no purpose is named.
    case signature
}

/// The two generations of the health authority's certificates of persons, which differ in how the subject is written.
public enum CardGeneration: String, Sendable, Hashable, CaseIterable {
    /// IGC-CPS2bis: `C=FR, O=TEST, OU=title, CN+SN+GN`.
    case cps2bis = "IGC-CPS2bis"
    /// IGC-Santé: `C=FR, title=…, GN+SN+CN`.
    case igcSante = "IGC-Santé"
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
    /// The number of the card, `issuer/card`, nil where none is carried.
    public var cardNumber: String?

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
    /// Issues a certificate of a person's card: `C=FR, title=…, GN+SN+CN`, three years, test product.
    public func card(
        for holder: CardHolder, use: CardUse = .authentication, generation: CardGeneration = .igcSante, now: Date, fault: CredentialFault? = nil,
        keys: KeyKind = .ecP256, further: [CertificateExtension] = []
    ) throws(OpenSSLFailure) -> IssuedCertificate {
        var name: [(NameAttribute, String)] = [(.commonName, holder.identifier)]
        if let surname = holder.surname { name.append((.surname, surname)) }
        if let givenName = holder.givenName { name.append((.givenName, givenName)) }
        let organization = holder.organization.map { [[(NameAttribute.organization, $0)]] } ?? []
        let subject =
            switch generation {
            case .igcSante: DistinguishedName([[(.country, "FR")]] + organization + [[(.title, holder.title)], name])
            case .cps2bis: DistinguishedName([[(.country, "FR")], [(.organization, "TEST")], [(.organizationalUnit, holder.title)], name])
            }
        let type: UInt = [.practitioner: 0, .trainee: 1, .employee: 2, .authorisedPerson: 3][holder.product] ?? 0
        var extensions = [
            Self.category(0x00, fault: fault), CertificateExtension(type: CardExtension.productType, value: .integer(type)),
        ]
        if let number = holder.cardNumber { extensions.append(CertificateExtension(type: CardExtension.cardNumber, value: .printable(number))) }
        if let profession = holder.profession {
            let oid = holder.product == .trainee ? CardExtension.futureProfession : CardExtension.profession
            extensions.append(CertificateExtension(type: oid, value: .integer(profession)))
        }
        if !holder.expertise.isEmpty {
            extensions.append(CertificateExtension(type: CardExtension.expertise, value: .sequence(holder.expertise.map(DERValue.utf8))))
        }
        var request = Self.request(subject, extensions + further, now: now, fault: fault, keys: keys)
        if use == .signature { request.keyUsages = [.contentCommitment] }
        return try issue(request, for: use, fault: fault)
    }

    /// Issues a software certificate for an organisation: `C=FR, ST=…, O=…, OU=Struct_IdNat, CN=…`, three years, test product.
    public func certificate(
        for organization: CertifiedOrganization, use: CardUse = .authentication, now: Date, fault: CredentialFault? = nil, keys: KeyKind = .ecP256,
        further: [CertificateExtension] = []
    ) throws(OpenSSLFailure) -> IssuedCertificate {
        let subject = DistinguishedName([
            [(.country, "FR")], [(.stateOrProvince, organization.department)], [(.organization, organization.name)],
            [(.organizationalUnit, organization.identifier)], [(.commonName, organization.commonName)],
        ])
        var request = Self.request(subject, [Self.category(0x03, fault: fault)] + further, now: now, fault: fault, keys: keys)
        if use == .signature { request.keyUsages = [.digitalSignature, .contentCommitment] }
        return try issue(request, for: use, fault: fault)
    }

    /// The wrong purpose is that of the other certificate.
    private func issue(_ request: CertificateRequest, for use: CardUse, fault: CredentialFault?) throws(OpenSSLFailure) -> IssuedCertificate {
        var request = request
        let isForSigning = (use == .signature) != (fault == .wrongPurpose)
        if isForSigning {
            if use == .authentication { request.keyUsages = [.digitalSignature, .contentCommitment] }
            request.extendedKeyUsages = []
        } else {
            request.keyUsages = [.digitalSignature]
            request.extendedKeyUsages = [ExtendedKeyUsage.clientAuthentication]
        }
        if fault == .weakDigest { request.digest = .sha1 }
        if fault == .doubledExtension, let first = request.extensions.first { request.extensions.append(first) }
        return try issue(request)
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
            subject: subject, notBefore: start, notAfter: fault == .expired ? now - day : now + 3 * year, extensions: extensions,
            keys: fault == .weakKey ? .rsa1024 : keys)
    }
}
