// What people and time decide: sent again, given up, erased.

import Foundation
import GRDB

extension Ledger {
    /// Sends a passage on its way again, by decision of a person.
    mutating func retry(_ id: PassageID, by actor: String, now: Date) throws -> Passage {
        var passage = try existing(id)
        let everClaimed = try Bool.fetchOne(db.cachedStatement(sql: "SELECT everClaimed FROM passage WHERE id = ?"), arguments: [id.text])!
        let event: PassageEventKind =
            switch passage.storeLeg {
            case .parked, .rejected: everClaimed ? .retriedInDoubt : .retried
            case .inDoubt: .retriedInDoubt
            default: .retried
            }
        // The refusal to move a passage that is on its way or at its end comes before any other.
        _ = try PassageStates.leg(after: event, in: passage.storeLeg)
        guard passage.bodyErasedAt == nil else { throw JournalFailure.bodyErased(id) }
        if passage.storeLeg == .rejected, let documentID = passage.facts.uniqueID, let holder = try holder(of: documentID) {
            throw JournalFailure.superseded(by: holder.id)
        }
        passage.attempts = 0
        passage.firstAttemptAt = nil
        passage.nextAttempt = nil
        passage.waitsFor = try awaited(by: passage.facts)
        try move(&passage, by: event, now: now, actor: actor)
        try arrange(try patient(of: passage.sequence), now: now)
        return try existing(id)
    }

    /// Gives up a passage, by decision of a person.
    mutating func discard(_ id: PassageID, by actor: String, reason: String?, now: Date) throws -> Passage {
        var passage = try existing(id)
        passage.nextAttempt = nil
        passage.waitsFor = nil
        let failure = PassageFailure(code: "discarded", failureClass: .permanent, message: "given up by \(actor)")
        try move(&passage, by: .discarded, now: now, failure: failure, detail: reason, actor: actor)
        try parkAll(waitingFor: passage.facts.uniqueID, now: now)
        try arrange(try patient(of: passage.sequence), now: now)
        return passage
    }

    /// Erases what is sealed of passages whose time is over; says how many.
    mutating func eraseBodies(_ policy: RetentionPolicy, limit: Int, now: Date) throws -> Int {
        var erased = 0
        let times = [
            (StoreLeg.forwarded, policy.forwarded), (.unaddressed, policy.forwarded), (.withdrawn, policy.forwarded), (.refused, policy.notForwarded),
            (.rejected, policy.notForwarded),
        ]
        for (leg, seconds) in times {
            let ended = now.addingTimeInterval(-seconds).milliseconds
            // A mail that is still to be sent takes the document from here.
            let over = try passages(
                """
                WHERE storeLeg = ? AND bodyErasedAt IS NULL AND endedAt IS NOT NULL AND endedAt <= ? AND NOT EXISTS (
                SELECT 1 FROM errand WHERE errand.passage = passage.sequence AND kind = 'mail' AND state IN ('queued', 'sending', 'parked'))
                ORDER BY endedAt LIMIT ?
                """,
                [leg.rawValue, ended, limit - erased])
            for var passage in over {
                passage.bodyErasedAt = now
                try move(&passage, by: .bodyErased, now: now)
                try run("DELETE FROM content WHERE sequence = ?", [passage.sequence])
            }
            erased += over.count
        }
        return erased + (try eraseErrands(policy, limit: limit - erased, now: now))
    }
}
