// One turn of a passage: how it is taken, how it ends, and what a crash in between means.

import Foundation
import Journal
import Testing

@Suite struct AttemptTests {
    @Test(arguments: JournalKind.all)
    func `a claim is written down before anything is sent`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1"))
            let claim = try #require(try await journal.claim(limit: 1, now: place.after(5)).first)
            #expect(!claim.mustAskStore)
            #expect(claim.passage.attempts == 1)
            #expect(claim.passage.firstAttemptAt == place.after(5))
            #expect(try await journal.passage(passage.id) == claim.passage)
            #expect(claim.passage.storeLeg == .sending)
            #expect(claim.passage.identifiers == passage.identifiers)
        }
    }

    @Test(arguments: JournalKind.all)
    func `attempts are counted from the first, and the first instant stays`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1"))
            for attempt in 1...3 {
                let claim = try #require(try await journal.claim(limit: 1, now: place.after(Double(attempt) * 10)).first)
                #expect(claim.passage.attempts == attempt)
                #expect(claim.passage.firstAttemptAt == place.after(10))
                let after = try await journal.complete(passage.id, .postponed(until: place.after(Double(attempt + 1) * 10), busy), now: place.start)
                #expect(after.failure == busy)
            }
        }
    }

    @Test(arguments: JournalKind.all)
    func `in doubt, the store is asked before anything is sent`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1"))
            _ = try await journal.claim(limit: 1, now: place.start)
            let doubted = try await journal.complete(passage.id, .inDoubt(until: place.after(5), lost), now: place.start)
            #expect(doubted.storeLeg == .inDoubt)
            #expect(try await journal.claim(limit: 1, now: place.after(4)).isEmpty)
            #expect(try await journal.claim(limit: 1, now: place.after(5)).first?.mustAskStore == true)
        }
    }

    @Test(arguments: JournalKind.all)
    func `a passage that was being sent when the gateway died is in doubt`(kind: JournalKind) async throws {
        let place = JournalPlace()
        var journal = try await kind.open(place, .gateway)
        let sending = try await journal.put(place.accepted("d1"))
        let waiting = try await journal.put(place.accepted("d2", at: 1))
        _ = try await journal.claim(limit: 9, now: place.after(1))
        try await journal.close()

        journal = try await kind.open(place, .gateway)
        #expect(try await journal.passage(sending.id)?.storeLeg == .inDoubt)
        #expect(try await journal.passage(waiting.id)?.storeLeg == .queued)
        let claims = try await journal.claim(limit: 9, now: place.after(2))
        #expect(claims.map(\.passage.id) == [sending.id])
        #expect(claims.first?.mustAskStore == true)
        #expect(try await journal.record(of: sending.id)?.timeline.map(\.kind) == [.accepted, .claimed, .interrupted, .claimed])
        try await journal.close()
    }

    @Test(arguments: JournalKind.all)
    func `a forwarded passage forgets its failure, keeps its trace and is never claimed again`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1"))
            _ = try await journal.claim(limit: 1, now: place.start)
            _ = try await journal.complete(passage.id, .postponed(until: place.after(1), busy), now: place.start)
            _ = try await journal.claim(limit: 1, now: place.after(1))
            let done = try await journal.complete(passage.id, .forwarded(detail: "accepted"), now: place.after(2))
            #expect(done.failure == nil)
            #expect(try await journal.nextDue() == nil)
            let timeline = try #require(try await journal.record(of: passage.id)?.timeline)
            #expect(timeline.map(\.kind) == [.accepted, .claimed, .postponed, .claimed, .forwarded])
            #expect(timeline[2].code == "XDSRegistryBusy")
            #expect(timeline[4].detail == "accepted")
            #expect(timeline.map(\.to) == [.queued, .sending, .queued, .sending, .forwarded])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a turn ends once`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1"))
            await expectFailure(.illegal(IllegalTransition(leg: .queued, event: .forwarded))) {
                _ = try await journal.complete(passage.id, .forwarded(detail: nil), now: place.start)
            }
            _ = try await journal.claim(limit: 1, now: place.start)
            _ = try await journal.complete(passage.id, .parked(final), now: place.start)
            await expectFailure(.illegal(IllegalTransition(leg: .parked, event: .rejected))) {
                _ = try await journal.complete(passage.id, .rejected(final), now: place.start)
            }
            #expect(try await journal.record(of: passage.id)?.timeline.count == 3)
        }
    }

    @Test(arguments: JournalKind.all)
    func `two that claim at once never take the same passage`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            for number in 0..<50 { _ = try await journal.put(place.accepted("d\(number)", patient: "p\(number)")) }
            let claimed = try await withThrowingTaskGroup(of: [PassageID].self) { group in
                for _ in 0..<8 { group.addTask { try await journal.claim(limit: 10, now: place.after(1)).map(\.passage.id) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == 50)
            #expect(Set(claimed).count == 50)
        }
    }

    @Test(arguments: JournalKind.all)
    func `an unknown passage is an error that names it`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let nobody = PassageID(at: place.start)
            let passage = try await journal.passage(nobody)
            #expect(passage == nil)
            #expect(try await journal.record(of: nobody) == nil)
            #expect(try await journal.content(of: nobody) == nil)
            await expectFailure(.unknown(nobody)) { _ = try await journal.complete(nobody, .forwarded(detail: nil), now: place.start) }
            await expectFailure(.unknown(nobody)) { _ = try await journal.retry(nobody, by: "x", now: place.start) }
        }
    }
}
