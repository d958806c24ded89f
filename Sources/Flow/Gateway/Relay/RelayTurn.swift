// One exchange with the record store for somebody else: what is asked first, and what is left out of the answer.

import AuthorTrust
import ClinicalTypes
import Delivery
import XDSMessages

/// One exchange with the record store in somebody else's name.
struct RelayTurn: Sendable {
    let store: StoreClient
    let rights: RelayRights
    /// Gives the blocks of the SOAP header of the next message: what says who asks is signed anew for each.
    let blocks: @Sendable () async throws(DeliveryFailure) -> [[UInt8]]
    let language: Language

    // MARK: ITI-18

    /// Asks for whole objects, since references tell nothing of patient and visibility, and gives what was asked for.
    ///
    /// Whoever may search for references alone is given no objects by the record: then references are asked for, and the record holds them to patient and
    /// visibility.
    func query(_ asked: StoredQueryRequest) async throws(RelayStop) -> StoredQueryResponse {
        let wanted = asked.returnType == .objectRef ? [RecordAction.searchReference] : [.searchMetadata]
        if let obstacle = rights.obstacle(to: wanted), asked.returnType == .leafClass || rights.obstacle(to: [.searchMetadata]) != nil {
            return StoredQueryResponse(response: .failure([RelayRefusal.notAllowed.error(in: language, obstacle)]))
        }
        guard rights.seesMetadata else {
            guard rights.isJudgedByRecord else {
                return StoredQueryResponse(response: .failure([RelayRefusal.notAllowed.error(in: language, rights.obstacle(to: [.searchMetadata]) ?? "")]))
            }
            return try await answered { blocks async throws(DeliveryFailure) in try await store.query(asked, header: blocks) }
        }
        var whole = asked
        whole.returnType = .leafClass
        let question = whole
        var found = try await answered { blocks async throws(DeliveryFailure) in try await store.query(question, header: blocks) }
        // A record that judges, too, says by itself what is of another patient.
        guard !found.response.errors.contains(where: { $0.code == .patientIdDoesNotMatch }) else {
            return StoredQueryResponse(response: .failure([RelayRefusal.otherPatient.error(in: language)]))
        }
        let patients = found.objects.documentEntries.map(\.patientId) + found.objects.submissionSets.map(\.patientId) + found.objects.folders.map(\.patientId)
        var foreign = !patients.allSatisfy(rights.concerns)
        if !foreign, patients.isEmpty, !found.objects.associations.isEmpty { foreign = try await !areOwn(found.objects.associations) }
        guard !foreign else { return StoredQueryResponse(response: .failure([RelayRefusal.otherPatient.error(in: language)])) }
        let hidden = Set(found.objects.documentEntries.filter { rights.obstacle(to: RelayRights.seeing($0), with: $0) != nil }.map(\.entryUUID))
        found.objects.documentEntries.removeAll { hidden.contains($0.entryUUID) }
        found.objects.associations.removeAll { hidden.contains($0.source) || hidden.contains($0.target) }
        if asked.returnType == .objectRef { found.objects = RegistryObjectList(references: found.objects.ids) }
        return found
    }

    /// What is found of the patient whom the question names, as references: of these the gateway cuts pages.
    ///
    /// They tell neither patient nor visibility, so that nobody is given them; what they name is asked for, and given, by `query`.
    func references(_ asked: StoredQueryRequest) async throws(RelayStop) -> StoredQueryResponse {
        if let obstacle = rights.obstacle(to: [.searchMetadata]) {
            return StoredQueryResponse(response: .failure([RelayRefusal.notAllowed.error(in: language, obstacle)]))
        }
        return try await answered { blocks async throws(DeliveryFailure) in try await store.query(asked, header: blocks) }
    }

    /// Whether associations that came without their ends are between objects of the patient: of each, one end is a document, and each document is.
    private func areOwn(_ associations: [Association]) async throws(RelayStop) -> Bool {
        let found = try await entries("$XDSDocumentEntryEntryUUID", associations.flatMap { [$0.source, $0.target] })
        let known = Set(found.entries.map(\.entryUUID))
        return found.foreign.isEmpty
            && found.entries.allSatisfy { rights.concerns($0.patientId) && rights.obstacle(to: RelayRights.seeing($0), with: $0) == nil }
            && associations.allSatisfy { known.contains($0.source) || known.contains($0.target) }
    }

    // MARK: ITI-43

    /// Retrieves the documents that may be read, and says of each other why not.
    func retrieve(_ asked: RetrieveRequest) async throws(RelayStop) -> RetrieveResponse {
        let found = try await entries("$XDSDocumentEntryUniqueId", asked.documents.map(\.documentUniqueId))
        var allowed: [DocumentRequest] = []
        var errors: [RegistryError] = []
        for wanted in asked.documents {
            let id = wanted.documentUniqueId
            guard !found.foreign.contains(id) else {
                errors.append(RelayRefusal.otherPatient.error(in: language, at: id))
                continue
            }
            guard let entry = found.entries.last(where: { $0.uniqueId == id }) else {
                errors.append(RelayRefusal.noDocument.error(in: language, at: id))
                continue
            }
            if !rights.concerns(entry.patientId) {
                errors.append(RelayRefusal.otherPatient.error(in: language, at: id))
            } else if let obstacle = rights.obstacle(to: RelayRights.reading(entry), with: entry) {
                errors.append(RelayRefusal.notAllowed.error(in: language, at: id, obstacle))
            } else {
                allowed.append(wanted)
            }
        }
        guard !allowed.isEmpty else { return RetrieveResponse(response: .failure(errors), documents: []) }
        let wanted = RetrieveRequest(documents: allowed)
        var given = try await answered { blocks async throws(DeliveryFailure) in try await store.retrieve(wanted, header: blocks) }
        // A store that gives more than it was asked for gives it to nobody.
        let names = Set(allowed.map(\.documentUniqueId))
        given.documents.removeAll { !names.contains($0.request.documentUniqueId) }
        given.response.errors += errors
        if !errors.isEmpty { given.response.status = given.documents.isEmpty ? .failure : .partialSuccess }
        return given
    }

    // MARK: ITI-57

    /// Hands a change on, once every part of it may be done.
    func update(_ asked: UpdateDocumentSetRequest) async throws(RelayStop) -> RegistryResponse {
        let objects = asked.objects
        var errors: [RegistryError] = []
        let changes = objects.associations.filter { $0.type == .updatesAvailabilityStatus }
        // Who may search for references alone is shown no entries: then the record alone knows whose they are.
        let looks = rights.seesMetadata || !rights.isJudgedByRecord
        let targets = looks ? try await entries("$XDSDocumentEntryEntryUUID", changes.map(\.target)) : FoundEntries()
        for change in changes {
            let values = (change.values(of: "OriginalStatus") ?? []) + (change.values(of: "NewStatus") ?? [])
            let statuses = values.map(AvailabilityStatus.init(rawValue:))
            let actions = statuses.count == 2 ? RelayRights.changing(from: statuses[0], to: statuses[1]) : nil
            if looks {
                errors += reproaches(actions, to: change.target, targets.entries.first { $0.entryUUID == change.target }, targets, at: change.entryUUID)
            } else if let obstacle = actions.map({ rights.obstacle(to: $0) }) ?? "status" {
                errors.append(RelayRefusal.notAllowed.error(in: language, at: change.entryUUID, obstacle))
            }
        }
        guard looks || objects.documentEntries.isEmpty else {
            return .failure(errors + [RelayRefusal.notAllowed.error(in: language, rights.obstacle(to: [.hide]) ?? "")])
        }
        let formers = try await entries("$XDSDocumentEntryUniqueId", objects.documentEntries.map(\.uniqueId))
        for next in objects.documentEntries {
            let former = formers.entries.last { $0.uniqueId == next.uniqueId }
            errors += reproaches(former.flatMap { RelayRights.changing($0, to: next) }, to: next.uniqueId, former, formers, at: next.entryUUID)
        }
        if changes.isEmpty, objects.documentEntries.isEmpty { errors.append(RelayRefusal.unknownUpdate.error(in: language)) }
        guard errors.isEmpty else { return .failure(errors) }
        return try await answered { blocks async throws(DeliveryFailure) in try await store.update(asked, header: blocks) }
    }

    private func reproaches(
        _ actions: [RecordAction]?, to id: String, _ entry: DocumentEntry?, _ found: FoundEntries, at object: String
    ) -> [RegistryError] {
        guard !found.foreign.contains(id) else { return [RelayRefusal.otherPatient.error(in: language, at: object)] }
        guard let entry else { return [RelayRefusal.noDocument.error(in: language, at: object)] }
        guard rights.concerns(entry.patientId) else { return [RelayRefusal.otherPatient.error(in: language, at: object)] }
        guard let actions else { return [RelayRefusal.unknownUpdate.error(in: language, at: object)] }
        return rights.obstacle(to: actions, with: entry).map { [RelayRefusal.notAllowed.error(in: language, at: object, $0)] } ?? []
    }

    /// The entries under ids, as the registry has them; asked for one by one where they turn out to be of several patients.
    ///
    /// Nothing is asked where there is no id; what the registry refuses is thrown as its errors, but for what it says is of another patient.
    private func entries(_ parameter: String, _ ids: [String]) async throws(RelayStop) -> FoundEntries {
        guard !ids.isEmpty else { return FoundEntries() }
        let names = Set(ids).sorted()
        let together = try await asked(parameter, names)
        let isOfSeveral = together.response.errors.contains { $0.code == .resultNotSinglePatient || $0.code == .patientIdDoesNotMatch }
        guard isOfSeveral else { return FoundEntries(entries: try together.entries()) }
        var found = FoundEntries()
        for name in names {
            let one = names.count == 1 ? together : try await asked(parameter, [name])
            if one.response.errors.contains(where: { $0.code == .patientIdDoesNotMatch }) {
                found.foreign.insert(name)
            } else {
                found.entries += try one.entries()
            }
        }
        return found
    }

    private func asked(_ parameter: String, _ ids: [String]) async throws(RelayStop) -> StoredQueryResponse {
        let query = StoredQueryRequest(query: .getDocuments, parameters: [QueryParameter(parameter, anyOf: ids.map { .string($0) })])
        return try await answered { blocks async throws(DeliveryFailure) in try await store.query(query, header: blocks) }
    }

    private func answered<Answer>(_ exchange: ([[UInt8]]) async throws(DeliveryFailure) -> Answer) async throws(RelayStop) -> Answer {
        do throws(DeliveryFailure) {
            return try await exchange(try await blocks())
        } catch {
            if let refusal = error.identity { throw .identity(refusal) }
            throw .errors([RelayRefusal.noAnswer.error(in: language, "(\(error.code))")])
        }
    }
}

/// What the registry has under ids.
private struct FoundEntries {
    var entries: [DocumentEntry] = []
    /// The ids that are of another patient, as the registry says.
    var foreign: Set<String> = []
}

/// Why nothing more is asked: what is answered instead.
enum RelayStop: Error {
    /// Errors of the registry, or of the relay.
    case errors([RegistryError])
    /// The store refuses who asks.
    case identity(IdentityRefusal)
}

extension StoredQueryResponse {
    /// The entries; the registry's errors are thrown.
    fileprivate func entries() throws(RelayStop) -> [DocumentEntry] {
        let errors = response.errors.filter { $0.severity == .error && $0.code != .documentUniqueIdError }
        guard errors.isEmpty else { throw .errors(errors) }
        return objects.documentEntries
    }
}

extension RegistryObjectList {
    /// The ids of all objects.
    fileprivate var ids: [String] {
        documentEntries.map(\.entryUUID) + submissionSets.map(\.entryUUID) + folders.map(\.entryUUID) + associations.map(\.entryUUID)
    }
}
