// ITI-57: another status, other levels of confidentiality, and what is refused.

import Foundation
import GRDB
import Testing
import XDSMessages

@testable import RecordStore

@Suite struct UpdateTests {
    private static let masked = Code(code: "MASQUE_PS", scheme: "1.2.250.1.213.1.1.4.13")
    private static let unknown = "urn:uuid:00000000-0000-4000-8000-000000000000"

    private func storeWithOne() async throws -> (TestStore, DocumentEntry) {
        let test = try TestStore()
        try await test.provide(Fixture.request("1.2.1"))
        return (test, try #require(try await test.find().first))
    }

    private func change(_ entry: DocumentEntry, to new: AvailabilityStatus, from old: AvailabilityStatus = .approved) -> UpdateDocumentSetRequest {
        .statusChange(of: entry.entryUUID, from: old, to: new, in: Fixture.set())
    }

    private func masking(_ entry: DocumentEntry) -> UpdateDocumentSetRequest {
        var next = entry
        next.confidentialityCodes.append(Self.masked)
        return .nextVersion(of: next, in: Fixture.set())
    }

    // MARK: Status

    @Test func `a document is archived, taken out of the archive, and deleted; its bytes stay`() async throws {
        let (test, entry) = try await storeWithOne()
        #expect(try await test.codes(change(entry, to: .archived)).isEmpty)
        #expect(try await test.find().isEmpty)
        #expect(try await test.find(status: .archived).map(\.availabilityStatus) == [.archived])
        #expect(try await test.codes(change(entry, to: .approved, from: .archived)).isEmpty)
        #expect(try await test.find().map(\.entryUUID) == [entry.entryUUID])
        #expect(try await test.codes(change(entry, to: .deleted)).isEmpty)
        #expect(try await test.find(status: .deleted).map(\.uniqueId) == ["1.2.1"])
        #expect(try await test.retrieve(["1.2.1"]).documents.map(\.bytes) == [Fixture.document()])
    }

    @Test func `a deleted document stays deleted`() async throws {
        let (test, entry) = try await storeWithOne()
        try await test.update(change(entry, to: .deleted))
        #expect(try await test.codes(change(entry, to: .approved, from: .deleted)) == [.metadataUpdateError])
        #expect(try await test.codes(change(entry, to: .archived, from: .deleted)) == [.metadataUpdateError])
        #expect(try await test.codes(Fixture.request("1.2.2", replacing: entry.entryUUID)) == [.registryDeprecatedDocumentError])
        #expect(try await test.find(status: .deleted).count == 1)
    }

    @Test func `a status is changed from the one registered alone`() async throws {
        let (test, entry) = try await storeWithOne()
        #expect(try await test.codes(change(entry, to: .approved, from: .archived)) == [.metadataUpdateError])
        try await test.update(change(entry, to: .archived))
        #expect(try await test.codes(change(entry, to: .deleted)) == [.metadataUpdateError])
        #expect(try await test.find(status: .archived).count == 1)
    }

    @Test func `a replaced document is neither approved again nor deleted: its last version is`() async throws {
        let (test, entry) = try await storeWithOne()
        try await test.provide(Fixture.request("1.2.2", replacing: entry.entryUUID))
        #expect(try await test.codes(change(entry, to: .approved, from: .deprecated)) == [.metadataUpdateError])
        #expect(try await test.codes(change(entry, to: .deleted, from: .deprecated)) == [.metadataUpdateError])
        #expect(try await test.store.documents().map(\.status) == [.deprecated, .approved])
        let last = try #require(try await test.find().first)
        #expect(try await test.codes(change(last, to: .deleted)).isEmpty)
        #expect(try await test.codes(change(entry, to: .deleted, from: .deprecated)) == [.metadataUpdateError])
        #expect(try await test.store.documents().map(\.status) == [.deprecated, .deleted])
    }

    @Test func `a replaced document whose metadata have several versions is not deleted either`() async throws {
        let (test, entry) = try await storeWithOne()
        var next = entry
        next.confidentialityCodes.append(Code(code: "MASQUE_PS", scheme: "1.2.250.1.213.1.1.4.13"))
        #expect(try await test.codes(.nextVersion(of: next, in: Fixture.set())).isEmpty)
        let second = try #require(try await test.find().first)
        #expect(second.version == 2)
        try await test.provide(Fixture.request("1.2.2", replacing: second.entryUUID))
        #expect(try await test.codes(change(second, to: .deleted, from: .deprecated)) == [.metadataUpdateError])
        #expect(try await test.codes(change(entry, to: .deleted, from: .deprecated)) == [.metadataVersionError])
    }

    @Test func `a document that was withdrawn and not replaced can be deleted`() async throws {
        let (test, entry) = try await storeWithOne()
        #expect(try await test.codes(change(entry, to: .deprecated)).isEmpty)
        #expect(try await test.codes(change(entry, to: .deleted, from: .deprecated)).isEmpty)
    }

    @Test func `a document that was withdrawn and not replaced can be approved again`() async throws {
        let (test, entry) = try await storeWithOne()
        #expect(try await test.codes(change(entry, to: .deprecated)).isEmpty)
        #expect(try await test.codes(change(entry, to: .approved, from: .deprecated)).isEmpty)
        #expect(try await test.find().count == 1)
    }

    @Test func `what is not registered, or of another patient, is not changed`() async throws {
        let (test, entry) = try await storeWithOne()
        let nothing = UpdateDocumentSetRequest.statusChange(of: Self.unknown, from: .approved, to: .deleted, in: Fixture.set())
        #expect(try await test.codes(nothing) == [.unresolvedReference])
        let stranger = UpdateDocumentSetRequest.statusChange(
            of: entry.entryUUID, from: .approved, to: .deleted, in: Fixture.set(patient: Fixture.otherPatient))
        #expect(try await test.codes(stranger) == [.patientIDReconciliationError])
        #expect(try await test.find().count == 1)
    }

    @Test(arguments: ["OriginalStatus", "NewStatus"])
    func `a change of status names both statuses, and known ones`(slot: String) async throws {
        let (test, entry) = try await storeWithOne()
        for values in [nil, ["urn:unknown"], [], [AvailabilityStatus.approved.rawValue, AvailabilityStatus.deleted.rawValue]] {
            var request = change(entry, to: .deleted)
            request.objects.associations[0].slots.removeAll { $0.name == slot }
            if let values { request.objects.associations[0].slots.append(Slot(slot, values)) }
            #expect(try await test.codes(request) == [.metadataUpdateOperationError], "\(String(describing: values))")
        }
        #expect(try await test.find().count == 1)
    }

    // MARK: Versions

    @Test func `a document is hidden by a next version of its metadata`() async throws {
        let (test, entry) = try await storeWithOne()
        #expect(try await test.codes(masking(entry)).isEmpty)
        let next = try #require(try await test.find().first)
        #expect(next.version == 2)
        #expect(next.logicalId == entry.logicalId)
        #expect(next.entryUUID != entry.entryUUID)
        #expect(next.confidentialityCodes == entry.confidentialityCodes + [Self.masked])
        var same = next
        (same.entryUUID, same.version, same.confidentialityCodes) = (entry.entryUUID, 1, entry.confidentialityCodes)
        #expect(same == entry)
        #expect(try await test.find(status: .deprecated).isEmpty)
        let former = try await test.find([QueryParameter("$MetadataLevel", .number("2"))], status: .deprecated)
        #expect(former.map(\.entryUUID) == [entry.entryUUID])
        #expect(try await test.retrieve(["1.2.1"]).documents.map(\.bytes) == [Fixture.document()])
        let documents = try await test.store.documents()
        #expect(documents.map(\.entryUUID) == [next.entryUUID])
        #expect(documents.map(\.storedCount) == [1])
        #expect(try await test.store.documentCount() == 1)
    }

    @Test func `a version follows the last one alone`() async throws {
        let (test, entry) = try await storeWithOne()
        try await test.update(masking(entry))
        let response = try await test.update(masking(entry))
        #expect(response.errors.map(\.code) == [.metadataVersionError])
        #expect(response.errors[0].codeContext.contains("2"))
        #expect(try await test.codes(change(entry, to: .deleted, from: .deprecated)) == [.metadataVersionError])
        for values in [nil, ["x"], ["0"], ["1", "2"]] {
            var request = masking(try #require(try await test.find().first))
            request.objects.associations[0].slots.removeAll { $0.name == "PreviousVersion" }
            if let values { request.objects.associations[0].slots.append(Slot("PreviousVersion", values)) }
            #expect(try await test.codes(request) == [.metadataVersionError])
        }
        #expect(try await test.store.documents().map { $0.storedCount } == [1])
        #expect(try await test.find().map(\.version) == [2])
    }

    @Test func `of two that update one version at once, one wins`() async throws {
        let (test, entry) = try await storeWithOne()
        let results = try await withThrowingTaskGroup(of: [RegistryErrorCode].self) { group in
            for _ in 0..<6 { group.addTask { try await test.codes(masking(entry)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { $0.isEmpty } == 1)
        #expect(results.count { $0 == [.metadataVersionError] } == 5)
    }

    @Test func `only the levels of confidentiality may change`() async throws {
        let (test, entry) = try await storeWithOne()
        let changes: [(String, (inout DocumentEntry) -> Void)] = [
            ("title", { $0.title = "x" }), ("uniqueId", { $0.uniqueId = "1.2.9" }), ("hash", { $0.hash = String(repeating: "0", count: 40) }),
            ("size", { $0.size = 1 }), ("mimeType", { $0.mimeType = "text/plain" }), ("typeCode", { $0.typeCode?.code = "x" }),
            ("author", { $0.authors = [Author(person: "x")] }), ("creationTime", { $0.creationTime = "2020" }), ("objectType", { $0.kind = .onDemand }),
            ("repositoryUniqueId", { $0.repositoryUniqueId = "1.1" }), ("extra metadata", { $0.extra.slots = [Slot("a", ["b"])] }),
        ]
        for (name, edit) in changes {
            var next = entry
            edit(&next)
            let response = try await test.update(.nextVersion(of: next, in: Fixture.set()))
            #expect(response.errors.map(\.code) == [.unmodifiableMetadata], "\(name)")
            #expect(response.errors.first?.codeContext.hasSuffix("not \(name)") == true)
        }
        var silent = entry
        (silent.hash, silent.size, silent.repositoryUniqueId, silent.homeCommunityId) = (nil, nil, nil, nil)
        #expect(try await test.codes(.nextVersion(of: silent, in: Fixture.set())).isEmpty)
    }

    @Test func `what is not current has no next version`() async throws {
        let (test, entry) = try await storeWithOne()
        try await test.update(change(entry, to: .archived))
        #expect(try await test.codes(masking(entry)) == [.metadataUpdateError])
    }

    @Test func `a lid must be that of a document of the patient`() async throws {
        let (test, entry) = try await storeWithOne()
        var unknown = entry
        unknown.logicalId = Self.unknown
        #expect(try await test.codes(masking(unknown)) == [.unresolvedReference])
        unknown.logicalId = "symbol"
        #expect(try await test.codes(masking(unknown)) == [.metadataUpdateOperationError])
        var stranger = entry
        stranger.patientId = Fixture.otherPatient
        #expect(try await test.codes(masking(stranger)) == [.patientIDReconciliationError])
        var other = UpdateDocumentSetRequest.nextVersion(of: stranger, in: Fixture.set(patient: Fixture.otherPatient))
        #expect(try await test.codes(other) == [.patientIDReconciliationError])
        other = masking(entry)
        other.objects.documentEntries[0].entryUUID = entry.entryUUID
        other.objects.associations[0].target = entry.entryUUID
        #expect(try await test.codes(other) == [.registryMetadataError])
    }

    @Test(arguments: [nil, true, false])
    func `associations hold for the next version too, unless it says no`(propagates: Bool?) async throws {
        let (test, first) = try await storeWithOne()
        try await test.provide(Fixture.request("1.2.2", replacing: first.entryUUID))
        let entry = try #require(try await test.find().first)
        var request = masking(entry)
        request.objects.associations = [
            .nextVersion("as01", of: request.objects.submissionSets[0].entryUUID, entry: "Document01", previous: 1, propagates: propagates)
        ]
        #expect(try await test.codes(request).isEmpty)
        let next = try #require(try await test.find().first)
        let types = try await test.store.database.pool.read { db in
            try String.fetchAll(db, sql: "SELECT type FROM association WHERE source = ?1 OR target = ?1 ORDER BY type", arguments: [next.entryUUID])
        }
        let member = AssociationType.hasMember.rawValue
        #expect(types == (propagates == false ? [member] : [AssociationType.replaces.rawValue, member]))
    }

    // MARK: Messages

    @Test func `an update is done whole or not at all`() async throws {
        let (test, entry) = try await storeWithOne()
        try await test.provide(Fixture.request("1.2.2"))
        var request = change(entry, to: .deleted)
        request.objects.associations.append(
            .statusChange("b", by: request.objects.submissionSets[0].entryUUID, of: Self.unknown, from: .approved, to: .deleted))
        #expect(try await test.codes(request) == [.unresolvedReference])
        #expect(try await test.find().count == 2)
        request.objects.associations[1].target = try #require(try await test.find().last).entryUUID
        #expect(try await test.codes(request).isEmpty)
        #expect(try await test.find(status: .deleted).count == 2)
        #expect(try await test.codes(request) == [.duplicateUniqueIdInRegistry])
    }

    @Test func `an update that asks for nothing, or for something else, is refused by name`() async throws {
        let (test, entry) = try await storeWithOne()
        var request = change(entry, to: .deleted)
        request.objects.associations = []
        #expect(try await test.codes(request) == [.metadataUpdateOperationError])
        request = masking(entry)
        request.objects.associations = []
        #expect(try await test.codes(request) == [.metadataUpdateOperationError])
        request = masking(entry)
        request.objects.folders = [Folder(entryUUID: "f", uniqueId: "1.2.7", patientId: Fixture.patient)]
        #expect(try await test.codes(request) == [.metadataUpdateOperationError])
        request = change(entry, to: .deleted)
        request.objects.associations[0].type = .submitsAssociation
        #expect(try await test.codes(request) == [.metadataUpdateOperationError])
        request = change(entry, to: .deleted)
        request.objects.associations[0].source = "elsewhere"
        #expect(try await test.codes(request) == [.metadataUpdateOperationError])
        request = masking(entry)
        request.objects.associations.append(request.objects.associations[0])
        request.objects.associations[1].entryUUID = "as09"
        #expect(try await test.codes(request) == [.metadataUpdateOperationError])
        request = masking(entry)
        request.objects.associations[0].slots.append(Slot("AssociationPropagation", ["maybe"]))
        #expect(try await test.codes(request) == [.metadataUpdateOperationError])
    }

    @Test func `the submission set of an update is held to the rules, in the registry's codes`() async throws {
        let (test, entry) = try await storeWithOne()
        var request = change(entry, to: .deleted)
        request.objects.submissionSets[0].contentTypeCode = nil
        #expect(try await test.codes(request) == [.registryMetadataError])
        request.objects.submissionSets = []
        #expect(try await test.codes(request) == [.registryMetadataError])
        let answer = await test.store.respond(to: try change(entry, to: .archived).message(header: Fixture.header(.update)))
        #expect(try SOAPMessage.read(answer.message).header.action == "urn:ihe:iti:2010:UpdateDocumentSetResponse")
        let known = try TestStore(StoreOptions(patients: .only([Fixture.otherPatient])))
        #expect(try await known.codes(change(entry, to: .deleted)) == [.unknownPatientId])
    }

    @Test func `a store of before is taken up with its documents`() async throws {
        let folder = TemporaryFolder()
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        let old = try DatabasePool(path: folder.url.appending(path: "store.sqlite").path)
        try StoreDatabase.migrator.migrate(old, upTo: "1")
        try await old.write { db in
            var entry = Fixture.entry("1.2.1", id: Self.unknown)
            (entry.logicalId, entry.version) = (Self.unknown, 1)
            let metadata = try JSONEncoder().encode(entry)
            let patient = PatientIdentity.key(of: Fixture.patient)
            try db.execute(sql: "INSERT INTO submission VALUES ('s', '1.1', ?, 0, NULL, ?)", arguments: [patient, Data("{}".utf8)])
            try db.execute(
                sql: "INSERT INTO document VALUES (7, ?, '1.2.1', ?, 's', ?, ?, ?, ?)",
                arguments: [Self.unknown, patient, AvailabilityStatus.approved.rawValue, entry.hash, entry.size, metadata])
            try db.execute(sql: "INSERT INTO content VALUES (7, ?)", arguments: [Data(Fixture.document())])
        }
        try old.close()
        let store = try RegistryRepository(folder: folder.url, now: { Date() })
        #expect(try await store.documents().map(\.uniqueId) == ["1.2.1"])
        let byType = QueryParameter("$XDSDocumentEntryTypeCode", anyOf: [.string("11488-4^^2.16.840.1.113883.6.1")])
        #expect(try await TestStore(store, in: folder).find([byType]).map(\.uniqueId) == ["1.2.1"], "it is found by what it is searched by")
        #expect(try await store.bytes(uniqueId: "1.2.1") == Fixture.document())
        let update = try UpdateDocumentSetRequest.statusChange(of: Self.unknown, from: .approved, to: .deleted, in: Fixture.set())
            .message(header: Fixture.header(.update))
        #expect(try RegistryResponse(reading: SOAPMessage.read(await store.respond(to: update).message)) == .success)
    }
}
