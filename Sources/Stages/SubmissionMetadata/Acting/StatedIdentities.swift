// Whom registry metadata names: the patient, those who wrote and submitted, and their structures, each with the attribute that says so.

import ClinicalTypes
public import XDSMessages

/// Whom registry metadata names by national identifiers.
public struct StatedIdentities: Sendable, Hashable {
    /// An identifier, and the attribute that it stands in.
    public struct Stated: Sendable, Hashable {
        /// The identifier: PS_IdNat or Struct_IdNat.
        public var value: String
        /// The attribute, for instance `SubmissionSet.authorPerson`.
        public var attribute: String
    }

    /// The patients as CX: content, never logged.
    public private(set) var patients: [String] = []
    /// The professionals and systems.
    public private(set) var persons: [Stated] = []
    /// The structures.
    public private(set) var structures: [Stated] = []

    /// Reads entries and sets.
    public init(_ objects: RegistryObjectList) {
        for set in objects.submissionSets {
            patients.append(set.patientId)
            for author in set.authors { take(author, "SubmissionSet") }
        }
        for entry in objects.documentEntries {
            patients.append(entry.patientId)
            for author in entry.authors { take(author, "DocumentEntry") }
            if let person = entry.legalAuthenticator { take(person: person, "DocumentEntry.legalAuthenticator") }
        }
        patients = patients.filter { !$0.isEmpty }
    }

    private mutating func take(_ author: Author, _ object: String) {
        if let person = author.person { take(person: person, object + ".authorPerson") }
        for institution in author.institutions {
            let field = HL7Field(institution)
            guard field.authority(6) == IdentifierRoot.structure, let value = field[10] else { continue }
            structures.append(Stated(value: value, attribute: object + ".authorInstitution"))
        }
    }

    private mutating func take(person: String, _ attribute: String) {
        let field = HL7Field(person)
        guard field.authority(9) == IdentifierRoot.professional, let value = field[1] else { return }
        persons.append(Stated(value: value, attribute: attribute))
    }
}
