// Answers ITI-43: documents by their unique ids.

import XDSMessages

/// Answers ITI-43.
struct Retrieval: Sendable {
    let database: StoreDatabase
    let repositoryUniqueId: String

    /// Gives what is there, deprecated documents too, and an error for each that is not.
    func answer(_ request: RetrieveRequest) async -> RetrieveResponse {
        var documents: [RetrievedDocument] = []
        var errors: [RegistryError] = []
        for wanted in request.documents {
            guard wanted.repositoryUniqueId == repositoryUniqueId else {
                errors.append(RegistryError(.unknownRepositoryId, "this repository is \(repositoryUniqueId)", location: wanted.documentUniqueId))
                continue
            }
            do {
                if let found = try await database.content(uniqueId: wanted.documentUniqueId) {
                    documents.append(RetrievedDocument(request: wanted, mimeType: found.mimeType, bytes: found.bytes))
                } else {
                    errors.append(Self.noDocument(wanted.documentUniqueId))
                }
            } catch {
                errors.append(StoreDatabase.registryError(for: error))
            }
        }
        let status: ResponseStatus = errors.isEmpty ? .success : documents.isEmpty ? .failure : .partialSuccess
        return RetrieveResponse(response: RegistryResponse(status: status, errors: errors), documents: documents)
    }

    /// There is no document of that id.
    static func noDocument(_ id: String) -> RegistryError {
        let hint = EntryUUID.isUniversal(id) ? "; documents are asked for by uniqueId, not by entryUUID" : ""
        return RegistryError(.documentUniqueIdError, "no such document" + hint, location: id)
    }
}
