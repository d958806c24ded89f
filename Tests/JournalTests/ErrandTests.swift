// Errands: written with what causes them, done in order, known when they come again.

import Foundation
import Journal
import Testing

@Suite struct ErrandTests {
    @Test(arguments: JournalKind.all)
    func `an errand is written with its document, and its content comes back`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1", errands: [place.mail("m1")]))
            let errand = try #require(try await journal.allErrands().first)
            #expect(errand.kind == .mail && errand.state == .queued && errand.passage == passage.id && errand.nextAttempt == place.start)
            #expect(try await journal.content(of: errand.id) == Array("mail m1".utf8))
            #expect(try await journal.counters().errands[.mail]?[.queued] == 1)
            #expect(try await journal.record(of: errand.id)?.timeline.map(\.kind) == [.ordered])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a refused document orders nothing`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            var refused = place.refused("d1")
            refused.errands = [place.mail("m1")]
            _ = try await journal.accept(refused)
            #expect(try await journal.allErrands().isEmpty)
        }
    }

    @Test(arguments: JournalKind.all)
    func `the same order again is known, and a new one is added to the document that is here`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let first = try await journal.put(place.accepted("d1", errands: [place.mail("m1")]))
            #expect(try await journal.accept(place.accepted("d1", at: 5, errands: [place.mail("m1")])) == .known(first))
            #expect(try await journal.allErrands().count == 1)
            _ = try await journal.accept(place.accepted("d1", at: 6, errands: [place.mail("m1", to: "other@example.org")]))
            #expect(try await journal.allErrands().map(\.passage) == [first.id, first.id])
            #expect(try await journal.errand(orderedAs: "m1 other@example.org")?.sequence == 2)
            #expect(try await journal.errand(orderedAs: "m2 other@example.org") == nil)
        }
    }

    @Test(arguments: JournalKind.all)
    func `errands of a lane go one at a time in order, other lanes beside them`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let orders = [("a", "lab"), ("b", "lab"), ("c", "radio"), ("d", "lab")].map { key, partner in
                place.notice(key, key, to: partner, cue: .acceptance)
            }
            _ = try await journal.accept(orders, now: place.start)
            #expect(try await journal.claimTopics(at: place.after(1)) == ["a", "c"])
            #expect(try await journal.claimTopics(at: place.after(1)) == [])
            let first = try #require(try await journal.allErrands().first)
            _ = try await journal.complete(first.id, .postponed(until: place.after(60), busy), now: place.after(2))
            #expect(try await journal.claimTopics(at: place.after(59)) == [], "one that is tried later holds back those behind it")
            #expect(try await journal.claimTopics(at: place.after(60)) == ["a"])
            _ = try await journal.complete(first.id, .parked(final), now: place.after(61))
            #expect(try await journal.claimTopics(at: place.after(61)) == ["b"], "one that is parked holds nobody back")
        }
    }

    @Test(arguments: JournalKind.all)
    func `only errands of the kinds asked for are taken, and only so many`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let mails = (0..<3).map { place.mail("m\($0)", to: "box\($0)") }
            _ = try await journal.accept(mails + [place.notice("n", cue: .acceptance)], now: place.start)
            #expect(try await journal.claimErrands([], limit: 9, now: place.after(1)) == [])
            #expect(try await journal.claimErrands([.notice], limit: 9, now: place.after(1)).map(\.kind) == [.notice])
            #expect(try await journal.claimErrands([.mail], limit: 2, now: place.after(1)).map(\.sequence) == [1, 2])
            #expect(try await journal.claimErrands([.mail], limit: 2, now: place.after(1)).map(\.sequence) == [3])
        }
    }

    @Test(arguments: JournalKind.all)
    func `attempts and the first instant are kept for the budget, until a person begins anew`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let errand = try await journal.accept([place.mail("m")], now: place.start)[0]
            for turn in 1...2 {
                _ = try await journal.claimErrands([.mail], limit: 1, now: place.after(Double(turn * 10)))
                _ = try await journal.complete(errand.id, .postponed(until: place.after(Double(turn * 10 + 5)), busy), now: place.after(Double(turn * 10)))
            }
            var now = try #require(try await journal.errand(errand.id))
            #expect(now.attempts == 2 && now.firstAttemptAt == place.after(10) && now.failure == busy)
            now = try await journal.retry(errand.id, by: "operator", now: place.after(30))
            #expect(now.attempts == 0 && now.firstAttemptAt == nil && now.nextAttempt == place.after(30))
            #expect(try await journal.record(of: errand.id)?.timeline.last?.actor == "operator")
        }
    }

    @Test(arguments: JournalKind.all)
    func `a person gives an errand up, and those behind it go on`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let errands = try await journal.accept(["a", "b"].map { place.notice($0, $0, cue: .acceptance) }, now: place.start)
            let given = try await journal.discard(errands[0].id, by: "operator", reason: "wrong partner", now: place.after(1))
            #expect(given.state == .givenUp && given.failure?.code == "discarded")
            #expect(try await journal.claimTopics(at: place.after(1)) == ["b"])
            await expectFailure(.illegalErrand(IllegalErrandTransition(state: .givenUp, event: .discarded))) {
                _ = try await journal.discard(errands[0].id, by: "operator", reason: nil, now: place.after(2))
            }
            let nobody = ErrandID(at: place.start)
            await expectFailure(.unknownErrand(nobody)) { _ = try await journal.retry(nobody, by: "operator", now: place.start) }
        }
    }

    @Test(arguments: JournalKind.all)
    func `what was being done when the gateway died is done again`(kind: JournalKind) async throws {
        let place = JournalPlace()
        let first = try await kind.open(place, .gateway)
        let errand = try await first.accept([place.notice("n", cue: .acceptance)], now: place.start)[0]
        _ = try await first.claimErrands([.notice], limit: 1, now: place.start)
        try await first.close()
        let second = try await kind.open(place, .gateway)
        #expect(try await second.errand(errand.id)?.state == .queued)
        #expect(try await second.record(of: errand.id)?.timeline.map(\.kind) == [.ordered, .claimed, .interrupted])
        #expect(try await second.claimErrands([.notice], limit: 1, now: place.start).map(\.id) == [errand.id])
        try await second.close()
    }

    @Test(arguments: JournalKind.all)
    func `content is erased after its time, the trace stays, and nothing can be sent again`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let errand = try await journal.accept([place.mail("m")], now: place.start)[0]
            _ = try await journal.claimErrands([.mail], limit: 1, now: place.start)
            _ = try await journal.complete(errand.id, .givenUp(final), now: place.start)
            let policy = RetentionPolicy(forwarded: 60, notForwarded: 120)
            #expect(try await journal.eraseBodies(policy, limit: 9, now: place.after(119)) == 0)
            #expect(try await journal.eraseBodies(policy, limit: 9, now: place.after(120)) == 1)
            #expect(try await journal.content(of: errand.id) == nil)
            #expect(try await journal.errand(errand.id)?.contentErasedAt == place.after(120))
            await expectFailure(.errandErased(errand.id)) { _ = try await journal.retry(errand.id, by: "operator", now: place.after(121)) }
        }
    }

    @Test(arguments: JournalKind.all)
    func `a document stays while a mail of it is still to be sent`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1", errands: [place.mail("m")]))
            try await journal.end("d1", .forwarded(detail: nil), at: place.start)
            let policy = RetentionPolicy(forwarded: 60, notForwarded: 120)
            #expect(try await journal.eraseBodies(policy, limit: 9, now: place.after(1000)) == 0)
            let errand = try await journal.claimErrands([.mail], limit: 1, now: place.after(1000))[0]
            _ = try await journal.complete(errand.id, .done(detail: nil), now: place.after(1000))
            #expect(try await journal.eraseBodies(policy, limit: 9, now: place.after(1001)) == 1)
            #expect(try await journal.content(of: passage.id)?.body == nil)
            #expect(try await journal.content(of: errand.id) != nil, "the errand's own time is not over")
        }
    }

    @Test(arguments: JournalKind.all)
    func `pages of errands follow each other, newest first, and filters hold`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.put(place.accepted("d1", errands: [place.mail("m1"), place.notice("n1")]))
            _ = try await journal.accept((0..<4).map { place.mail("x\($0)", to: "box\($0)") }, now: place.after(1))
            let page = try await journal.errands(matching: ErrandFilter(kinds: [.mail]), before: nil, limit: 3)
            #expect(page.errands.map(\.sequence) == [6, 5, 4])
            let rest = try await journal.errands(matching: ErrandFilter(kinds: [.mail]), before: page.next, limit: 3)
            #expect(rest.errands.map(\.sequence) == [3, 1] && rest.next == nil)
            #expect(try await journal.allErrands(ErrandFilter(states: [.waiting])).map(\.sequence) == [2])
            let passage = try #require(try await journal.holder(ofDocument: "d1"))
            #expect(try await journal.allErrands(ErrandFilter(passage: passage.id)).map(\.sequence) == [1, 2])
        }
    }
}
