// Whom a credential names, in one form for certificates, assertions, tokens and the directory.

/// The kinds of credential by which a sender shows who it is.
public enum CredentialKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The card of a health professional.
    case practitionerCard = "CPS"
    /// The card of a professional in training.
    case traineeCard = "CPF"
    /// The card of an employee of an establishment.
    case employeeCard = "CPE"
    /// The card of another authorised person.
    case authorisedPersonCard = "CPA"
    /// A software certificate of an organisation, for TLS or for signatures.
    case organizationCertificate = "ORG"
    /// A SAML assertion.
    case assertion = "VIHF"
    /// A token of Pro Santé Connect.
    case token = "PSC"
    /// An entry of the directory of professionals.
    case directory = "RPPS"
}

/// A structure in whose name somebody acts.
public struct NamedStructure: Sendable, Hashable, Codable {
    /// The national identifier with its prefix (Struct_IdNat), for instance `1` and a FINESS number; the older forms as they came.
    public var identifier: String
    /// The name.
    public var name: String?
    /// The sector of activity, for instance `SA07` of 1.2.250.1.71.4.2.4.
    public var sector: CodedValue?

    /// Names a structure.
    public init(identifier: String, name: String? = nil, sector: CodedValue? = nil) {
        self.identifier = identifier
        self.name = name
        self.sector = sector
    }
}

/// A person, a structure or both, as one credential names them.
///
/// It is a claim until a verdict holds it: `AuthorVerdict.identities` are those whose credential was proven.
public struct NamedIdentity: Sendable, Hashable, Codable {
    /// The credential that says so.
    public var kind: CredentialKind
    /// The person's national identifier with its prefix (PS_IdNat), for instance `8` and an RPPS number; nil where only a structure is named.
    public var person: String?
    /// The family name.
    public var familyName: String?
    /// The given names.
    public var givenName: String?
    /// The profession or, for those who have none, the role: TRE_G15, G16, R94, R95, R291, A00, told apart by the code's system.
    public var profession: CodedValue?
    /// The specialities (savoir-faire, TRE_R01, or G05 and R85 where a second role names one).
    public var expertise: [CodedValue]
    /// The structures in whose name the person acts, or the one structure that the credential is about.
    public var structures: [NamedStructure]

    /// Names somebody.
    public init(
        kind: CredentialKind, person: String? = nil, familyName: String? = nil, givenName: String? = nil, profession: CodedValue? = nil,
        expertise: [CodedValue] = [], structures: [NamedStructure] = []
    ) {
        self.kind = kind
        self.person = person
        self.familyName = familyName
        self.givenName = givenName
        self.profession = profession
        self.expertise = expertise
        self.structures = structures
    }

    /// The identifier to know the sender by: the person's, else that of the only structure.
    public var identifier: String? { person ?? (structures.count == 1 ? structures[0].identifier : nil) }
}

extension NamedIdentity: CustomStringConvertible {
    /// The kind and the identifier: no names.
    public var description: String { "\(kind.rawValue) \(identifier ?? "-")" }
}
