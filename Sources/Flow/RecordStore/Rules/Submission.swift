// A submission as the rules look at it.

import CredentialChecks
import XDSMessages

/// A submission, with what several rules need to know of it.
struct Submission: Sendable {
    let objects: RegistryObjectList
    /// The documents as they came; ids may repeat.
    let provided: [ProvidedDocument]
    /// The bytes by the id of their entry.
    let documents: [String: [UInt8]]
    /// The SHA-1 of the bytes in hexadecimal, by the id of their entry.
    let hashes: [String: String]
    /// The patients that the store knows.
    let patients: KnownPatients

    init(_ request: ProvideAndRegisterRequest, patients: KnownPatients = .all) {
        objects = request.objects
        provided = request.documents
        documents = Dictionary(request.documents.map { ($0.id, $0.bytes) }) { first, _ in first }
        hashes = documents.mapValues { hexadecimal(Digest.sha1($0)) }
        self.patients = patients
    }

    /// An update, which brings no documents.
    init(_ request: UpdateDocumentSetRequest, patients: KnownPatients) {
        self.init(ProvideAndRegisterRequest(objects: request.objects, documents: []), patients: patients)
    }

    /// The patient, as the store compares them: the identifier and its authority.
    var patient: String { objects.submissionSets.first.map { PatientIdentity.key(of: $0.patientId) } ?? "" }

    /// The patient identifiers with the objects that they stand in.
    var patientIds: [(object: String, patientId: String)] {
        objects.submissionSets.map { ($0.entryUUID, $0.patientId) } + objects.documentEntries.map { ($0.entryUUID, $0.patientId) }
            + objects.folders.map { ($0.entryUUID, $0.patientId) }
    }
}

enum PatientIdentity {
    /// The identifier and the universal id of its assigning authority (CX.1 and CX.4.2): what makes two CX the same patient.
    static func key(of cx: String) -> String {
        let components = cx.split(separator: "^", omittingEmptySubsequences: false)
        let authority = components.count > 3 ? components[3].split(separator: "&", omittingEmptySubsequences: false) : []
        return (components.first ?? "") + "^" + (authority.count > 1 ? authority[1] : "")
    }
}

enum EntryUUID {
    /// Whether an id is a `urn:uuid:` in full, not a symbolic one.
    static func isUniversal(_ id: String) -> Bool {
        guard id.hasPrefix("urn:uuid:") else { return false }
        let uuid = Array(id.utf8.dropFirst(9))
        return uuid.count == 36
            && uuid.enumerated().allSatisfy { index, byte in
                [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : Character(Unicode.Scalar(byte)).isHexDigit
            }
    }
}
