// What an assertion is held against: a document, or what a registry is told of a submission.

public import CDADocuments
import ClinicalTypes
import CredentialChecks

/// What somebody shows an assertion for.
public struct AssertionTarget: Sendable {
    /// Somebody who is named, and where.
    public struct Named: Sendable, Hashable {
        /// The national identifier (PS_IdNat or Struct_IdNat).
        public var value: String
        /// Where it stands.
        public var field: String

        /// Names somebody.
        public init(_ value: String, field: String) {
            self.value = value
            self.field = field
        }
    }

    /// Whom it is about; empty where that is not said.
    public var patients: [ClaimedPatient]
    /// Whether it says whom it is about: then the assertion has to name one of them.
    public var namesPatient: Bool
    /// The professionals who wrote it, submit it or answer for it; empty compares none.
    public var persons: [Named]
    /// The structures that they act for; empty compares none.
    public var structures: [Named]
    /// What an assertion may be used for again: the unique id of a document or of a submission; nil records no use.
    public var purpose: String?

    /// States a target.
    public init(patients: [ClaimedPatient], persons: [Named] = [], structures: [Named] = [], purpose: String? = nil) {
        self.patients = patients
        namesPatient = !patients.isEmpty
        self.persons = persons
        self.structures = structures
        self.purpose = purpose
    }

    /// A document: its patient, its authors and who answers for it, their structures and the custodian's.
    public init(_ document: CDADocument) {
        let named = DocumentIdentities(document)
        var persons = named.persons.map { Named($0.value, field: $0.field) }
        for id in document.legalAuthenticator?.entity?.ids ?? [] where id.root == ProfessionalIdentifier.root {
            if let value = id.extension { persons.append(Named(value, field: id.field)) }
        }
        self.init(
            patients: (document.patient?.ids ?? []).compactMap { id in
                guard let value = id.extension, let root = id.root else { return nil }
                return ClaimedPatient(identifier: value, root: root)
            },
            persons: persons, structures: named.structures.map { Named($0.value, field: $0.field) },
            purpose: document.uniqueID ?? hexadecimal(Digest.sha256(document.source)))
        // A document without a patient is no reason to believe an assertion about any.
        namesPatient = true
    }
}
