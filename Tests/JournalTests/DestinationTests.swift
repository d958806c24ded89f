// Documents that do not go to the record store, and sets that are taken as a whole.

import Foundation
import Journal
import Testing

@Suite struct DestinationTests {
    @Test(arguments: JournalKind.all)
    func `a document for other destinations is never claimed, holds its id and nobody back`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1", forRecord: false, errands: [place.mail("m")]))
            #expect(passage.storeLeg == .unaddressed && passage.nextAttempt == nil)
            _ = try await journal.put(place.accepted("d2", replacing: "d1", at: 1))
            #expect(try await journal.claimIDs(at: place.after(2)) == ["d2"])
            #expect(try await journal.accept(place.accepted("d1", body: "other", forRecord: false)) == .conflict(existing: passage))
            await expectFailure(.illegal(IllegalTransition(leg: .unaddressed, event: .retried))) {
                _ = try await journal.retry(passage.id, by: "operator", now: place.start)
            }
        }
    }

    @Test(arguments: JournalKind.all)
    func `a later message sends it to the record, too, with what that message says`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let first = try await journal.put(place.accepted("d1", forRecord: false))
            let policy = RetentionPolicy(forwarded: 1, notForwarded: 1)
            #expect(try await journal.eraseBodies(policy, limit: 9, now: place.after(10)) == 1)
            guard case .known(let known) = try await journal.accept(place.accepted("d1", at: 20)) else {
                Issue.record("not known")
                return
            }
            #expect(known.id == first.id && known.storeLeg == .queued && known.bodyErasedAt == nil)
            #expect(try await journal.claimIDs(at: place.after(21)) == ["d1"])
            #expect(try await journal.content(of: first.id)?.body == Array("<ClinicalDocument>d1</ClinicalDocument>".utf8))
            _ = try await journal.complete(first.id, .forwarded(detail: nil), now: place.after(22))
            #expect(try await journal.record(of: first.id)?.timeline.map(\.kind) == [.unaddressed, .bodyErased, .addressed, .claimed, .forwarded])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a set is written down as a whole`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let set = [place.accepted("n1", errands: [place.notice("a")]), place.accepted("n3", at: 0, errands: [place.notice("b")])]
            guard case .accepted(let acceptances) = try await journal.accept(set) else {
                Issue.record("conflict")
                return
            }
            #expect(acceptances.map(\.passage.facts.uniqueID) == ["n1", "n3"])
            #expect(try await journal.accept(set) == .accepted(acceptances.map { .known($0.passage) }))
            #expect(try await journal.allErrands().count == 2)
        }
    }

    @Test(arguments: JournalKind.all)
    func `a conflict of the second leaves nothing of the first`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let held = try await journal.put(place.accepted("n3", body: "other"))
            let set = [place.accepted("n1", errands: [place.mail("m")]), place.accepted("n3")]
            #expect(try await journal.accept(set) == .conflicting([SetConflict(index: 1, existing: held)]))
            #expect(try await journal.holder(ofDocument: "n1") == nil)
            #expect(try await journal.allErrands().isEmpty)
            #expect(try await journal.counters().byStoreLeg[.queued] == 1)
        }
    }

    @Test(arguments: JournalKind.all)
    func `two documents of one set cannot have one id, the same document twice is one`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            #expect(
                try await journal.accept([place.accepted("d1"), place.accepted("d1", body: "other")])
                    == .conflicting([SetConflict(index: 1, existing: nil)]))
            #expect(try await journal.holder(ofDocument: "d1") == nil)
            guard case .accepted(let twice) = try await journal.accept([place.accepted("d1"), place.accepted("d1")]) else {
                Issue.record("conflict")
                return
            }
            #expect(twice == [.written(twice[0].passage), .known(twice[0].passage)])
        }
    }
}
