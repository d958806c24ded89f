// The rules that tie credentials to each other and to the document: one person, and the structure that one writes for.

import CDADocuments
import ClinicalTypes

/// Whoever the card, the assertion, the token and the document name is one person; an organisation's credential covers the author's structure.
struct OnePerson {
    /// What was proven, whatever the kind of credential; what a directory says is no credential.
    let identities: [NamedIdentity]

    init(_ identities: [NamedIdentity]) { self.identities = identities.filter { $0.kind != .directory } }

    /// Whether the credentials agree with each other; nothing is said of a single one.
    func agreement() -> [CredentialCheck] {
        let named = identities.filter { $0.person != nil }
        guard let first = named.first, named.count > 1 else { return [] }
        if let other = named.first(where: { $0.person != first.person }) {
            let hint = Bilingual(
                fr: "Les titres présentés nomment deux personnes : carte, assertion et jeton doivent être ceux du même professionnel.",
                en: "The credentials name two persons: card, assertion and token have to be of the same professional.")
            return [
                CredentialCheck(
                    code: "author.two-persons", outcome: .failed, source: Self.source(of: other.kind), field: Self.field(of: other.kind),
                    expected: first.person, received: other.person, hint: hint)
            ]
        }
        return [
            CredentialCheck(
                code: "author.one-person", outcome: .passed, source: .document, field: named.map { Self.field(of: $0.kind) }.joined(separator: ", "),
                received: first.person, hint: .nothingToDo)
        ]
    }

    /// Whether each credential's holder is an author of the document, or covers the structure that an author writes for.
    func match(in document: CDADocument) -> [CredentialCheck] {
        let named = DocumentIdentities(document)
        return identities.map { identity in
            let isThroughStructure = identity.person == nil || identity.kind == .employeeCard || identity.kind == .authorisedPersonCard
            let structures = isThroughStructure ? identity.structures.map(\.identifier) : []
            let match =
                named.persons.first { $0.value == identity.person } ?? named.structures.first { structures.contains($0.value) }
            if let match {
                return CredentialCheck(
                    code: "author.match", outcome: .passed, source: .document, field: match.field, received: match.value, hint: .nothingToDo)
            }
            let wanted = (identity.person == nil ? [] : named.persons) + (isThroughStructure ? named.structures : [])
            let listed = wanted.prefix(3).map { "\($0.value) (\($0.field))" }.joined(separator: " | ") + (wanted.count > 3 ? " …" : "")
            return failed(
                identity.person == nil ? "author.other-structure" : "author.other-person", field: Self.field(of: identity.kind),
                expected: listed.isEmpty ? nil : listed, received: identity.person ?? structures.first)
        }
    }

    /// The field that names the holder in each kind of credential.
    private static func field(of kind: CredentialKind) -> String {
        switch kind {
        case .practitionerCard, .traineeCard, .employeeCard, .authorisedPersonCard: "subject.CN"
        case .organizationCertificate: "subject.OU"
        case .assertion: "NameID"
        case .token: "SubjectNameID"
        case .directory: "person"
        }
    }

    private static func source(of kind: CredentialKind) -> CredentialSource {
        switch kind {
        case .assertion: .assertion
        case .token: .token
        case .directory: .directory
        default: .certificate
        }
    }
}
