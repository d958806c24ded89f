// Whose turn it is: order within a patient, none between patients, a replace after its parent.

import Foundation
import Journal
import Testing

@Suite struct OrderTests {
    @Test(arguments: JournalKind.all)
    func `one passage of a patient at a time, patients beside each other`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            for (number, patient) in [("a1", "a"), ("a2", "a"), ("b1", "b"), ("a3", "a"), ("b2", "b")].enumerated() {
                _ = try await journal.put(place.accepted(patient.0, patient: patient.1, at: Double(number)))
            }
            #expect(try await journal.claimIDs(at: place.after(10)) == ["a1", "b1"])
            #expect(try await journal.claimIDs(at: place.after(10)) == [])
            let a1 = try #require(try await journal.holder(ofDocument: "a1"))
            _ = try await journal.complete(a1.id, .forwarded(detail: nil), now: place.after(11))
            #expect(try await journal.claimIDs(at: place.after(11)) == ["a2"])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a passage that is tried later holds back those behind it`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let first = try await journal.put(place.accepted("d1"))
            _ = try await journal.put(place.accepted("d2", at: 1))
            _ = try await journal.claim(limit: 9, now: place.after(2))
            _ = try await journal.complete(first.id, .postponed(until: place.after(60), busy), now: place.after(3))
            #expect(try await journal.nextDue() == place.after(60))
            #expect(try await journal.claimIDs(at: place.after(59)) == [])
            #expect(try await journal.claimIDs(at: place.after(60)) == ["d1"])
        }
    }

    @Test(arguments: JournalKind.all, [AttemptOutcome.parked(final), .rejected(final)])
    func `a parked or rejected passage holds nobody back`(kind: JournalKind, outcome: AttemptOutcome) async throws {
        try await withJournal(kind) { journal, place in
            let first = try await journal.put(place.accepted("d1"))
            _ = try await journal.put(place.accepted("d2", at: 1))
            _ = try await journal.claim(limit: 9, now: place.after(2))
            _ = try await journal.complete(first.id, outcome, now: place.after(3))
            #expect(try await journal.claimIDs(at: place.after(3)) == ["d2"])
        }
    }

    @Test(arguments: JournalKind.all)
    func `those due longest come first, and only so many as asked for`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            for number in 0..<5 { _ = try await journal.put(place.accepted("d\(number)", patient: "p\(number)", at: Double(number))) }
            #expect(try await journal.claimIDs(at: place.after(9), limit: 2) == ["d0", "d1"])
            #expect(try await journal.claimIDs(at: place.after(9), limit: 9) == ["d2", "d3", "d4"])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a replace waits while its parent is parked, with the reason, and holds nobody back`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let parent = try await journal.put(place.accepted("v1"))
            _ = try await journal.claim(limit: 9, now: place.start)
            _ = try await journal.complete(parent.id, .parked(final), now: place.after(1))
            let child = try await journal.put(place.accepted("v2", replacing: "v1", at: 2))
            #expect(child.storeLeg == .queued)
            #expect(child.waitsFor == "v1")
            #expect(child.nextAttempt == nil)
            #expect(try await journal.counters().waitingForParent == 1)
            _ = try await journal.put(place.accepted("other", at: 3))
            #expect(try await journal.claimIDs(at: place.after(9)) == ["other"])

            _ = try await journal.retry(parent.id, by: "operator", now: place.after(10))
            #expect(try await journal.claimIDs(at: place.after(10)) == [], "while another is being sent, nobody has the turn")
            let other = try #require(try await journal.holder(ofDocument: "other"))
            _ = try await journal.complete(other.id, .forwarded(detail: nil), now: place.after(11))
            #expect(try await journal.claimIDs(at: place.after(11)) == ["v1"])
            _ = try await journal.complete(parent.id, .forwarded(detail: nil), now: place.after(12))
            #expect(try await journal.claimIDs(at: place.after(12)) == ["v2"])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a replace of another patient's document waits as well`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let parent = try await journal.put(place.accepted("v1", patient: "before the identity was mended"))
            _ = try await journal.put(place.accepted("v2", patient: "after", replacing: "v1", at: 1))
            #expect(try await journal.claimIDs(at: place.after(2)) == ["v1"])
            _ = try await journal.complete(parent.id, .forwarded(detail: nil), now: place.after(3))
            #expect(try await journal.claimIDs(at: place.after(3)) == ["v2"])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a replace of a forwarded or unknown document does not wait`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let parent = try await journal.put(place.accepted("v1"))
            _ = try await journal.claim(limit: 9, now: place.start)
            _ = try await journal.complete(parent.id, .forwarded(detail: nil), now: place.start)
            #expect(try await journal.put(place.accepted("v2", replacing: "v1", at: 1)).waitsFor == nil)
            #expect(try await journal.put(place.accepted("w2", patient: "w", replacing: "sent by another way", at: 1)).waitsFor == nil)
            #expect(Set(try await journal.claimIDs(at: place.after(1))) == ["v2", "w2"])
        }
    }

    @Test(arguments: JournalKind.all)
    func `a replace that came before its parent lets the parent go first`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let child = try await journal.put(place.accepted("v2", replacing: "v1"))
            #expect(child.nextAttempt == place.start)
            _ = try await journal.put(place.accepted("v1", at: 1))
            #expect(try await journal.passage(child.id)?.waitsFor == "v1")
            #expect(try await journal.claimIDs(at: place.after(1)) == ["v1"])
        }
    }

    @Test(arguments: JournalKind.all)
    func `documents that replace each other in a circle still go`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.put(place.accepted("x", replacing: "y"))
            _ = try await journal.put(place.accepted("y", replacing: "x", at: 1))
            _ = try await journal.put(place.accepted("z", patient: "z", replacing: "z", at: 2))
            var sent: Set<String> = []
            for second in 3..<6 {
                for claim in try await journal.claim(limit: 9, now: place.after(Double(second))) {
                    sent.insert(claim.passage.facts.uniqueID!)
                    _ = try await journal.complete(claim.passage.id, .forwarded(detail: nil), now: place.after(Double(second)))
                }
            }
            #expect(sent == ["x", "y", "z"])
        }
    }

    @Test(arguments: JournalKind.all)
    func `when the parent is rejected, the replace is parked with the reason`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let parent = try await journal.put(place.accepted("v1"))
            let child = try await journal.put(place.accepted("v2", replacing: "v1", at: 1))
            _ = try await journal.claim(limit: 9, now: place.after(2))
            _ = try await journal.complete(parent.id, .rejected(final), now: place.after(3))
            let parked = try #require(try await journal.passage(child.id))
            #expect(parked.storeLeg == .parked)
            #expect(parked.failure?.code == "parent.rejected")
            #expect(parked.failure?.advice != nil)
        }
    }
}
