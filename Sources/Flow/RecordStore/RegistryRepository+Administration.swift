// What the operator of a sandbox, and a test, may see of the store.

public import XDSMessages

/// A stored document, as its operator sees it.
public struct StoredDocument: Sendable, Hashable, Codable {
    /// The producer's identifier.
    public var uniqueId: String
    /// The registry's identifier.
    public var entryUUID: String
    /// The patient, CX.
    public var patientId: String
    /// The type.
    public var typeCode: Code?
    /// The class.
    public var classCode: Code?
    /// Whether it is current.
    public var status: AvailabilityStatus
    /// The SHA-1 of the bytes, in hexadecimal.
    public var hash: String
    /// The number of bytes.
    public var size: Int
    /// How many documents have this unique id, versions of their metadata apart; anything but 1 would be a defect.
    public var storedCount: Int
}

extension RegistryRepository {
    /// How many documents are stored.
    public func documentCount() async throws -> Int { try await database.documentCount() }

    /// The stored documents in the order of their arrival, each in the last version of its metadata.
    public func documents() async throws -> [StoredDocument] { try await database.storedDocuments() }

    /// The bytes of a document, nil where there is none of that unique id.
    public func bytes(uniqueId: String) async throws -> [UInt8]? { try await database.bytes(uniqueId: uniqueId) }
}
