// The rule that ties the certificate to the document: its holder is the author, or the author's structure.

import CDADocuments
import ClinicalTypes
import CredentialChecks

/// The holder of the certificate is one of the document's authors, or the structure that one of them writes for.
///
/// A person matches an author by PS_IdNat. An organisation matches the structure of an author, the structure within a
/// system's identifier, or the custodian. An employee's card (CPE, CPA) matches as a person or through its structure.
struct AuthorMatches: CredentialRule {
    let code = "author.match"
    let field = "author"

    func checks(of evidence: CredentialEvidence) -> [CredentialCheck] {
        guard let document = evidence.document, let holder = evidence.holder, let product = holder.product, let identity = holder.identity else {
            return notApplicable()
        }
        let named = DocumentIdentities(document)
        var candidates: [(own: String, named: [DocumentIdentity])] = []
        switch identity {
        case .person(let person):
            candidates = [(person.value, named.persons)]
            if product.isThroughStructure, let structure = person.structure { candidates.append((structure, named.structures)) }
        case .structure(let structure):
            candidates = [(structure.value, named.structures)]
        }
        for candidate in candidates {
            if let match = candidate.named.first(where: { $0.value == candidate.own }) { return passed(field: match.field, received: match.value) }
        }
        let wanted = candidates.flatMap(\.named)
        guard !wanted.isEmpty else { return [nothingNamed(for: identity, in: document)] }
        return [mismatch(identity, holder: holder, wanted: wanted)]
    }

    private func mismatch(_ identity: CertificateIdentity, holder: NationalCertificate, wanted: [DocumentIdentity]) -> CredentialCheck {
        let listed = wanted.prefix(3).map { "\($0.value) (\($0.field))" }.joined(separator: " | ") + (wanted.count > 3 ? " …" : "")
        let code =
            switch identity {
            case .person: "author.other-person"
            case .structure: "author.other-structure"
            }
        return failed(code, field: "subject.\(holder.identityAttribute.shortName)", expected: listed, received: identity.value)
    }

    /// The document names nobody that such a certificate could stand for.
    private func nothingNamed(for identity: CertificateIdentity, in document: CDADocument) -> CredentialCheck {
        guard let author = document.authors.first else {
            return failed("author.missing", field: "author", expected: identity.value, received: nil)
        }
        if case .person = identity, document.authors.contains(where: { $0.entity?.device != nil }) {
            return failed(
                "author.system", field: fieldPath(author.path), expected: "an organisation certificate of the system's structure",
                received: identity.value)
        }
        let (path, root) =
            switch identity {
            case .person: ("author[1]/assignedAuthor/id", ProfessionalIdentifier.root)
            case .structure: ("author[1]/assignedAuthor/representedOrganization/id", StructureIdentifier.root)
            }
        return failed("author.identifier-missing", field: path, expected: "\(identity.value) (root \(root))", received: nil)
    }
}
