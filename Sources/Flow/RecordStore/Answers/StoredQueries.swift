// Answers ITI-18: the stored queries that are offered.

import GRDB
import XDSMessages

/// Answers ITI-18.
struct StoredQueries: Sendable {
    let database: StoreDatabase
    let maximumResults: Int

    func answer(_ request: StoredQueryRequest) async -> StoredQueryResponse {
        do {
            let parameters = try QueryParameters(request)
            let found: [DocumentEntry]
            switch request.query {
            case .findDocuments: found = try await findDocuments(FindDocumentsFilter(parameters))
            case .getDocuments: found = try await getDocuments(parameters)
            default: throw RegistryError(.unknownStoredQuery, "FindDocuments and GetDocuments are offered here")
            }
            return try response(found, request: request, warnings: parameters.warnings)
        } catch let error as RegistryError {
            return StoredQueryResponse(response: .failure([error]))
        } catch {
            return StoredQueryResponse(response: .failure([RegistryError(.registryError, "the store failed")]))
        }
    }

    private func response(_ found: [DocumentEntry], request: StoredQueryRequest, warnings: [RegistryError]) throws -> StoredQueryResponse {
        let success = RegistryResponse(status: .success, errors: warnings)
        guard request.returnType == .leafClass else {
            return StoredQueryResponse(response: success, objects: RegistryObjectList(references: found.map(\.entryUUID)))
        }
        guard found.count <= maximumResults else {
            throw RegistryError(.tooManyResults, "more than \(maximumResults); ask for ObjectRef, or for less")
        }
        guard Set(found.map { PatientIdentity.key(of: $0.patientId) }).count < 2 else {
            throw RegistryError(.resultNotSinglePatient, "the documents are of several patients")
        }
        return StoredQueryResponse(response: success, objects: RegistryObjectList(documentEntries: found))
    }

    private func findDocuments(_ filter: FindDocumentsFilter) async throws -> [DocumentEntry] {
        try await database.pool.read { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT metadata, status FROM document WHERE patient = ? ORDER BY sequence", arguments: [filter.patient])
            var found: [DocumentEntry] = []
            while let row = try rows.next() {
                let entry = try StoreDatabase.entry(row)
                if filter.admits(entry) { found.append(entry) }
            }
            return found
        }
    }

    /// By entryUUID or by uniqueId, not by both; what is not there is left out.
    private func getDocuments(_ parameters: QueryParameters) async throws -> [DocumentEntry] {
        let byUUID = parameters.texts("$XDSDocumentEntryEntryUUID")
        let byUniqueId = parameters.texts("$XDSDocumentEntryUniqueId")
        let ids: [String]
        let column: String
        switch (byUUID, byUniqueId) {
        case (let uuids?, nil): (ids, column) = (uuids.map { $0.lowercased() }, "entryUUID")
        case (nil, let uniqueIds?): (ids, column) = (uniqueIds, "uniqueId")
        case (nil, nil):
            throw RegistryError(.storedQueryMissingParam, "one of $XDSDocumentEntryEntryUUID and $XDSDocumentEntryUniqueId is required")
        default: throw RegistryError(.storedQueryParamNumber, "either $XDSDocumentEntryEntryUUID or $XDSDocumentEntryUniqueId, not both")
        }
        return try await database.pool.read { db in
            var found: [DocumentEntry] = []
            var seen: Set<String> = []
            let statement = try db.cachedStatement(sql: "SELECT metadata, status FROM document WHERE \(column) = ?")
            for id in ids where seen.insert(id).inserted {
                if let row = try Row.fetchOne(statement, arguments: [id]) { found.append(try StoreDatabase.entry(row)) }
            }
            return found
        }
    }
}
