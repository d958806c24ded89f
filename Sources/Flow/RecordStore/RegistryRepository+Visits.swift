// The store towards somebody who is named: what the patient has decided, what the matrices say, and the access journal.

import Foundation
import GRDB
import XDSMessages

extension RegistryRepository {
    /// Keeps what a patient has decided, in place of what was known; the patient as CX.
    public func keep(_ decisions: PatientDecisions, ofPatient patient: String) async throws {
        let (key, content) = (PatientIdentity.key(of: patient), try JSONEncoder().encode(decisions))
        try await database.pool.write { db in
            try db.execute(sql: "INSERT OR REPLACE INTO decisions (patient, content) VALUES (?, ?)", arguments: [key, content])
        }
    }

    /// What a patient has decided; that of one who never did, where nothing was kept.
    public func decisions(ofPatient patient: String) async throws -> PatientDecisions { try await decisions(key: PatientIdentity.key(of: patient)) }

    private func decisions(key: String) async throws -> PatientDecisions {
        let content = try await database.pool.read { db in
            try Data.fetchOne(db, sql: "SELECT content FROM decisions WHERE patient = ?", arguments: [key])
        }
        return try content.map { try JSONDecoder().decode(PatientDecisions.self, from: $0) } ?? PatientDecisions()
    }

    /// The access journal of a patient, the first access first; the patient as CX.
    public func accesses(ofPatient patient: String) async throws -> [RecordAccessTrace] {
        let key = PatientIdentity.key(of: patient)
        let lines = try await database.pool.read { db in
            try Data.fetchAll(db, sql: "SELECT trace FROM access WHERE patient = ? ORDER BY sequence", arguments: [key])
        }
        return try lines.map { try JSONDecoder().decode(RecordAccessTrace.self, from: $0) }
    }

    /// The visit of somebody; nil where nobody is named, for whom everything is open.
    ///
    /// Where the record is closed to the visitor, the error that says so.
    private func visit(of visitor: RecordVisitor?) async -> Result<RecordVisit?, RefusedVisit> {
        guard let visitor else { return .success(nil) }
        do {
            let visit = RecordVisit(visitor: visitor, decisions: try await decisions(key: visitor.patient))
            return visit.closure.map { .failure(RefusedVisit(error: $0)) } ?? .success(visit)
        } catch {
            return .failure(RefusedVisit(error: StoreDatabase.registryError(for: error)))
        }
    }

    /// Writes an access down before it is answered; where that fails, nothing is given.
    private func noted(
        _ visitor: RecordVisitor?, _ transaction: String, _ response: RegistryResponse, documents: [String] = []
    ) async -> RegistryResponse? {
        guard let visitor else { return nil }
        do {
            _ = try await registrar.register(AccessNote(visitor, transaction, response, documents: documents, at: now()))
            return nil
        } catch {
            return .failure([StoreDatabase.registryError(for: error)])
        }
    }

    /// What a stored query finds for a visitor.
    func found(_ request: StoredQueryRequest, for visitor: RecordVisitor?) async -> StoredQueryResponse {
        var answer: StoredQueryResponse
        switch await visit(of: visitor) {
        case .failure(let refused): answer = StoredQueryResponse(response: .failure([refused.error]))
        case .success(let visit):
            answer = await StoredQueries(
                database: database, maximumResults: options.maximumResults, maximumReferences: options.maximumReferences, visit: visit
            ).answer(request)
        }
        if let failure = await noted(visitor, "ITI-18", answer.response) { answer = StoredQueryResponse(response: failure) }
        return answer
    }

    /// The documents that a visitor is given.
    func retrieved(_ request: RetrieveRequest, for visitor: RecordVisitor?) async -> RetrieveResponse {
        var answer: RetrieveResponse
        let retrieval = Retrieval(database: database, repositoryUniqueId: options.repositoryUniqueId)
        switch await visit(of: visitor) {
        case .failure(let refused): answer = RetrieveResponse(response: .failure([refused.error]), documents: [])
        case .success(nil): return await retrieval.answer(request)
        case .success(let visit?):
            do {
                let ids = request.documents.map(\.documentUniqueId)
                let entries = try await database.pool.read { db in try RegistryReader(db).entries(.uniqueId, ids, allVersions: false) }
                let (given, errors) = visit.reading(request.documents, entries)
                answer = given.isEmpty ? RetrieveResponse(response: .success, documents: []) : await retrieval.answer(RetrieveRequest(documents: given))
                answer.response.errors += errors
                if !errors.isEmpty { answer.response.status = answer.documents.isEmpty ? .failure : .partialSuccess }
            } catch {
                answer = RetrieveResponse(response: .failure([StoreDatabase.registryError(for: error)]), documents: [])
            }
        }
        let names = answer.documents.map(\.request.documentUniqueId)
        if let failure = await noted(visitor, "ITI-43", answer.response, documents: names) { answer = RetrieveResponse(response: failure, documents: []) }
        return answer
    }

    /// The answer to a change that a visitor wishes.
    func updated(_ request: UpdateDocumentSetRequest, caller: String?, by visitor: RecordVisitor?) async -> RegistryResponse {
        let answer: RegistryResponse
        switch await visit(of: visitor) {
        case .failure(let refused): answer = .failure([refused.error])
        case .success(let visit):
            do {
                let errors = try await database.pool.read { db in try visit?.reproaches(to: request, in: RegistryReader(db)) ?? [] }
                answer = errors.isEmpty ? await updated(request, caller: caller) : .failure(errors)
            } catch {
                answer = .failure([StoreDatabase.registryError(for: error)])
            }
        }
        let names =
            request.objects.associations.filter { $0.type == .updatesAvailabilityStatus }.map(\.target) + request.objects.documentEntries.map(\.uniqueId)
        // What was changed stays changed: the update is on disk.
        _ = await noted(visitor, "ITI-57", answer, documents: names)
        return answer
    }
}

/// A visit that the record is closed to.
private struct RefusedVisit: Error {
    let error: RegistryError
}
