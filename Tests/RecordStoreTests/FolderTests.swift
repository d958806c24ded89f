// Folders: how they are registered, how documents come into them, and when they last changed.

import Foundation
import Synchronization
import Testing
import XDSMessages

@testable import RecordStore

@Suite struct FolderTests {
    private func folders(_ store: TestStore) async throws -> [Folder] {
        let parameters = [
            QueryParameter("$XDSFolderPatientId", .string(Fixture.patient)),
            QueryParameter("$XDSFolderStatus", anyOf: [.string(AvailabilityStatus.approved.rawValue)]),
        ]
        return try await store.query(.findFolders, parameters).objects.folders
    }

    private func withFolder(_ uniqueId: String = "1.2.1") -> ProvideAndRegisterRequest {
        var request = Fixture.request(uniqueId)
        FilledStore.add(folder: "1.9.8", code: "suivi", holding: "Document01", to: &request)
        return request
    }

    /// A submission of one document into a folder that is registered.
    private func into(_ folder: String, _ uniqueId: String, patient: String = Fixture.patient) -> ProvideAndRegisterRequest {
        var request = Fixture.request(uniqueId, patient: patient)
        request.objects.associations.append(Association(entryUUID: "as12", type: .hasMember, source: folder, target: "Document01"))
        return request
    }

    private func contents(_ store: TestStore) async throws -> [String] {
        try await store.query(.getFolderAndContents, [QueryParameter("$XDSFolderUniqueId", .string("1.9.8"))]).objects.numbers
    }

    @Test func `a folder is registered with its documents and the time of its last change`() async throws {
        let store = try TestStore()
        var request = withFolder()
        request.objects.folders[0].lastUpdateTime = "1999"
        #expect(try await store.codes(request).isEmpty)
        let folder = try #require(try await folders(store).first)
        #expect(folder.availabilityStatus == .approved)
        #expect(folder.lastUpdateTime?.utf8.count == 14)
        #expect(folder.lastUpdateTime?.hasPrefix("20") == true)
        #expect(folder.title == "Dossier")
        #expect(try await contents(store) == ["1"])
    }

    @Test func `a document put into a registered folder changes the time of its last change`() async throws {
        let moment = Mutex(Date(timeIntervalSince1970: 1_767_322_445))
        let folder = TemporaryFolder()
        let repository = try RegistryRepository(folder: folder.url, now: { moment.withLock { $0 } })
        let store = TestStore(repository, in: folder)
        try await store.provide(withFolder())
        let first = try #require(try await folders(store).first)
        #expect(first.lastUpdateTime == "20260102025405")
        moment.withLock { $0 += 86_400 }
        #expect(try await store.codes(into(first.entryUUID, "1.2.2")).isEmpty)
        #expect(try await folders(store).map(\.lastUpdateTime) == ["20260103025405"])
        #expect(try await contents(store) == ["1", "2"])
        moment.withLock { $0 += 86_400 }
        try await store.provide(Fixture.request("1.2.3"))
        #expect(try await folders(store).map(\.lastUpdateTime) == ["20260103025405"])
    }

    @Test func `what replaces a document takes its place in the folder`() async throws {
        let store = try TestStore()
        try await store.provide(withFolder())
        let first = try #require(try await store.find().first).entryUUID
        #expect(try await store.codes(Fixture.request("1.2.2", replacing: first)).isEmpty)
        #expect(try await contents(store) == ["1", "2"])
        let second = try #require(try await store.find().first).entryUUID
        let folder = try #require(try await folders(store).first).entryUUID
        var third = into(folder, "1.2.3")
        third.objects.associations.insert(Association(entryUUID: "as02", type: .replaces, source: "Document01", target: second), at: 0)
        #expect(try await store.codes(third).isEmpty)
        #expect(try await contents(store) == ["1", "2", "3"])
    }

    @Test func `a folder is a member of its submission set, once`() async throws {
        let store = try TestStore()
        var request = withFolder()
        request.objects.associations.removeAll { $0.target == "Folder01" }
        #expect(try await store.codes(request) == [.repositoryMetadataError])
        request = withFolder()
        request.objects.associations.append(.member("as14", of: "SubmissionSet01", entry: "Folder01"))
        #expect(try await store.codes(request) == [.repositoryMetadataError])
        #expect(try await folders(store).isEmpty)
    }

    @Test func `a folder's unique id is used once`() async throws {
        let store = try TestStore()
        try await store.provide(withFolder())
        #expect(try await store.codes(withFolder("1.2.2")) == [.duplicateUniqueIdInRegistry])
    }

    @Test func `a folder of another patient, or none, takes no document`() async throws {
        let store = try TestStore()
        try await store.provide(withFolder())
        let folder = try #require(try await folders(store).first).entryUUID
        #expect(try await store.codes(into(folder, "1.2.2", patient: Fixture.otherPatient)) == [.patientIdDoesNotMatch])
        #expect(try await store.codes(into("urn:uuid:00000000-0000-4000-8000-000000000000", "1.2.3")) == [.unresolvedReference])
        let set = try await store.query(.getSubmissionSets, [QueryParameter("$uuid", .string(try #require(try await store.find().first).entryUUID))])
        #expect(try await store.codes(into(try #require(set.objects.submissionSets.first).entryUUID, "1.2.4")) == [.registryMetadataError])
        var reference = Fixture.request("1.2.5", patient: Fixture.otherPatient)
        reference.objects.associations.append(.member("as12", of: "SubmissionSet01", entry: folder, original: false))
        #expect(try await store.codes(reference) == [.patientIdDoesNotMatch])
    }

    @Test func `only sets and folders have members`() async throws {
        let store = try TestStore()
        try await store.provide(Fixture.request("1.2.1"))
        let first = try #require(try await store.find().first).entryUUID
        var request = Fixture.request("1.2.2", replacing: first)
        request.objects.associations[1].type = .hasMember
        #expect(try await store.codes(request) == [.repositoryMetadataError])
    }

    @Test func `what is made on demand is not registered by ITI-41`() async throws {
        let store = try TestStore()
        var request = Fixture.request("1.2.1")
        request.objects.documentEntries[0].kind = .onDemand
        #expect(try await store.codes(request) == [.repositoryMetadataError])
        try await store.provide(Fixture.request("1.2.2"))
        var snapshot = Fixture.request("1.2.3", replacing: try #require(try await store.find().first).entryUUID)
        snapshot.objects.associations[1].type = .isSnapshotOf
        #expect(try await store.codes(snapshot) == [.registryMetadataError])
    }

    @Test func `documents are associated with documents, a signature with anything`() async throws {
        let store = try TestStore()
        try await store.provide(withFolder())
        let folder = try #require(try await folders(store).first).entryUUID
        func request(_ uniqueId: String, _ type: AssociationType) -> ProvideAndRegisterRequest {
            var request = Fixture.request(uniqueId, replacing: folder)
            request.objects.associations[1].type = type
            return request
        }
        #expect(try await store.codes(request("1.2.2", .appends)) == [.registryMetadataError])
        #expect(try await store.codes(request("1.2.3", .replaces)) == [.replaceFailed])
        #expect(try await store.codes(request("1.2.4", .signs)).isEmpty)
    }

    @Test(arguments: [(0.0, "19700101000000"), (1_767_322_445, "20260102025405"), (951_782_399, "20000228235959"), (951_782_400, "20000229000000")])
    func `a moment is written as DTM in UTC`(seconds: Double, text: String) {
        #expect(RegistryTime.text(of: Date(timeIntervalSince1970: seconds)) == text)
    }
}
