// What is sealed with an accepted document, so that every attempt sends the same submission.

import AuthorTrust
import Delivery
import Foundation
import Intake
import Journal
import SubmissionMetadata
import XDSMessages

/// A submission as it was described at acceptance, with the bytes that it describes.
struct PreparedSubmission: Sendable {
    /// What the registry is told, but for the relation to an earlier document.
    var objects: RegistryObjectList
    /// The relations to other documents, whose entryUUIDs are found when the submission is sent: one to an earlier document, or what a signature signs.
    var relations: [Relation] = []
    /// The folders that the document brings or goes into.
    var folders: [FolderPlace] = []
    /// Registered documents that the submission refers to.
    var references: [String] = []
    /// The bytes as received.
    var bytes: [UInt8]
    /// When they were received.
    var receivedAt: Date
    /// What an assertion for the store says; nil where none is written, and in what was sealed before there were any.
    var claims: IndirectClaims?

    /// A relation to an earlier document, known by its unique id alone.
    struct Relation: Sendable, Codable, Hashable {
        var type: AssociationType
        var targetUniqueID: String
        var associationUUID: String
        /// The registry's name of the other document, where the submission has it.
        var registered: String?
    }

    /// The part that is sealed as metadata.
    private struct Sealed: Codable {
        var objects: RegistryObjectList
        var relation: Relation?
        var claims: IndirectClaims?
        // What was sealed before these were forwarded has none of them.
        var furtherRelations: [Relation]?
        var folders: [FolderPlace]?
        var references: [String]?
    }

    /// The metadata to seal.
    var sealed: [UInt8] {
        get throws {
            let sealed = Sealed(
                objects: objects, relation: relations.first, claims: claims, furtherRelations: relations.count > 1 ? Array(relations.dropFirst()) : nil,
                folders: folders.isEmpty ? nil : folders, references: references.isEmpty ? nil : references)
            return [UInt8](try JSONEncoder().encode(sealed))
        }
    }

    /// What was sealed of a passage; nil when it cannot be read.
    static func load(_ passage: Passage, from journal: any PassageJournal) async throws(JournalFailure) -> PreparedSubmission? {
        guard let content = try await journal.content(of: passage.id), let bytes = content.body, let metadata = content.metadata,
            let sealed = try? JSONDecoder().decode(Sealed.self, from: Data(metadata)), sealed.objects.documentEntries.count == 1
        else { return nil }
        return PreparedSubmission(
            objects: sealed.objects, relations: [sealed.relation].compactMap(\.self) + (sealed.furtherRelations ?? []), folders: sealed.folders ?? [],
            references: sealed.references ?? [], bytes: bytes, receivedAt: passage.receivedAt, claims: sealed.claims)
    }

    /// The entry of the document.
    var entry: DocumentEntry { objects.documentEntries[0] }

    /// What is to arrive, as the registry would describe it.
    var expected: ExpectedDocument { ExpectedDocument(uniqueID: entry.uniqueId, sha1: entry.hash ?? "", size: bytes.count) }

    /// The ITI-41 request, the same at every attempt as long as the registry holds the same.
    func request(_ ends: SubmissionEnds) -> ProvideAndRegisterRequest {
        var objects = objects
        for (relation, target) in zip(relations, ends.targets) {
            guard let target else { continue }
            objects.associations.append(Association(entryUUID: relation.associationUUID, type: relation.type, source: entry.entryUUID, target: target))
        }
        let set = objects.submissionSets[0].entryUUID
        for reference in references {
            objects.associations.append(.member(name("reference", set, reference), of: set, entry: reference, original: false))
        }
        for place in folders { add(place, known: ends.folders[place.entryUUID], to: &objects) }
        return ProvideAndRegisterRequest(
            objects: objects, documents: [ProvidedDocument(id: entry.entryUUID, mediaType: entry.mimeType, bytes: bytes)])
    }

    /// Adds a folder, unless the registry has it, and what goes into it; the set holds each of these associations too (ITI TF-3 4.2.1.4).
    private func add(_ place: FolderPlace, known: String?, to objects: inout RegistryObjectList) {
        let set = objects.submissionSets[0].entryUUID
        let folder = known ?? place.entryUUID
        if let new = place.folder, known == nil {
            objects.folders.append(new)
            objects.associations.append(Association(entryUUID: name("member", set, folder), type: .hasMember, source: set, target: folder))
        }
        for object in (place.holdsDocument ? [entry.entryUUID] : []) + place.registered {
            let content = name("content", folder, object)
            objects.associations.append(Association(entryUUID: content, type: .hasMember, source: folder, target: object))
            objects.associations.append(Association(entryUUID: name("member", set, content), type: .hasMember, source: set, target: content))
        }
    }

    /// The name of an association of this submission, the same whenever it is sent.
    private func name(_ kind: String, _ source: String, _ target: String) -> String {
        ObjectName.derived(from: "\(objects.submissionSets[0].uniqueId) \(kind) \(source) \(target)")
    }
}

/// What a submission hangs on in the registry, found when it is sent.
struct SubmissionEnds: Hashable {
    /// The registry's names of the documents that it relates to, in the order of the relations; nil for one that the store does not have.
    var targets: [String?] = []
    /// The names of the folders that the registry has already, by the names that the submission has for them.
    var folders: [String: String] = [:]
    /// What the timeline is told.
    var note: String?
}

extension PreparedSubmission {
    /// A submission as the metadata stage described it.
    init(_ described: DescribedSubmission, relationUUID: UUID, received: ReceivedDocument, claims: IndirectClaims?) {
        self.init(
            objects: described.objects(),
            relations: described.relation.map {
                [Relation(type: $0.type, targetUniqueID: $0.targetUniqueID, associationUUID: "urn:uuid:" + relationUUID.uuidString.lowercased())]
            } ?? [],
            bytes: received.bytes, receivedAt: received.receivedAt, claims: claims)
    }

    /// Takes in what the envelope brings beside the document; folders are of the patient as the document has them.
    mutating func add(_ instructions: SubmissionInstructions) {
        references = instructions.references
        folders = instructions.folders.map { place in
            var place = place
            place.folder?.patientId = entry.patientId
            return place
        }
    }
}
