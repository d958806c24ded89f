// The identities that a document names as answering for it, each with its field.

import CDADocuments
import ClinicalTypes

/// An identity that a document names, and where.
struct DocumentIdentity: Hashable {
    /// The national identifier as a certificate would carry it.
    let value: String
    /// Where it stands, from the ClinicalDocument on.
    let field: String
}

/// Whom a document names: the persons and the structures that may send it.
struct DocumentIdentities {
    /// The persons, by PS_IdNat.
    private(set) var persons: [DocumentIdentity] = []
    /// The structures, by Struct_IdNat.
    private(set) var structures: [DocumentIdentity] = []

    /// Reads the authors; the custodian's structure always counts, since it answers for keeping the document.
    ///
    /// A document that a patient wrote comes through somebody else: whoever entered the data or answers for it counts then.
    init(_ document: CDADocument) {
        for author in document.authors { take(author.entity) }
        let authors = document.authors.compactMap(\.entity)
        if !authors.isEmpty, authors.allSatisfy(\.isPatient) {
            for other in document.dataEnterers + [document.legalAuthenticator].compactMap(\.self) { take(other.entity) }
        }
        take(document.custodian?.organization)
    }

    private mutating func take(_ entity: AssignedEntity?) {
        guard let entity else { return }
        for id in entity.ids where id.root == ProfessionalIdentifier.root {
            guard let text = id.extension, let identifier = try? ProfessionalIdentifier(unverified: text) else { continue }
            // A kind that ended takes any characters after its prefix, a patient's number included: it is never told.
            if case .ended = identifier.kind { continue }
            persons.append(DocumentIdentity(value: text, field: id.field))
            if let structure = identifier.structure { structures.append(DocumentIdentity(value: structure, field: id.field)) }
        }
        take(entity.organization)
    }

    private mutating func take(_ organization: Organization?) {
        for id in organization?.ids ?? [] where id.root == StructureIdentifier.root {
            guard let text = id.extension, (try? StructureIdentifier(unverified: text)) != nil else { continue }
            structures.append(DocumentIdentity(value: text, field: id.field))
        }
    }
}

extension AssignedEntity {
    /// Whether this is the patient: an identifier of national health identity, and none of a professional.
    var isPatient: Bool {
        ids.contains { $0.healthIdentifierSpace != nil } && !ids.contains { $0.root == ProfessionalIdentifier.root }
    }
}

extension IdentifierElement {
    /// The place of the extension, from the ClinicalDocument on: `author[1]/assignedAuthor/id[1]/@extension`.
    var field: String {
        fieldPath(path) + "/@extension"
    }
}

/// A path from the ClinicalDocument on, whatever carries it.
func fieldPath(_ path: String) -> String {
    path.firstRange(of: "ClinicalDocument/").map { String(path[$0.upperBound...]) } ?? path
}

extension ProfessionalIdentifier {
    /// The structure within an identifier of the form `structure/number`, as Struct_IdNat: PS_IdNat 3 is Struct_IdNat 1, and so on.
    var structure: String? {
        switch kind {
        case .adeliPractice(let practice, _): "0" + practice
        case .establishment(let finess, _): "1" + finess.value
        case .company(let siren, _): "2" + siren.value
        case .site(let siret, _): "3" + siret.value
        case .rppsPractice(let practice, _): "4" + practice
        case .adeli, .rpps, .ended: nil
        }
    }
}
