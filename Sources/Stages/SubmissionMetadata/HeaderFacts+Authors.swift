// Authors and who answers for the document.

import CDADocuments
import ClinicalTypes
import XDSMessages

extension HeaderFacts {
    mutating func authors() -> [Author] {
        var authors: [Author] = []
        for participation in document.authors {
            guard let entity = participation.entity, let person = entity.extendedPerson else {
                findings.append(.authorWithoutPerson(place: participation.place))
                continue
            }
            // A patient writes for no institution.
            let institution = entity.isPatient ? nil : entity.organization?.extendedOrganization
            authors.append(
                Author(
                    person: person, institutions: [institution].compactMap { $0 },
                    roles: [participation.functionCode?.displayName].compactMap { $0 }.filter { !$0.isEmpty },
                    specialties: [entity.specialty].compactMap { $0 }))
        }
        if authors.isEmpty { findings.append(.missing("author", "ClinicalDocument/author/assignedAuthor", place: document.authors.first?.place ?? top)) }
        return authors
    }

    mutating func legalAuthenticator() -> String? {
        guard let person = document.legalAuthenticator?.entity?.extendedPerson else {
            findings.append(.missing("legal-authenticator", "legalAuthenticator/assignedEntity", place: document.legalAuthenticator?.place ?? top))
            return nil
        }
        return person
    }
}
