// Answers ITI-18: all stored queries of XDS.

import GRDB
import XDSMessages

/// Answers ITI-18.
struct StoredQueries: Sendable {
    let database: StoreDatabase
    let maximumResults: Int
    let maximumReferences: Int
    /// Who asks, where somebody is named.
    var visit: RecordVisit?

    func answer(_ request: StoredQueryRequest) async -> StoredQueryResponse {
        do {
            let parameters = try QueryParameters(request)
            // One look at the store: what was found is there while it is read.
            return try await database.pool.read { db in
                let search = ObjectSearch(registry: RegistryReader(db), parameters: parameters, limit: maximumReferences)
                return try answer(try found(by: search, request), to: request, warnings: parameters.warnings)
            }
        } catch let refused as QueryRefused {
            return StoredQueryResponse(response: .failure(refused.errors))
        } catch {
            return StoredQueryResponse(response: .failure([RegistryError(.registryError, "the store failed")]))
        }
    }

    /// What was found, as far as whoever asks may see it; what may be seen of an object stands in its metadata.
    private func found(by search: ObjectSearch, _ request: StoredQueryRequest) throws -> Found {
        let rows = try search.rows(of: request.query)
        if let rows, visit == nil { return .rows(rows, search.registry) }
        let objects = try rows.map(search.registry.objects) ?? search.objects(of: request.query)
        return .objects(try visit?.permitted(objects, in: search.registry, whole: request.returnType == .leafClass) ?? objects)
    }

    /// The answer within the limits: a part of a large one where the sender asks for parts (ebRS 3.0, 6.2 iterative queries).
    private func answer(_ all: Found, to request: StoredQueryRequest, warnings: [RegistryError]) throws -> StoredQueryResponse {
        var found = all
        var answer = StoredQueryResponse(response: RegistryResponse(status: .success, errors: warnings))
        if request.startIndex != nil || request.maxResults != nil {
            answer.startIndex = request.startIndex ?? 0
            answer.totalResultCount = all.count
            found = all.part(from: request.startIndex ?? 0, count: request.maxResults)
        }
        guard request.returnType == .leafClass else {
            guard found.count <= maximumReferences else { throw QueryRefused(.tooManyResults, "more than \(maximumReferences); ask for less") }
            answer.objects = RegistryObjectList(references: try found.references())
            return answer
        }
        guard found.count <= maximumResults else {
            throw QueryRefused(.tooManyResults, "\(found.count), more than \(maximumResults): ask for ObjectRef, for less, or for parts (maxResults)")
        }
        let objects = try found.objects()
        let patients = objects.documentEntries.map(\.patientId) + objects.submissionSets.map(\.patientId) + objects.folders.map(\.patientId)
        guard Set(patients.map(PatientIdentity.key)).count < 2 else { throw QueryRefused(.resultNotSinglePatient, "the objects are of several patients") }
        answer.objects = objects
        return answer
    }
}

/// What a query found: objects, or the places where they stand.
private enum Found {
    case objects(RegistryObjectList)
    case rows(FoundRows, RegistryReader)

    var count: Int {
        switch self {
        case .objects(let list): list.count
        case .rows(let rows, _): rows.count
        }
    }

    func part(from start: Int, count: Int?) -> Found {
        switch self {
        case .objects(let list): .objects(list.part(from: start, count: count))
        case .rows(let rows, let reader): .rows(rows.part(from: start, count: count), reader)
        }
    }

    func objects() throws -> RegistryObjectList {
        switch self {
        case .objects(let list): list
        case .rows(let rows, let reader): try reader.objects(at: rows)
        }
    }

    func references() throws -> [String] {
        switch self {
        case .objects(let list): list.ids + list.associations.map(\.entryUUID)
        case .rows(let rows, let reader): try reader.ids(at: rows)
        }
    }
}

extension RegistryObjectList {
    /// How many objects there are.
    fileprivate var count: Int { documentEntries.count + submissionSets.count + folders.count + associations.count }

    /// A part, counted through entries, sets, folders and associations in this order.
    fileprivate func part(from start: Int, count: Int?) -> RegistryObjectList {
        var taking = AnswerPart(from: start, count: count)
        var part = RegistryObjectList(documentEntries: taking.taken(of: documentEntries))
        part.submissionSets = taking.taken(of: submissionSets)
        part.folders = taking.taken(of: folders)
        part.associations = taking.taken(of: associations)
        return part
    }
}
