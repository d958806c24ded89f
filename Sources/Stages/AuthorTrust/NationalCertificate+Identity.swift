// What a national certificate says of its holder, in the form that all credentials share.

public import ClinicalTypes
import CredentialChecks

extension NationalCertificate {
    /// Whom the certificate names; nil where its subject holds no readable national identifier.
    ///
    /// A card that is not nominative has neither surname nor given name: the organisation stands for the one, the common name for the other, with
    /// every other character than letters and digits as a hyphen.
    public var named: NamedIdentity? {
        guard let product, let identity else { return nil }
        let subject = certificate.subject
        switch identity {
        case .person(let person):
            let isNominative = subject.text(.surname) != nil
            let structures = person.structure.map { [NamedStructure(identifier: $0, name: subject.text(.organization))] } ?? []
            return NamedIdentity(
                kind: product.kind, person: person.value, familyName: isNominative ? subject.text(.surname) : subject.text(.organization),
                givenName: isNominative ? subject.text(.givenName) : subject.text(.commonName).map(Self.hyphenated), profession: profession,
                expertise: expertise, structures: structures)
        case .structure(let structure):
            return NamedIdentity(kind: product.kind, structures: [NamedStructure(identifier: structure.value, name: subject.text(.organization))])
        }
    }

    private static func hyphenated(_ text: String) -> String { String(text.map { $0.isLetter || $0.isNumber ? $0 : "-" }) }
}

extension CardProduct {
    /// The kind of credential that the product is.
    public var kind: CredentialKind {
        switch self {
        case .practitioner: .practitionerCard
        case .trainee: .traineeCard
        case .employee: .employeeCard
        case .authorisedPerson: .authorisedPersonCard
        case .organization: .organizationCertificate
        }
    }
}
