// What SQLite must really do: sync, seal, lock, and tell of a full or broken disk.

import CredentialChecks
import Foundation
import GRDB
import Testing

@testable import Journal

@Suite struct SQLiteJournalTests {
    private func open(_ place: JournalPlace, _ role: JournalRole = .gateway) throws -> SQLiteJournal {
        try SQLiteJournal(folder: place.folder, key: place.key, role: role, now: place.start)
    }

    @Test(arguments: [JournalRole.gateway, .visitor])
    func `every commit is synchronised with the disk`(role: JournalRole) async throws {
        let place = JournalPlace()
        let gateway = try open(place)
        let journal = role == .gateway ? gateway : try open(place, .visitor)
        let pragmas = try await journal.pool.writeWithoutTransaction { db in
            try ["synchronous", "page_size"].map { try Int.fetchOne(db, sql: "PRAGMA \($0)") }
        }
        #expect(pragmas == [2, 16384])
        #expect(try await journal.pool.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        try await gateway.close()
    }

    @Test func `what was accepted is in the files before the answer`() async throws {
        let place = JournalPlace()
        let journal = try open(place)
        let passage = try await journal.put(place.accepted("d1"))
        _ = try await journal.claim(limit: 1, now: place.start)
        // The files as a crash at this moment would leave them.
        let crashed = JournalPlace()
        try FileManager.default.createDirectory(atPath: crashed.folder, withIntermediateDirectories: true)
        for name in ["journal.sqlite", "journal.sqlite-wal"] {
            try FileManager.default.copyItem(atPath: "\(place.folder)/\(name)", toPath: "\(crashed.folder)/\(name)")
        }
        let reopened = try open(crashed)
        #expect(reopened.interrupted == 1)
        #expect(try await reopened.passage(passage.id)?.storeLeg == .inDoubt)
        #expect(try await reopened.content(of: passage.id)?.body == Array("<ClinicalDocument>d1</ClinicalDocument>".utf8))
        try await reopened.close()
        try await journal.close()
    }

    @Test func `a journal from before there were errands opens, and goes on`() async throws {
        let place = JournalPlace()
        try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true)
        let old = try DatabasePool(path: place.folder + "/journal.sqlite")
        try JournalSchema.migrator.migrate(old, upTo: "consent")
        try await old.write { db in
            try db.execute(
                sql: """
                    INSERT INTO passage (id, receivedAt, changedAt, door, documentID, sha256, size, patient, storeLeg, senderLeg, due)
                    VALUES ('01970000-0000-7000-8000-000000000000', 1, 1, 'https', 'd1', 'ab', 1, x'01', 'queued', 'answered', 1)
                    """)
        }
        try old.close()
        let journal = try open(place)
        #expect(try await journal.claimIDs(at: place.start) == ["d1"])
        #expect(try await journal.allErrands().isEmpty)
        _ = try await journal.accept([place.mail("m")], now: place.start)
        #expect(try await journal.counters().errands[.mail]?[.queued] == 1)
        try await journal.close()
    }

    @Test func `a journal from before uses were kept opens, and keeps them`() async throws {
        let place = JournalPlace()
        try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true)
        let old = try DatabasePool(path: place.folder + "/journal.sqlite")
        try JournalSchema.migrator.migrate(old, upTo: "errands")
        try old.close()
        let journal = try open(place)
        #expect(try journal.usesInForce(now: place.start, limit: 9).isEmpty)
        let failure = await withCheckedContinuation { ended in
            journal.keep(KeptUse(assertion: "a", purpose: "p", until: place.start + 9), now: place.start) { ended.resume(returning: $0) }
        }
        #expect(failure == nil)
        #expect(try journal.usesInForce(now: place.start, limit: 9).map(\.purpose) == ["p"])
        try await journal.close()
    }

    @Test func `nothing of the patient stands in the files`() async throws {
        let place = JournalPlace()
        let journal = try open(place)
        let notice = place.notice("SECRET-KEY", cue: .delivery)
        let errands = [place.mail("SECRET", followers: [notice]), place.mail("m2", to: "SECRET@patient.mssante.fr")]
        _ = try await journal.put(place.accepted("d1", patient: "SECRET-INS", body: "SECRET-BODY", errands: errands))
        _ = try await journal.accept([place.withdrawal("d1", patient: "SECRET-INS", key: "SECRET")], now: place.start)
        for name in try FileManager.default.contentsOfDirectory(atPath: place.folder) where name != "journal.sqlite-shm" {
            let bytes = try Data(contentsOf: URL(filePath: "\(place.folder)/\(name)"))
            #expect(bytes.range(of: Data("SECRET".utf8)) == nil, "\(name)")
        }
        try await journal.close()
    }

    @Test func `a sealed body that was altered does not open, nor does one moved to another passage`() async throws {
        let place = JournalPlace()
        let journal = try open(place)
        let first = try await journal.put(place.accepted("d1"))
        let second = try await journal.put(place.accepted("d2"))
        try await journal.pool.write { db in
            let move = "UPDATE content SET body = (SELECT body FROM content WHERE sequence = ?) WHERE sequence = ?"
            try db.execute(sql: move, arguments: [first.sequence, second.sequence])
        }
        await expectFailure(.wrongKey) { _ = try await journal.content(of: second.id) }
        #expect(try await journal.content(of: first.id)?.body != nil)
        try await journal.close()
    }

    @Test func `a second gateway does not open the folder, a visitor does`() async throws {
        let place = JournalPlace()
        let gateway = try open(place)
        await expectFailure(.locked) { _ = try open(place) }
        let passage = try await gateway.put(place.accepted("d1"))
        let visitor = try open(place, .visitor)
        #expect(try await visitor.passage(passage.id) == passage)
        try await visitor.close()
        try await gateway.close()
        let next = try open(place)
        try await next.close()
    }

    @Test func `a visitor's decision is seen by the gateway, and interrupts nothing`() async throws {
        let place = JournalPlace()
        let gateway = try open(place)
        let parked = try await gateway.put(place.accepted("d1"))
        let sending = try await gateway.put(place.accepted("d2", patient: "p2"))
        _ = try await gateway.claim(limit: 9, now: place.start)
        _ = try await gateway.complete(parked.id, .parked(final), now: place.start)
        #expect(try await gateway.noticeOutsideChanges() == false)
        _ = try await gateway.put(place.accepted("d3", patient: "p3"))
        #expect(try await gateway.noticeOutsideChanges() == false, "its own commits are not news")

        let visitor = try open(place, .visitor)
        #expect(visitor.interrupted == 0)
        _ = try await visitor.retry(parked.id, by: "operator", now: place.after(5))
        try await visitor.close()

        var rings = gateway.arrivals().makeAsyncIterator()
        #expect(try await gateway.noticeOutsideChanges())
        #expect(await rings.next() != nil)
        #expect(try await gateway.claimIDs(at: place.after(5)) == ["d3", "d1"])
        #expect(try await gateway.passage(sending.id)?.storeLeg == .sending)
        try await gateway.close()
    }

    @Test func `only its owner can read the files`() async throws {
        let place = JournalPlace()
        try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        let journal = try open(place)
        _ = try await journal.put(place.accepted("d1"))
        for name in try FileManager.default.contentsOfDirectory(atPath: place.folder) {
            let mode = try FileManager.default.attributesOfItem(atPath: "\(place.folder)/\(name)")[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(name)")
        }
        try await journal.close()
    }

    @Test func `a visitor makes no journal`() async throws {
        let place = JournalPlace()
        await expectFailure(.folder("there is no journal in \(place.folder)")) { _ = try open(place, .visitor) }
        #expect(!FileManager.default.fileExists(atPath: place.folder))
    }

    @Test func `without a key from outside, one is made that only its owner can read`() async throws {
        let place = JournalPlace()
        let journal = try SQLiteJournal(folder: place.folder, now: place.start)
        let passage = try await journal.put(place.accepted("d1"))
        try await journal.close()
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(place.folder)/journal.key")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let again = try SQLiteJournal(folder: place.folder, now: place.start)
        #expect(try await again.content(of: passage.id)?.body != nil)
        try await again.close()
        await expectFailure(.wrongKey) { _ = try open(place) }
    }

    @Test(arguments: ["", "00", String(repeating: "g", count: 64), String(repeating: "0", count: 63)])
    func `a key that is not 64 hexadecimal digits is refused`(text: String) {
        #expect(throws: JournalFailure.malformedKey) { _ = try JournalKey(hexadecimal: text) }
    }

    @Test func `a full disk is said to be full, nothing is half written, and room heals`() async throws {
        let place = JournalPlace()
        let journal = try open(place)
        let pages = try await journal.pool.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count")!
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 4)")
            return pages
        }
        let large = String(repeating: "x", count: 200_000)
        await expectFailure(.full) { _ = try await journal.accept(place.accepted("d1", body: large)) }
        #expect(JournalFailure.full.isTemporary)
        #expect(try await journal.holder(ofDocument: "d1") == nil)
        #expect(try await journal.counters().byStoreLeg[.queued] == 0)
        try await journal.pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA max_page_count = \(pages + 1000)") }
        #expect(try await journal.put(place.accepted("d1", body: large)).storeLeg == .queued)
        try await journal.close()
    }

    @Test func `when the disk fills under a group, each sender is answered once, and what was accepted is there`() async throws {
        let place = JournalPlace()
        let journal = try open(place)
        try await journal.pool.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count")!
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 40)")
        }
        let large = String(repeating: "x", count: 50_000)
        let outcomes = await withTaskGroup(of: Result<Acceptance, JournalFailure>.self) { group in
            for number in 0..<40 {
                group.addTask {
                    do throws(JournalFailure) {
                        return .success(try await journal.accept(place.accepted("d\(number)", patient: "p\(number)", body: large)))
                    } catch { return .failure(error) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let accepted = outcomes.compactMap { try? $0.get().passage.id }
        let failures = outcomes.compactMap { if case .failure(let failure) = $0 { failure } else { nil } }
        #expect(!accepted.isEmpty && !failures.isEmpty && outcomes.count == 40)
        #expect(failures.allSatisfy { $0 == .full })
        #expect(try await journal.counters().byStoreLeg[.queued] == accepted.count)
        for id in accepted { #expect(try await journal.content(of: id)?.body?.count == large.utf8.count) }
        try await journal.close()
    }

    @Test func `a database of a newer version is left alone`() async throws {
        let place = JournalPlace()
        let journal = try open(place)
        try await journal.pool.write { db in try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('of tomorrow')") }
        try await journal.close()
        await expectFailure(.newerSchema) { _ = try open(place) }
    }

    @Test func `a file that is no database is said to be damaged`() async throws {
        let place = JournalPlace()
        try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true)
        try Data(repeating: 65, count: 65536).write(to: URL(filePath: "\(place.folder)/journal.sqlite"))
        do {
            _ = try open(place)
            Issue.record("opened")
        } catch { #expect(error as? JournalFailure == .damaged("SQLITE_NOTADB") || (error as? JournalFailure)?.code == "journal.damaged") }
    }

    @Test func `a damaged page is found at the opening`() async throws {
        let place = JournalPlace()
        let journal = try open(place)
        for number in 0..<200 { _ = try await journal.put(place.accepted("d\(number)", patient: "p\(number)")) }
        let root = try await journal.pool.read { db in try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'passage'")! }
        try await journal.close()
        let file = try FileHandle(forUpdating: URL(filePath: "\(place.folder)/journal.sqlite"))
        try file.seek(toOffset: UInt64((root - 1) * 16384))
        try file.write(contentsOf: Data(repeating: 0x55, count: 16384))
        try file.close()
        do {
            _ = try open(place)
            Issue.record("opened")
        } catch { #expect((error as? JournalFailure)?.code == "journal.damaged") }
    }

    @Test func `a closed journal says so`() async throws {
        let place = JournalPlace()
        let journal = try open(place)
        try await journal.close()
        await expectFailure(.closed) { _ = try await journal.accept(place.accepted("d1")) }
        await expectFailure(.closed) { _ = try await journal.nextDue() }
        await expectFailure(.closed) { _ = try await journal.noticeOutsideChanges() }
        try await journal.close()
    }

    @Test func `claiming and looking for the next turn use their index`() async throws {
        let place = JournalPlace()
        let journal = try open(place)
        let plans = try await journal.pool.read { db in
            try [
                "SELECT * FROM passage WHERE due IS NOT NULL AND due <= 5 ORDER BY due, sequence LIMIT 3",
                "SELECT min(due) FROM passage WHERE due IS NOT NULL",
                "SELECT sequence FROM passage WHERE patient = x'00' AND storeLeg IN ('queued', 'sending', 'inDoubt') AND waitsFor IS NULL ORDER BY sequence LIMIT 1",
                "SELECT * FROM passage WHERE documentID = 'x' AND storeLeg NOT IN ('refused', 'rejected')",
                "UPDATE passage SET due = NULL WHERE patient = x'00' AND due IS NOT NULL AND sequence IS NOT 3",
            ].map { try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \($0)").map { $0["detail"] as String }.joined(separator: "; ") }
        }
        let listing = try await journal.pool.read { db in
            let filter = PassageFilter(storeLegs: [.forwarded], documentUniqueID: "x").conditions(before: 9)
            let sql = "EXPLAIN QUERY PLAN SELECT * FROM passage WHERE \(filter.0.joined(separator: " AND ")) ORDER BY sequence DESC LIMIT 3"
            return try Row.fetchAll(db, sql: sql, arguments: StatementArguments(filter.1)).map { $0["detail"] as String }.joined(separator: "; ")
        }
        #expect(listing.contains("passageDocument"), "\(listing)")
        for plan in plans {
            #expect(plan.contains("INDEX") && !plan.contains("TEMP B-TREE"), "\(plan)")
            #expect(!plan.hasPrefix("SCAN passage;"), "\(plan)")
        }
        try await journal.close()
    }
}
