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
    /// The relation to an earlier document, whose entryUUID is found when the submission is sent.
    var relation: Relation?
    /// The bytes as received.
    var bytes: [UInt8]
    /// When they were received.
    var receivedAt: Date
    /// What an assertion for the store says; nil where none is written, and in what was sealed before there were any.
    var claims: IndirectClaims?

    /// A relation to an earlier document, known by its unique id alone.
    struct Relation: Sendable, Codable {
        var type: AssociationType
        var targetUniqueID: String
        var associationUUID: String
    }

    /// The part that is sealed as metadata.
    private struct Sealed: Codable {
        var objects: RegistryObjectList
        var relation: Relation?
        var claims: IndirectClaims?
    }

    /// The metadata to seal.
    var sealed: [UInt8] {
        get throws { [UInt8](try JSONEncoder().encode(Sealed(objects: objects, relation: relation, claims: claims))) }
    }

    /// What was sealed of a passage; nil when it cannot be read.
    static func load(_ passage: Passage, from journal: any PassageJournal) async throws(JournalFailure) -> PreparedSubmission? {
        guard let content = try await journal.content(of: passage.id), let bytes = content.body, let metadata = content.metadata,
            let sealed = try? JSONDecoder().decode(Sealed.self, from: Data(metadata)), sealed.objects.documentEntries.count == 1
        else { return nil }
        return PreparedSubmission(objects: sealed.objects, relation: sealed.relation, bytes: bytes, receivedAt: passage.receivedAt, claims: sealed.claims)
    }

    /// The entry of the document.
    var entry: DocumentEntry { objects.documentEntries[0] }

    /// What is to arrive, as the registry would describe it.
    var expected: ExpectedDocument { ExpectedDocument(uniqueID: entry.uniqueId, sha1: entry.hash ?? "", size: bytes.count) }

    /// The ITI-41 request; `target` is the registry's name of the earlier document, nil where the store has none to relate to.
    func request(target: String?) -> ProvideAndRegisterRequest {
        var objects = objects
        if let relation, let target {
            objects.associations.append(Association(entryUUID: relation.associationUUID, type: relation.type, source: entry.entryUUID, target: target))
        }
        return ProvideAndRegisterRequest(
            objects: objects, documents: [ProvidedDocument(id: entry.entryUUID, mediaType: entry.mimeType, bytes: bytes)])
    }
}

extension PreparedSubmission {
    /// A submission as the metadata stage described it.
    init(_ described: DescribedSubmission, relationUUID: UUID, received: ReceivedDocument, claims: IndirectClaims?) {
        self.init(
            objects: described.objects(),
            relation: described.relation.map {
                Relation(type: $0.type, targetUniqueID: $0.targetUniqueID, associationUUID: "urn:uuid:" + relationUUID.uuidString.lowercased())
            },
            bytes: received.bytes, receivedAt: received.receivedAt, claims: claims)
    }
}
