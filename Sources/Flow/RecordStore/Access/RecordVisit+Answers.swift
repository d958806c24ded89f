// What of an answer a visitor is given, and which of the wished changes may be made.

import AuthorTrust
import GRDB
import XDSMessages

extension RecordVisit {
    /// What a query found, without what is not there for the visitor.
    ///
    /// Refused where an object is of another patient, and where whole objects are asked for by somebody who may search for references alone.
    func permitted(_ found: RegistryObjectList, in registry: RegistryReader, whole: Bool) throws -> RegistryObjectList {
        let ends = Set(found.associations.flatMap { [$0.source, $0.target] }).subtracting(found.documentEntries.map(\.entryUUID))
        let members = try found.submissionSets.map { set in
            (set: set.entryUUID, entries: try registry.entries(.entryUUID, registry.members(of: set.entryUUID).map(\.target), allVersions: true))
        }
        let others = try registry.entries(.entryUUID, ends.sorted(), allVersions: true)
        let patients = found.submissionSets.map(\.patientId) + found.folders.map(\.patientId) + (found.documentEntries + others).map(\.patientId)
        guard patients.allSatisfy(concerns) else { throw QueryRefused([.ofAnotherPatient()]) }
        var absent = Set((found.documentEntries + others).filter { !sees($0) }.map(\.entryUUID))
        // A set tells that there is something in it: one with nothing for the visitor is not there either.
        absent.formUnion(members.filter { !$0.entries.isEmpty && !$0.entries.contains(where: sees) }.map(\.set))
        var permitted = found
        permitted.documentEntries.removeAll { absent.contains($0.entryUUID) }
        permitted.submissionSets.removeAll { absent.contains($0.entryUUID) }
        permitted.associations.removeAll { absent.contains($0.source) || absent.contains($0.target) }
        if whole, let cell = obstacle(to: .searchMetadata), !isWholeForStructure(permitted, members.flatMap(\.entries)) {
            throw QueryRefused([.rightsRefused(cell)])
        }
        if !whole, let cell = obstacle(to: .searchReference), obstacle(to: .searchMetadata) != nil { throw QueryRefused([.rightsRefused(cell)]) }
        return permitted
    }

    private func isWholeForStructure(_ permitted: RegistryObjectList, _ members: [DocumentEntry]) -> Bool {
        visitor.isStructure && permitted.folders.isEmpty && (permitted.documentEntries + members).allSatisfy { obstacle(toReading: $0) == nil }
    }

    /// The documents that are read, and what is said of each other one; what is not there for the visitor is told like what is not there at all.
    func reading(_ wanted: [DocumentRequest], _ entries: [DocumentEntry]) -> (given: [DocumentRequest], errors: [RegistryError]) {
        var given: [DocumentRequest] = []
        var errors: [RegistryError] = []
        for request in wanted {
            let id = request.documentUniqueId
            // Without an entry the retrieval itself says what is wrong.
            guard let entry = entries.last(where: { $0.uniqueId == id }) else {
                given.append(request)
                continue
            }
            if !concerns(entry.patientId) {
                errors.append(.ofAnotherPatient(at: id))
            } else if !sees(entry) {
                errors.append(Retrieval.noDocument(id))
            } else if let cell = obstacle(toReading: entry) {
                errors.append(.rightsRefused(cell, at: id))
            } else {
                given.append(request)
            }
        }
        return (given, errors)
    }

    /// What stands against a change; empty where all of it may be made.
    ///
    /// What the registry does not hold, the registry refuses by itself.
    func reproaches(to request: UpdateDocumentSetRequest, in registry: RegistryReader) throws -> [RegistryError] {
        var errors: [RegistryError] = []
        func judge(_ entry: DocumentEntry, at object: String, _ cell: (DocumentEntry) -> String?) {
            if !concerns(entry.patientId) {
                errors.append(.ofAnotherPatient(at: object))
            } else if !sees(entry) {
                errors.append(RegistryError(.unresolvedReference, "targetObject is no registered document", location: object))
            } else if let cell = cell(entry) {
                errors.append(.rightsRefused(cell, at: object))
            }
        }
        for change in request.objects.associations where change.type == .updatesAvailabilityStatus {
            guard let entry = try registry.entries(.entryUUID, [change.target.lowercased()], allVersions: true).last,
                let old = change.values(of: "OriginalStatus")?.first, let new = change.values(of: "NewStatus")?.first
            else { continue }
            judge(entry, at: change.entryUUID) { obstacle(to: AvailabilityStatus(rawValue: new), from: AvailabilityStatus(rawValue: old), of: $0) }
        }
        for next in request.objects.documentEntries {
            guard let former = try registry.entries(.uniqueId, [next.uniqueId], allVersions: false).last else { continue }
            judge(former, at: next.entryUUID) { obstacle(to: next, after: $0) }
        }
        return errors
    }
}
