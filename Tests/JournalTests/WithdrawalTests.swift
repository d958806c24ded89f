// Deletions: after the passage that they concern, before what comes later, and truthful where nothing was sent.

import Foundation
import Journal
import Testing

@Suite struct WithdrawalTests {
    @Test(arguments: JournalKind.all)
    func `a document that was never sent is given up, and nothing is left to do`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1", errands: [place.notice("n1")]))
            _ = try await journal.put(place.accepted("d2", replacing: "d1", at: 1))
            let errand = try await journal.accept([place.withdrawal("d1", followers: [place.notice("n2")])], now: place.after(2))[0]
            #expect(errand.state == .done && errand.passage == passage.id)
            let given = try #require(try await journal.passage(passage.id))
            #expect(given.storeLeg == .rejected && given.failure?.code == "withdrawn")
            #expect(try await journal.holder(ofDocument: "d2")?.storeLeg == .parked, "nothing is left to replace")
            let notices = try await journal.allErrands(ErrandFilter(kinds: [.notice]))
            #expect(notices.map(\.tidings) == [Tidings(outcome: "rejected", code: "withdrawn", message: given.failure?.message), Tidings(outcome: "done")])
            #expect(try await journal.claimTopics([.withdrawal], at: place.after(9)) == [])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a withdrawal waits for the passage of its document, later passages of the patient wait for it`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let target = try await journal.put(place.accepted("d1"))
            _ = try await journal.claim(limit: 9, now: place.start)
            let errand = try await journal.accept([place.withdrawal("d1")], now: place.after(1))[0]
            #expect(errand.state == .queued && errand.nextAttempt == nil)
            _ = try await journal.put(place.accepted("d2", at: 2))
            _ = try await journal.put(place.accepted("x1", patient: "p2", at: 3))
            #expect(try await journal.claimIDs(at: place.after(4)) == ["x1"])
            _ = try await journal.complete(target.id, .forwarded(detail: nil), now: place.after(5))
            #expect(try await journal.claimIDs(at: place.after(6)) == [])
            #expect(try await journal.claimTopics([.withdrawal], at: place.after(6)) == ["DMP"])
            #expect(try await journal.claimIDs(at: place.after(6)) == [], "while one is being carried out, nobody has the turn")
            _ = try await journal.complete(errand.id, .done(detail: nil), now: place.after(7))
            #expect(try await journal.passage(target.id)?.storeLeg == .withdrawn)
            #expect(try await journal.claimIDs(at: place.after(8)) == ["d2"])
        }
    }

    @Test(arguments: JournalKind.all, [ErrandOutcome.parked(final), .givenUp(final)])
    func `a withdrawal that cannot be carried out holds nobody back`(kind: JournalKind, outcome: ErrandOutcome) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.put(place.accepted("d1"))
            try await journal.end("d1", .forwarded(detail: nil), at: place.start)
            let errand = try await journal.accept([place.withdrawal("d1")], now: place.after(1))[0]
            _ = try await journal.put(place.accepted("d2", at: 2))
            _ = try await journal.claimErrands([.withdrawal], limit: 1, now: place.after(3))
            _ = try await journal.complete(errand.id, outcome, now: place.after(4))
            #expect(try await journal.claimIDs(at: place.after(4)) == ["d2"])
            #expect(try await journal.holder(ofDocument: "d1")?.storeLeg == .forwarded)
        }
    }

    @Test(arguments: JournalKind.all)
    func `a parked document that may have been sent is given up here and asked about there`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let target = try await journal.put(place.accepted("d1"))
            try await journal.end("d1", .parked(final), at: place.start)
            let errand = try await journal.accept([place.withdrawal("d1")], now: place.after(1))[0]
            #expect(try await journal.passage(target.id)?.storeLeg == .rejected)
            #expect(errand.state == .queued)
            #expect(try await journal.claimTopics([.withdrawal], at: place.after(1)) == ["DMP"])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a withdrawal of a document that waits for its parent holds nobody back`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let parent = try await journal.put(place.accepted("v1"))
            _ = try await journal.put(place.accepted("v2", replacing: "v1", at: 1))
            _ = try await journal.claim(limit: 9, now: place.after(1))
            _ = try await journal.complete(parent.id, .forwarded(detail: nil), now: place.after(2))
            try await journal.end("v2", .postponed(until: place.after(100), busy), at: place.after(3))
            _ = try await journal.accept([place.withdrawal("v2")], now: place.after(4))
            _ = try await journal.put(place.accepted("d3", at: 5))
            #expect(try await journal.claimIDs(at: place.after(6)) == [], "v2 was sent before and is first")
            try await journal.end("v2", .forwarded(detail: nil), at: place.after(100))
            #expect(try await journal.claimTopics([.withdrawal], at: place.after(101)) == ["DMP"])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a document that was deleted stays deleted when it comes again, and its id stays taken`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.put(place.accepted("d1"))
            try await journal.end("d1", .forwarded(detail: nil), at: place.start)
            let errand = try await journal.accept([place.withdrawal("d1")], now: place.after(1))[0]
            _ = try await journal.claimErrands([.withdrawal], limit: 1, now: place.after(1))
            _ = try await journal.complete(errand.id, .done(detail: nil), now: place.after(1))
            guard case .known(let known) = try await journal.accept(place.accepted("d1", at: 9, errands: [place.mail("m")])) else {
                Issue.record("not known")
                return
            }
            #expect(known.storeLeg == .withdrawn)
            #expect(try await journal.allErrands(ErrandFilter(kinds: [.mail])).isEmpty)
            #expect(try await journal.accept([place.withdrawal("d1")], now: place.after(10)) == [try #require(try await journal.errand(errand.id))])
        }
    }

    @Test(arguments: JournalKind.all)
    func `whose a document is can be asked, and a withdrawal must say`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1", patient: "p1"))
            #expect(try await journal.isPatient("p1", of: passage.id))
            #expect(try await journal.isPatient("p2", of: passage.id) == false)
            var nameless = place.withdrawal("d1")
            nameless.patientID = nil
            let order = nameless
            await expectFailure(.malformedWithdrawal) { _ = try await journal.accept([order], now: place.start) }
        }
    }
}
