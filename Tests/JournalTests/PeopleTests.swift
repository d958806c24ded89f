// What people and time decide: retry, discard, erase; all of it on the record.

import Foundation
import Journal
import Testing

@Suite struct PeopleTests {
    /// Brings one document to an outcome of its first turn.
    private func passage(after outcome: AttemptOutcome, in journal: any PassageJournal, _ place: JournalPlace) async throws -> Passage {
        let passage = try await journal.put(place.accepted("d1"))
        _ = try await journal.claim(limit: 1, now: place.start)
        return try await journal.complete(passage.id, outcome, now: place.start)
    }

    @Test(arguments: JournalKind.all)
    func `a retry starts the count and the budget anew, asks the store first, and names who decided`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let parked = try await passage(after: .parked(final), in: journal, place)
            let retried = try await journal.retry(parked.id, by: "j.dupont", now: place.after(100))
            #expect(retried.storeLeg == .inDoubt)
            #expect(retried.attempts == 0)
            #expect(retried.firstAttemptAt == nil)
            #expect(retried.nextAttempt == place.after(100))
            let claim = try #require(try await journal.claim(limit: 1, now: place.after(100)).first)
            #expect(claim.mustAskStore)
            #expect(claim.passage.firstAttemptAt == place.after(100))
            let event = try #require(try await journal.record(of: parked.id)?.timeline.first { $0.kind == .retriedInDoubt })
            #expect(event.actor == "j.dupont")
        }
    }

    @Test(arguments: JournalKind.all)
    func `a retry of one that waits for its time brings it forward`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let waiting = try await passage(after: .postponed(until: place.after(900), busy), in: journal, place)
            #expect(try await journal.retry(waiting.id, by: "x", now: place.after(5)).nextAttempt == place.after(5))
        }
    }

    @Test(arguments: JournalKind.all)
    func `a forwarded or sending passage is neither retried nor discarded`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let done = try await passage(after: .forwarded(detail: nil), in: journal, place)
            await expectFailure(.illegal(IllegalTransition(leg: .forwarded, event: .retried))) {
                _ = try await journal.retry(done.id, by: "x", now: place.start)
            }
            await expectFailure(.illegal(IllegalTransition(leg: .forwarded, event: .discarded))) {
                _ = try await journal.discard(done.id, by: "x", reason: nil, now: place.start)
            }
            let sending = try await journal.put(place.accepted("d2"))
            _ = try await journal.claim(limit: 1, now: place.start)
            await expectFailure(.illegal(IllegalTransition(leg: .sending, event: .retried))) {
                _ = try await journal.retry(sending.id, by: "x", now: place.start)
            }
        }
    }

    @Test(arguments: JournalKind.all)
    func `a discarded passage is rejected by name and reason, and those behind it go on`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let parked = try await passage(after: .parked(final), in: journal, place)
            let child = try await journal.put(place.accepted("d2", replacing: "d1", at: 1))
            let discarded = try await journal.discard(parked.id, by: "j.dupont", reason: "sent on paper", now: place.after(2))
            #expect(discarded.storeLeg == .rejected)
            #expect(discarded.failure?.code == "discarded")
            let event = try #require(try await journal.record(of: parked.id)?.timeline.last)
            #expect(event.kind == .discarded)
            #expect(event.actor == "j.dupont")
            #expect(event.detail == "sent on paper")
            #expect(try await journal.passage(child.id)?.storeLeg == .parked)
            #expect(try await journal.retry(child.id, by: "j.dupont", now: place.after(3)).storeLeg == .queued)
        }
    }

    @Test(arguments: JournalKind.all)
    func `a rejected passage comes back only while its document's id is free`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let rejected = try await passage(after: .rejected(final), in: journal, place)
            let second = try await journal.put(place.accepted("d1", body: "mended", at: 1))
            await expectFailure(.superseded(by: second.id)) { _ = try await journal.retry(rejected.id, by: "x", now: place.after(2)) }
        }
    }

    @Test(arguments: JournalKind.all)
    func `bodies are erased after their time and the trace is kept`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let done = try await passage(after: .forwarded(detail: nil), in: journal, place)
            let refused = try await journal.put(place.refused("r"))
            let queued = try await journal.put(place.accepted("q", patient: "q"))
            let policy = RetentionPolicy(forwarded: 100, notForwarded: 1000)
            #expect(try await journal.eraseBodies(policy, limit: 10, now: place.after(99)) == 0)
            #expect(try await journal.eraseBodies(policy, limit: 10, now: place.after(100)) == 1)
            let content = try #require(try await journal.content(of: done.id))
            #expect(content == PassageContent.none)
            let record = try #require(try await journal.record(of: done.id))
            #expect(record.passage.bodyErasedAt == place.after(100))
            #expect(record.passage.sha256 == done.sha256)
            #expect(record.timeline.last?.kind == .bodyErased)
            #expect(try await journal.content(of: refused.id)?.body != nil)
            #expect(try await journal.eraseBodies(policy, limit: 10, now: place.after(9999)) == 1)
            #expect(try await journal.content(of: queued.id)?.body != nil)
        }
    }

    @Test(arguments: JournalKind.all)
    func `what was erased cannot be retried`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let rejected = try await passage(after: .rejected(final), in: journal, place)
            #expect(try await journal.eraseBodies(RetentionPolicy(forwarded: 0, notForwarded: 0), limit: 10, now: place.after(1)) == 1)
            await expectFailure(.bodyErased(rejected.id)) { _ = try await journal.retry(rejected.id, by: "x", now: place.after(2)) }
        }
    }
}

extension PassageContent {
    /// Nothing left.
    static let none = PassageContent(body: nil, metadata: nil, report: nil)
}
