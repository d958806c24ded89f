// Errands that follow an event: an acknowledgement after the end of a delivery, after the news of a mail.

import Foundation
import Journal
import Testing

@Suite struct FollowingErrandTests {
    @Test(arguments: JournalKind.all, [AttemptOutcome.forwarded(detail: nil), .rejected(final), .parked(final)])
    func `a notice waits for the end of its document and is told of it`(kind: JournalKind, outcome: AttemptOutcome) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.put(place.accepted("d1", errands: [place.notice("n1")]))
            #expect(try await journal.claimTopics(at: place.after(1)) == [])
            try await journal.end("d1", outcome, at: place.after(2))
            let notice = try #require(try await journal.claimErrands([.notice], limit: 1, now: place.after(2)).first)
            let good = outcome == .forwarded(detail: nil)
            #expect(notice.tidings?.isGood == good && notice.tidings?.code == (good ? nil : final.code))
            #expect(try await journal.record(of: notice.id)?.timeline.map(\.kind) == [.awaited, .cued, .claimed])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a delivery that is only postponed tells nobody`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.put(place.accepted("d1", errands: [place.notice("n1")]))
            try await journal.end("d1", .postponed(until: place.after(9), busy), at: place.start)
            #expect(try await journal.allErrands().map(\.state) == [.waiting])
            try await journal.end("d1", .inDoubt(until: place.after(19), lost), at: place.after(9))
            #expect(try await journal.allErrands().map(\.state) == [.waiting])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a document that was parked and then forwarded is told of twice, in order`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1", errands: [place.notice("n1")]))
            try await journal.end("d1", .parked(final), at: place.start)
            _ = try await journal.retry(passage.id, by: "operator", now: place.after(1))
            try await journal.end("d1", .forwarded(detail: nil), at: place.after(2))
            let first = try await journal.claimErrands([.notice], limit: 9, now: place.after(3))
            #expect(first.map(\.tidings?.isGood) == [false])
            #expect(try await journal.content(of: first[0].id) == Array("notice n1".utf8))
            _ = try await journal.complete(first[0].id, .done(detail: nil), now: place.after(3))
            let second = try await journal.claimErrands([.notice], limit: 9, now: place.after(3))
            #expect(second.map(\.tidings?.isGood) == [true])
            #expect(try await journal.content(of: second[0].id) == Array("notice n1".utf8))
            // What the first holds is kept until the second is over, too.
            let policy = RetentionPolicy(forwarded: 60, notForwarded: 60)
            _ = try await journal.eraseBodies(policy, limit: 9, now: place.after(100))
            #expect(try await journal.content(of: first[0].id) == nil)
            #expect(try await journal.content(of: second[0].id) == Array("notice n1".utf8))
        }
    }

    @Test(arguments: JournalKind.all)
    func `a document that is parked for the same reason again is told of once`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let passage = try await journal.put(place.accepted("d1", errands: [place.notice("n1")]))
            for turn in 0..<2 {
                try await journal.end("d1", .parked(final), at: place.after(Double(turn)))
                if turn == 0 { _ = try await journal.retry(passage.id, by: "operator", now: place.after(0.5)) }
            }
            #expect(try await journal.allErrands().count == 1)
        }
    }

    @Test(arguments: JournalKind.all)
    func `a notice that is ordered after the end goes at once`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.put(place.accepted("d1", errands: [place.notice("n1")]))
            try await journal.end("d1", .forwarded(detail: nil), at: place.start)
            _ = try await journal.accept(place.accepted("d1", at: 5, errands: [place.notice("n2")]))
            #expect(try await journal.allErrands().map(\.state) == [.queued, .queued])
            #expect(try await journal.allErrands().map(\.tidings?.outcome) == ["forwarded", "forwarded"])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a notice of several documents goes once, after the end of the last`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.accept(["d1", "d2", "d3"].map { place.accepted($0, patient: $0, errands: [place.notice("n1")]) })
            #expect(try await journal.allErrands().map(\.state) == [.waiting])
            let claims = try await journal.claim(limit: 9, now: place.after(1))
            for (claim, state) in zip(claims, [ErrandState.waiting, .waiting, .queued]) {
                _ = try await journal.complete(claim.passage.id, .forwarded(detail: nil), now: place.after(2))
                #expect(try await journal.allErrands().map(\.state) == [state])
            }
            #expect(try await journal.allErrands()[0].tidings?.outcome == "forwarded")
        }
    }

    @Test(arguments: JournalKind.all)
    func `a notice of several documents tells what went wrong, and again when a person has mended it`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.accept(["d1", "d2"].map { place.accepted($0, patient: $0, errands: [place.notice("n1")]) })
            let claims = try await journal.claim(limit: 9, now: place.start)
            _ = try await journal.complete(claims[0].passage.id, .parked(final), now: place.after(1))
            #expect(try await journal.allErrands().map(\.state) == [.waiting])
            _ = try await journal.complete(claims[1].passage.id, .forwarded(detail: nil), now: place.after(2))
            #expect(try await journal.allErrands().map(\.tidings?.code) == [final.code])
            _ = try await journal.retry(claims[0].passage.id, by: "operator", now: place.after(3))
            try await journal.end("d1", .forwarded(detail: nil), at: place.after(4))
            #expect(try await journal.allErrands().map(\.tidings?.isGood) == [false, true])
        }
    }

    @Test(arguments: JournalKind.all)
    func `of several documents one may be here already, and the notice waits for the others`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.put(place.accepted("d1", patient: "d1"))
            try await journal.end("d1", .forwarded(detail: nil), at: place.start)
            let message = ["d1", "d2"].map { place.accepted($0, patient: $0, at: 1, errands: [place.notice("n1")]) }
            for _ in 0..<2 {
                _ = try await journal.accept(message)
                #expect(try await journal.allErrands().map(\.state) == [.waiting])
            }
            try await journal.end("d2", .forwarded(detail: nil), at: place.after(2))
            #expect(try await journal.allErrands().map(\.state) == [.queued])
            // The whole message again orders nothing that was not ordered.
            _ = try await journal.accept(message)
            #expect(try await journal.allErrands().map(\.state) == [.queued])
        }
    }

    @Test(arguments: JournalKind.all)
    func `of several deletions the last lets the notice go, also where the first had nothing left to do`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.accept(["d1", "d2"].map { place.accepted($0, patient: $0) })
            let claim = try #require(try await journal.claim(limit: 1, now: place.start).first)
            _ = try await journal.complete(claim.passage.id, .forwarded(detail: nil), now: place.start)
            let sent = try #require(claim.passage.facts.uniqueID)
            let unsent = sent == "d1" ? "d2" : "d1"
            // The one that was never sent is given up at once; the other is to be deleted in the store.
            let orders = [unsent, sent].map { place.withdrawal($0, patient: $0, followers: [place.notice("n1")]) }
            _ = try await journal.accept(orders, now: place.after(1))
            #expect(try await journal.allErrands().map(\.state) == [.done, .waiting, .queued])
            let withdrawal = try #require(try await journal.claimErrands([.withdrawal], limit: 9, now: place.after(2)).first)
            _ = try await journal.complete(withdrawal.id, .done(detail: nil), now: place.after(2))
            #expect(try await journal.allErrands().map(\.state) == [.done, .queued, .done])
            #expect(try await journal.allErrands()[1].tidings?.isGood == true)
        }
    }

    @Test(arguments: JournalKind.all)
    func `a notice does not lapse while one of its documents is on its way`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.accept(["d1", "d2"].map { place.accepted($0, patient: $0, errands: [place.notice("n1")]) })
            try await journal.end("d1", .forwarded(detail: nil), at: place.start)
            _ = try await journal.eraseBodies(RetentionPolicy(forwarded: 60, notForwarded: 60), limit: 9, now: place.after(100))
            #expect(try await journal.allErrands().map(\.state) == [.waiting])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a document that is given up with its parent, or by a person, is told of`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let parent = try await journal.put(place.accepted("v1", errands: [place.notice("n1")]))
            _ = try await journal.put(place.accepted("v2", replacing: "v1", at: 1, errands: [place.notice("n2")]))
            _ = try await journal.discard(parent.id, by: "operator", reason: nil, now: place.after(2))
            #expect(try await journal.allErrands().map(\.tidings?.code) == ["discarded", "parent.rejected"])
        }
    }

    @Test(arguments: JournalKind.all)
    func `what is heard of a mail lets its notices go, each piece of news once`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let followers = [place.notice("z2", "Z02", cue: .delivery), place.notice("z3", "Z03", to: "radio", cue: .reading)]
            let mail = try await journal.accept([place.mail("m", followers: followers)], now: place.start)[0]
            _ = try await journal.claimErrands([.mail], limit: 1, now: place.start)
            // A report may be here before the sending is written down.
            _ = try await journal.hear(.delivered, of: mail.id, now: place.after(1))
            _ = try await journal.complete(mail.id, .done(detail: "250"), now: place.after(2))
            _ = try await journal.hear(.delivered, of: mail.id, now: place.after(3))
            #expect(try await journal.claimTopics([.notice], at: place.after(4)) == ["Z02"])
            _ = try await journal.hear(.unread(final), of: mail.id, now: place.after(5))
            #expect(try await journal.claimTopics([.notice], at: place.after(6)) == ["Z03"])
            let heard = try #require(try await journal.allErrands().last)
            #expect(heard.topic == "Z03" && heard.tidings == Tidings(outcome: "unread", code: final.code, message: final.message))
            #expect(try await journal.record(of: mail.id)?.timeline.map(\.kind) == [.ordered, .claimed, .delivered, .done, .unread])
        }
    }

    @Test(arguments: JournalKind.all, [ErrandOutcome.givenUp(final), .parked(final)])
    func `a mail that cannot be sent is told of as not delivered`(kind: JournalKind, outcome: ErrandOutcome) async throws {
        try await withJournal(kind) { journal, place in
            let mail = try await journal.accept([place.mail("m", followers: [place.notice("z2", "Z02", cue: .delivery)])], now: place.start)[0]
            _ = try await journal.claimErrands([.mail], limit: 1, now: place.start)
            _ = try await journal.complete(mail.id, outcome, now: place.after(1))
            let notice = try #require(try await journal.claimErrands([.notice], limit: 1, now: place.after(1)).first)
            #expect(notice.tidings?.code == final.code && notice.parent == mail.id)
        }
    }

    @Test(arguments: JournalKind.all)
    func `a notice whose news never comes ends after its time`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let mail = try await journal.accept([place.mail("m", followers: [place.notice("z3", "Z03", cue: .reading)])], now: place.start)[0]
            let policy = RetentionPolicy(forwarded: 10, notForwarded: 60)
            _ = try await journal.eraseBodies(policy, limit: 9, now: place.after(1000))
            #expect(try await journal.allErrands().map(\.state) == [.queued, .waiting], "its mail is still to be sent")
            _ = try await journal.claimErrands([.mail], limit: 1, now: place.after(1000))
            _ = try await journal.complete(mail.id, .done(detail: nil), now: place.after(1000))
            _ = try await journal.eraseBodies(policy, limit: 9, now: place.after(1001))
            let notice = try #require(try await journal.allErrands().last)
            #expect(notice.state == .givenUp && notice.failure?.code == "errand.never-heard")
        }
    }
}
