// Assertions that were used stay used: over a restart, over a death, and no longer than they are good.

import AuthorTrust
import Foundation
import Gateway
import Journal
import SandboxSupport
import Testing

@Suite struct JournaledUsesTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    private final class Place {
        let folder = FileManager.default.temporaryDirectory.appending(path: "uses-\(UUID().uuidString)").path
        deinit { try? FileManager.default.removeItem(atPath: folder) }
    }

    private func open(_ place: Place) throws -> SQLiteJournal { try SQLiteJournal(folder: place.folder, now: now) }

    private func use(_ name: String, for purpose: String = "p", until seconds: Double = 60) -> AssertionUse {
        AssertionUse(assertion: name, purpose: purpose, until: now + seconds)
    }

    @Test func `after a restart a use is known, for the same and for something else`() async throws {
        let place = Place()
        let before = try open(place)
        let uses = try JournaledUses(before, now: now)
        #expect(uses.record(use("a"), now: now) == .first)
        #expect(uses.record(use("a"), now: now) == .again)
        #expect(await uses.settled())
        try await before.close()
        let after = try open(place)
        let known = try JournaledUses(after, now: now + 1)
        #expect(known.record(use("a"), now: now + 1) == .again)
        #expect(known.record(use("a", for: "q"), now: now + 1) == .replayed)
        #expect(known.record(use("b", for: "q"), now: now + 1) == .first)
        try await after.close()
    }

    @Test func `a gateway that dies without a word has kept what it waited for`() async throws {
        let (place, crashed) = (Place(), Place())
        let journal = try open(place)
        let uses = try JournaledUses(journal, now: now)
        for number in 0..<50 { #expect(uses.record(use("a\(number)"), now: now) == .first) }
        #expect(await uses.settled())
        // What is on disk at this moment is all that a death leaves.
        try FileManager.default.createDirectory(atPath: crashed.folder, withIntermediateDirectories: true)
        for name in ["journal.sqlite", "journal.sqlite-wal", "journal.key"] {
            try FileManager.default.copyItem(atPath: "\(place.folder)/\(name)", toPath: "\(crashed.folder)/\(name)")
        }
        let left = try open(crashed)
        let known = try JournaledUses(left, now: now)
        #expect((0..<50).allSatisfy { known.record(use("a\($0)", for: "q"), now: now) == .replayed })
        try await left.close()
        try await journal.close()
    }

    @Test func `what has ended is forgotten, and takes no place`() async throws {
        let place = Place()
        let journal = try open(place)
        let uses = try JournaledUses(journal, capacity: 2, now: now)
        #expect(uses.record(use("a", until: 10), now: now) == .first)
        #expect(uses.record(use("b", until: 20), now: now) == .first)
        #expect(uses.record(use("c", until: 30), now: now) == .full)
        #expect(uses.record(use("c", until: 40), now: now + 15) == .first)
        #expect(await uses.settled())
        #expect(try journal.usesInForce(now: now, limit: 10).map(\.assertion) == ["c", "b"])
        #expect(try journal.usesInForce(now: now, limit: 1).map(\.assertion) == ["c"])
        #expect(try journal.usesInForce(now: now + 60, limit: 10).isEmpty)
        try await journal.close()
    }

    @Test func `a journal that takes nothing more says so, and the use stays used`() async throws {
        let place = Place()
        let journal = try open(place)
        let uses = try JournaledUses(journal, now: now)
        #expect(await uses.settled())
        try await journal.close()
        #expect(uses.record(use("a"), now: now) == .first)
        #expect(await uses.settled() == false)
        #expect(uses.record(use("a", for: "q"), now: now) == .replayed)
    }

    @Test func `uses that are recorded at once are all kept, each once`() async throws {
        let place = Place()
        let journal = try open(place)
        let uses = try JournaledUses(journal, now: now)
        let firsts = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    guard uses.record(use("a\(number % 100)", for: "p\(number)"), now: now) == .first else { return false }
                    return await uses.settled()
                }
            }
            return await group.reduce(into: 0) { count, isFirst in count += isFirst ? 1 : 0 }
        }
        #expect(firsts == 100)
        #expect(try journal.usesInForce(now: now, limit: 1000).count == 100)
        try await journal.close()
    }
}
