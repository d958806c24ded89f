// What accepting promises: written before the answer, and once.

import Foundation
import Journal
import Testing

@Suite struct AcceptanceTests {
    @Test(arguments: JournalKind.all)
    func `an accepted document is written down with all that was said of it`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            guard case .written(let passage) = try await journal.accept(place.accepted("d1")) else {
                Issue.record("not written")
                return
            }
            #expect(passage.storeLeg == .queued)
            #expect(passage.senderLeg == .owed)
            #expect(passage.identifiers?.entryUUID == "urn:uuid:d1")
            #expect(passage.sha256.count == 64)
            #expect(try await journal.passage(passage.id) == passage)
            let content = try #require(try await journal.content(of: passage.id))
            #expect(content.body == Array("<ClinicalDocument>d1</ClinicalDocument>".utf8))
            #expect(content.metadata == Array("{\"patient\":\"p1\"}".utf8))
            #expect(content.report == Array("{\"findings\":[]}".utf8))
        }
    }

    @Test(arguments: JournalKind.all)
    func `what a call returns is what is read back, to the millisecond`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1", at: 0.000_123_4))
            #expect(try await journal.passage(passage.id) == passage)
            let claim = try #require(try await journal.claim(limit: 1, now: place.after(0.000_123_4)).first)
            #expect(try await journal.passage(passage.id) == claim.passage)
            let parked = try await journal.complete(passage.id, .parked(final), now: place.after(1.000_7))
            #expect(try await journal.passage(passage.id) == parked)
            let discarded = try await journal.discard(passage.id, by: "x", reason: nil, now: place.after(2.000_7))
            #expect(try await journal.passage(passage.id) == discarded)
        }
    }

    @Test(arguments: JournalKind.all)
    func `the same submission again gets the same passage`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let first = try await journal.put(place.accepted("d1"))
            #expect(try await journal.accept(place.accepted("d1", at: 60)) == .known(first))
            #expect(try await journal.passages(matching: PassageFilter(), before: nil, limit: 10).passages.count == 1)
        }
    }

    @Test(arguments: JournalKind.all)
    func `the same id with other bytes is a conflict, also when the first is forwarded`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let first = try await journal.put(place.accepted("d1"))
            #expect(try await journal.accept(place.accepted("d1", body: "other")) == .conflict(existing: first))
            _ = try await journal.claim(limit: 1, now: place.start)
            let sent = try await journal.complete(first.id, .forwarded(detail: nil), now: place.start)
            #expect(try await journal.accept(place.accepted("d1", body: "other")) == .conflict(existing: sent))
        }
    }

    @Test(arguments: JournalKind.all)
    func `a refused document is written down and does not hold its id`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let refused = try await journal.put(place.refused("d1"))
            #expect(refused.storeLeg == .refused)
            #expect(refused.failure?.code == "structure.root")
            #expect(try await journal.holder(ofDocument: "d1") == nil)
            let again = try await journal.accept(place.refused("d1", at: 1))
            guard case .written(let second) = again else {
                Issue.record("the second refusal was not written")
                return
            }
            #expect(second.id != refused.id)
            guard case .written(let mended) = try await journal.accept(place.accepted("d1", at: 2)) else {
                Issue.record("the mended document was not accepted")
                return
            }
            #expect(try await journal.holder(ofDocument: "d1")?.id == mended.id)
        }
    }

    @Test(arguments: JournalKind.all)
    func `a document that could not be read at all is refused without an id`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.refused(nil))
            #expect(passage.facts.uniqueID == nil)
            #expect(try await journal.content(of: passage.id)?.body == Array("<x/>".utf8))
        }
    }

    @Test(arguments: JournalKind.all)
    func `an accepted document without an id is a defect of the caller`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            var submission = place.accepted("d1")
            submission.facts.uniqueID = nil
            let broken = submission
            await expectFailure(.missingDocumentID) { _ = try await journal.accept(broken) }
        }
    }

    @Test(arguments: JournalKind.all)
    func `of many submissions of one document at once, one is written`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let outcomes = try await withThrowingTaskGroup(of: Acceptance.self) { group in
                for _ in 0..<40 { group.addTask { try await journal.accept(place.accepted("d1")) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(outcomes.map(\.passage.id)).count == 1)
            #expect(
                outcomes.count {
                    if case .written = $0 { true } else { false }
                } == 1)
        }
    }

    @Test(arguments: JournalKind.all)
    func `one bad item does not fail those beside it`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            var broken = place.accepted("bad")
            broken.facts.uniqueID = nil
            let bad = broken
            let kept = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<60 {
                    group.addTask { (try? await journal.accept(number % 3 == 0 ? bad : place.accepted("d\(number)", patient: "p\(number)"))) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(kept == 40)
            let counters = try await journal.counters()
            #expect(counters.byStoreLeg[.queued] == 40)
        }
    }

    @Test(arguments: JournalKind.all)
    func `that the sender was answered is a fact of its own`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1"))
            #expect(try await journal.counters().answersOwed == 1)
            try await journal.markAnswered(passage.id, now: place.after(1))
            try await journal.markAnswered(passage.id, now: place.after(2))
            let record = try #require(try await journal.record(of: passage.id))
            #expect(record.passage.senderLeg == .answered)
            #expect(record.passage.storeLeg == .queued)
            #expect(record.timeline.map(\.kind) == [.accepted, .answered])
            #expect(try await journal.counters().answersOwed == 0)
        }
    }

    @Test(arguments: JournalKind.all)
    func `work that arrives rings`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            var rings = journal.arrivals().makeAsyncIterator()
            _ = try await journal.put(place.accepted("d1"))
            #expect(await rings.next() != nil)
            try await journal.close()
            #expect(await rings.next() == nil)
        }
    }
}
