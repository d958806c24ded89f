// ITI-41: what is taken, and what becomes of it.

import CredentialChecks
import Foundation
import GRDB
import Testing
import XDSMessages

@testable import RecordStore

@Suite struct SubmissionTests {
    @Test(arguments: [MessageForm.plain, .package])
    func `a document is taken, found and given back byte for byte`(form: MessageForm) async throws {
        let test = try TestStore()
        let bytes = Fixture.document("Zoé \u{1F600}")
        #expect(try await test.provide(Fixture.request("1.2.3", bytes: bytes), form: form) == .success)
        let found = try #require(try await test.find().first)
        #expect(EntryUUID.isUniversal(found.entryUUID))
        #expect(found.logicalId == found.entryUUID)
        #expect(found.version == 1)
        #expect(found.availabilityStatus == .approved)
        #expect(found.repositoryUniqueId == StoreOptions.sandboxRepositoryUniqueId)
        #expect(found.hash == hexadecimal(Digest.sha1(bytes)))
        let retrieved = try await test.retrieve(["1.2.3"])
        #expect(retrieved.response == .success)
        #expect(retrieved.documents.map(\.bytes) == [bytes])
        #expect(retrieved.documents.map(\.mimeType) == ["text/xml"])
        #expect(try await test.store.bytes(uniqueId: "1.2.3") == bytes)
    }

    @Test func `the entry that is found is the one that was sent, but for what the registry states`() async throws {
        let test = try TestStore(StoreOptions(homeCommunityId: "urn:oid:1.9"))
        var request = Fixture.request("1.2.3")
        request.objects.documentEntries[0].extra.slots = [Slot("urn:example:colour", ["blue"])]
        try await test.provide(request)
        var found = try #require(try await test.find().first)
        #expect(found.homeCommunityId == "urn:oid:1.9")
        found.entryUUID = "Document01"
        found.logicalId = nil
        found.version = nil
        found.availabilityStatus = nil
        found.repositoryUniqueId = nil
        found.homeCommunityId = nil
        #expect(found == request.objects.documentEntries[0])
    }

    @Test func `hash and size are filled in where they are absent`() async throws {
        let test = try TestStore()
        var request = Fixture.request("1.2.3")
        request.objects.documentEntries[0].hash = nil
        request.objects.documentEntries[0].size = nil
        #expect(try await test.codes(request).isEmpty)
        let found = try #require(try await test.find().first)
        #expect(found.hash == hexadecimal(Digest.sha1(Fixture.document())))
        #expect(found.size == Fixture.document().count)
    }

    @Test func `a submission is taken whole or not at all`() async throws {
        let test = try TestStore()
        try await test.provide(Fixture.request("1.2.3"))
        var request = Fixture.request("1.2.4")
        request.objects.documentEntries.append(Fixture.entry("1.2.3", id: "Document02"))
        request.objects.associations.append(.member("as02", of: "SubmissionSet01", entry: "Document02"))
        request.documents.append(ProvidedDocument(id: "Document02", bytes: Fixture.document()))
        #expect(try await test.codes(request) == [.duplicateUniqueIdInRegistry])
        #expect(try await test.store.documents().map(\.uniqueId) == ["1.2.3"])
        request.objects.documentEntries[1].uniqueId = "1.2.5"
        #expect(try await test.codes(request).isEmpty)
        #expect(try await test.store.documents().map(\.uniqueId) == ["1.2.3", "1.2.4", "1.2.5"])
    }

    @Test func `the same document again is a duplicate, other bytes under its id are not identical`() async throws {
        let test = try TestStore()
        try await test.provide(Fixture.request("1.2.3"))
        #expect(try await test.codes(Fixture.request("1.2.3")) == [.duplicateUniqueIdInRegistry])
        #expect(try await test.codes(Fixture.request("1.2.3", bytes: Fixture.document("autre"))) == [.nonIdenticalHash])
        #expect(try await test.store.bytes(uniqueId: "1.2.3") == Fixture.document())
    }

    @Test func `a submission set is taken once`() async throws {
        let test = try TestStore()
        try await test.provide(Fixture.request("1.2.3", set: Fixture.set("2.25.7")))
        #expect(try await test.codes(Fixture.request("1.2.4", set: Fixture.set("2.25.7"))) == [.duplicateUniqueIdInRegistry])
    }

    @Test func `a universal id is kept, and taken once`() async throws {
        let test = try TestStore()
        let id = "urn:uuid:\(UUID().uuidString)"
        func request(_ uniqueId: String) -> ProvideAndRegisterRequest {
            var request = Fixture.request(uniqueId)
            request.objects.documentEntries[0].entryUUID = id
            request.objects.associations[0].target = id
            request.documents[0].id = id
            return request
        }
        #expect(try await test.codes(request("1.2.3")).isEmpty)
        #expect(try await test.find().map(\.entryUUID) == [id.lowercased()])
        #expect(try await test.codes(request("1.2.4")) == [.registryMetadataError])
    }

    @Test func `a folder comes with its submission`() async throws {
        let test = try TestStore()
        func request(_ uniqueId: String) -> ProvideAndRegisterRequest {
            var request = Fixture.request(uniqueId)
            request.objects.folders = [Folder(entryUUID: "Folder01", uniqueId: "2.25.9", patientId: Fixture.patient)]
            request.objects.associations.append(.member("as02", of: "SubmissionSet01", entry: "Folder01"))
            return request
        }
        #expect(try await test.codes(request("1.2.3")).isEmpty)
        #expect(try await test.codes(request("1.2.4")) == [.duplicateUniqueIdInRegistry])
    }

    @Test func `commits are on disk before they are answered`() throws {
        let test = try TestStore()
        let (synchronous, journal, page) = try test.store.database.pool.writeWithoutTransaction { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA page_size")
            )
        }
        #expect(synchronous == 2)
        #expect(journal == "wal")
        #expect(page == 16384)
    }

    @Test func `a folder opened again holds everything`() async throws {
        let test = try TestStore()
        for number in 1...5 { try await test.provide(Fixture.request("1.2.\(number)", bytes: Fixture.document("\(number)"))) }
        let before = try await test.store.documents()
        let again = try RegistryRepository(folder: test.folder.url, now: { Date() })
        #expect(try await again.documents() == before)
        #expect(try await again.documentCount() == 5)
        for number in 1...5 { #expect(try await again.bytes(uniqueId: "1.2.\(number)") == Fixture.document("\(number)")) }
        let duplicate = try await again.respond(to: Fixture.request("1.2.1", bytes: Fixture.document("1")).message(header: Fixture.header(.provideAndRegister)))
        #expect(try RegistryResponse(reading: SOAPMessage.read(duplicate.message)).errors.map(\.code) == [.duplicateUniqueIdInRegistry])
    }

    @Test func `of many submissions at once each document is stored exactly once`() async throws {
        let test = try TestStore()
        let results = try await withThrowingTaskGroup(of: [RegistryErrorCode].self) { group in
            // Every id is sent four times, twice of them with other bytes.
            for number in 0..<200 {
                group.addTask { try await test.codes(Fixture.request("1.2.\(number % 50)", bytes: Fixture.document("\(number % 50) \(number / 100)"))) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { $0.isEmpty } == 50)
        #expect(results.allSatisfy { $0.isEmpty || $0 == [.duplicateUniqueIdInRegistry] || $0 == [.nonIdenticalHash] })
        let stored = try await test.store.documents()
        #expect(Set(stored.map(\.uniqueId)).count == 50)
        #expect(stored.allSatisfy { $0.storedCount == 1 })
        for document in stored {
            let bytes = try #require(try await test.store.bytes(uniqueId: document.uniqueId))
            #expect(hexadecimal(Digest.sha1(bytes)) == document.hash)
            #expect(bytes.count == document.size)
        }
    }

    @Test func `a commit that fails promises nothing, and the store goes on`() async throws {
        let test = try TestStore()
        try await test.store.database.pool.write { db in
            try db.execute(sql: "CREATE TRIGGER spoil BEFORE INSERT ON document WHEN new.uniqueId = '1.2.13' BEGIN SELECT RAISE(ABORT, 'spoilt'); END")
        }
        let results = try await withThrowingTaskGroup(of: (Int, [RegistryErrorCode]).self) { group in
            for number in 10..<20 { group.addTask { (number, try await test.codes(Fixture.request("1.2.\(number)"))) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(results == Dictionary(uniqueKeysWithValues: (10..<20).map { ($0, $0 == 13 ? [.repositoryError] : []) }))
        #expect(try await test.store.documentCount() == 9)
    }

    @Test func `a full disk is an error that may pass`() {
        #expect(StoreDatabase.registryError(for: DatabaseError(resultCode: .SQLITE_FULL)).code == .repositoryOutOfResources)
        #expect(StoreDatabase.registryError(for: DatabaseError(resultCode: .SQLITE_BUSY)).code == .repositoryBusy)
        #expect(StoreDatabase.registryError(for: CancellationError()).code == .repositoryError)
    }

    @Test func `who sent a submission is kept`() async throws {
        let test = try TestStore()
        _ = await test.store.respond(to: try Fixture.request("1.2.3").message(header: Fixture.header(.provideAndRegister)), caller: "CN=essai")
        let caller = try await test.store.database.pool.read { db in try String.fetchOne(db, sql: "SELECT caller FROM submission") }
        #expect(caller == "CN=essai")
    }
}
