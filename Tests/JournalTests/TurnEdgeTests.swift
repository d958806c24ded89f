// Turns at their edges: what is being done is not begun again, and what came before a deletion goes before it.

import Foundation
import Journal
import Testing

@Suite struct TurnEdgeTests {
    @Test(arguments: JournalKind.all)
    func `an order in a lane gives what is being done there no second turn`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let first = try await journal.accept([place.notice("a", "a", to: "lab", cue: .acceptance)], now: place.start)[0]
            #expect(try await journal.claimTopics(at: place.after(1)) == ["a"])
            _ = try await journal.accept([place.notice("b", "b", to: "lab", cue: .acceptance)], now: place.after(2))
            #expect(try await journal.errand(first.id)?.nextAttempt == nil)
            #expect(try await journal.claimTopics(at: place.after(3)) == [])
            _ = try await journal.complete(first.id, .done(detail: nil), now: place.after(4))
            #expect(try await journal.claimTopics(at: place.after(5)) == ["b"])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a passage that came before a deletion goes before it, though it is of another document`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.put(place.accepted("d1"))
            try await journal.end("d1", .forwarded(detail: nil), at: place.start)
            _ = try await journal.put(place.accepted("d2", at: 1))
            let errand = try await journal.accept([place.withdrawal("d1")], now: place.after(2))[0]
            #expect(try await journal.claimTopics([.withdrawal], at: place.after(3)) == [])
            try await journal.end("d2", .forwarded(detail: nil), at: place.after(4))
            #expect(try await journal.claimTopics([.withdrawal], at: place.after(5)) == ["DMP"])
            #expect(try await journal.errand(errand.id)?.attempts == 1)
        }
    }

    @Test(arguments: JournalKind.all)
    func `a document for other destinations stays one when it comes again for others`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let first = try await journal.put(place.accepted("d1", forRecord: false))
            guard case .known(let known) = try await journal.accept(place.accepted("d1", at: 5, forRecord: false, errands: [place.mail("m")])) else {
                Issue.record("not known")
                return
            }
            #expect(known == first && known.storeLeg == .unaddressed)
            #expect(try await journal.claimIDs(at: place.after(6)) == [])
            #expect(try await journal.allErrands().map(\.state) == [.queued])
        }
    }

    @Test(arguments: JournalKind.all)
    func `the last page may be full, and nothing is behind it`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            for number in 0..<4 { _ = try await journal.put(place.accepted("d\(number)", patient: "p\(number)", at: Double(number))) }
            let first = try await journal.passages(matching: PassageFilter(), before: nil, limit: 2)
            #expect(first.passages.map(\.facts.uniqueID) == ["d3", "d2"] && first.next != nil)
            let last = try await journal.passages(matching: PassageFilter(), before: first.next, limit: 2)
            #expect(last.passages.map(\.facts.uniqueID) == ["d1", "d0"] && last.next == nil)
            #expect(try await journal.passages(matching: PassageFilter(), before: nil, limit: 4).next == nil)
        }
    }

    @Test(arguments: JournalKind.all)
    func `a notice that is ordered while its document is parked goes at once, and tells why`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.put(place.accepted("d1"))
            try await journal.end("d1", .parked(final), at: place.start)
            _ = try await journal.accept(place.accepted("d1", at: 5, errands: [place.notice("n")]))
            #expect(try await journal.allErrands().map(\.state) == [.queued])
            #expect(try await journal.allErrands().map(\.tidings?.code) == [final.code])
        }
    }

    @Test(arguments: JournalKind.all)
    func `no more contents of errands are erased than asked for, however they ended`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let errands = try await journal.accept([place.mail("m1"), place.mail("m2", to: "other@example.org")], now: place.start)
            _ = try await journal.claimErrands([.mail], limit: 2, now: place.start)
            _ = try await journal.complete(errands[0].id, .done(detail: nil), now: place.start)
            _ = try await journal.complete(errands[1].id, .givenUp(final), now: place.start)
            let policy = RetentionPolicy(forwarded: 60, notForwarded: 60)
            for erased in [1, 1, 0] { #expect(try await journal.eraseBodies(policy, limit: 1, now: place.after(100)) == erased) }
        }
    }
}
