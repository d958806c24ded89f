// What is answered is on disk, and what is on disk is whole.

import CredentialChecks
import Foundation
import GRDB
import Synchronization
import Testing
import XDSMessages

@testable import RecordStore

/// Counts the commits of a database.
private final class CommitCounter: TransactionObserver, Sendable {
    private let commits = Mutex(0)
    var count: Int { commits.withLock { $0 } }
    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) { commits.withLock { $0 += 1 } }
    func databaseDidRollback(_ db: Database) {}
}

@Suite struct DurabilityTests {
    @Test func `submissions that wait together share a commit`() async throws {
        let test = try TestStore()
        let counter = CommitCounter()
        test.store.database.pool.add(transactionObserver: counter, extent: .databaseLifetime)
        let gate = DispatchSemaphore(value: 0)
        test.store.database.pool.asyncWriteWithoutTransaction { _ in gate.wait() }
        try await withThrowingTaskGroup(of: [RegistryErrorCode].self) { group in
            for number in 0..<40 { group.addTask { try await test.codes(Fixture.request("1.2.\(number)")) } }
            // The first has gone ahead alone and waits at the gate; the others gather behind it.
            while await test.store.registrar.waitingCount < 39 { await Task.yield() }
            gate.signal()
            for try await codes in group { #expect(codes.isEmpty) }
        }
        #expect(counter.count == 2)
        #expect(try await test.store.documentCount() == 40)
    }

    @Test func `a full disk refuses the submission, and the store goes on when there is room`() async throws {
        let test = try TestStore()
        try await test.provide(Fixture.request("1.2.1"))
        let large = Fixture.document(String(repeating: "x", count: 400_000))
        try await test.store.database.pool.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
        }
        #expect(try await test.codes(Fixture.request("1.2.2", bytes: large)) == [.repositoryOutOfResources])
        #expect(try await test.store.documents().map(\.uniqueId) == ["1.2.1"])
        try await test.store.database.pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA max_page_count = 1000000") }
        #expect(try await test.codes(Fixture.request("1.2.2", bytes: large)).isEmpty)
        #expect(try await test.store.bytes(uniqueId: "1.2.2") == large)
    }

    /// The files as a killed process leaves them, the end of the log cut off anywhere: every submission is there whole or not at all,
    /// and those before it are there.
    @Test func `a store that was killed at any moment holds whole submissions, in order`() async throws {
        let test = try TestStore()
        for number in 0..<8 {
            try await test.provide(Fixture.request("1.2.\(number)", bytes: Fixture.document("\(number) " + String(repeating: "y", count: 20_000))))
        }
        let log = try Data(contentsOf: test.folder.url.appending(path: "store.sqlite-wal"))
        var counts: Set<Int> = []
        for cut in stride(from: 0, through: 32, by: 1) {
            let killed = TemporaryFolder()
            try FileManager.default.createDirectory(at: killed.url, withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: test.folder.url.appending(path: "store.sqlite"), to: killed.url.appending(path: "store.sqlite"))
            try log.prefix(log.count * cut / 32).write(to: killed.url.appending(path: "store.sqlite-wal"))
            let store = try RegistryRepository(folder: killed.url, now: { Date() })
            let stored = try await store.documents()
            #expect(stored.map(\.uniqueId) == (0..<stored.count).map { "1.2.\($0)" })
            for document in stored { #expect(hexadecimal(Digest.sha1(try #require(try await store.bytes(uniqueId: document.uniqueId)))) == document.hash) }
            let (sets, members) = try await store.database.pool.read { db in
                (try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM submission"), try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM association"))
            }
            #expect(sets == stored.count)
            #expect(members == stored.count)
            counts.insert(stored.count)
        }
        #expect(counts.contains(0) && counts.contains(8) && counts.count > 4)
    }

    @Test func `nobody else may look into the folder`() throws {
        let test = try TestStore()
        let attributes = try FileManager.default.attributesOfItem(atPath: test.folder.url.path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
    }
}
