// Whose turn it is among errands, how turns end, and what people and time decide about them.

import Foundation
import GRDB

extension Ledger {
    /// Gives the turn to whoever has it now, around an errand that was written or moved.
    mutating func settle(_ sequence: Int64, now: Date) throws {
        let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT kind, lane, patient FROM errand WHERE sequence = ?"), arguments: [sequence])!
        if let patient = row[2] as Data? {
            try arrange(patient, now: now)
        } else if let lane = row[1] as Data? {
            try arrangeLane(lane, now: now)
        } else {
            try run("UPDATE errand SET due = ? WHERE sequence = ? AND state = 'queued' AND due IS NULL", [now.milliseconds, sequence])
        }
    }

    /// Gives the turn to the earliest errand of a lane, unless one is being done.
    private func arrangeLane(_ lane: Data, now: Date) throws {
        let isSending = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM errand WHERE lane = ? AND state = 'sending')"), arguments: [lane])!
        let first = "SELECT sequence FROM errand WHERE lane = ? AND state IN ('queued', 'sending') ORDER BY sequence LIMIT 1"
        let head = isSending ? nil : try Int64.fetchOne(db.cachedStatement(sql: first), arguments: [lane])
        try run("UPDATE errand SET due = NULL WHERE lane = ? AND due IS NOT NULL AND sequence IS NOT ?", [lane, head])
        if let head { try run("UPDATE errand SET due = ? WHERE sequence = ? AND due IS NULL", [now.milliseconds, head]) }
    }

    /// Takes out the errands of these kinds that have been due longest.
    mutating func claimErrands(_ kinds: Set<ErrandKind>, limit: Int, now: Date) throws -> [Errand] {
        let names = kinds.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        let due = "WHERE due IS NOT NULL AND due <= ? AND kind IN (\(names)) ORDER BY due, errand.sequence LIMIT ?"
        return try errands(due, [now.milliseconds, limit]).map { claimed in
            var errand = claimed
            errand.attempts += 1
            errand.firstAttemptAt = errand.firstAttemptAt ?? now
            errand.nextAttempt = nil
            try move(&errand, by: .claimed, now: now)
            return errand
        }
    }

    /// Ends the turn of a claimed errand.
    mutating func complete(_ id: ErrandID, _ outcome: ErrandOutcome, now: Date) throws -> Errand {
        var errand = try existing(id)
        switch outcome {
        case .done(let detail):
            errand.failure = nil
            try move(&errand, by: .done, now: now, detail: detail)
            if errand.kind == .withdrawal, let documentID = errand.documentUniqueID, var target = try holder(of: documentID), target.storeLeg == .forwarded {
                try move(&target, by: .withdrawn, now: now, detail: "errand \(id.text)")
            }
        case .postponed(let until, let failure):
            errand.nextAttempt = until
            try move(&errand, by: .postponed, now: now, failure: failure)
        case .parked(let failure): try move(&errand, by: .parked, now: now, failure: failure)
        case .givenUp(let failure): try move(&errand, by: .refused, now: now, failure: failure)
        }
        try settle(errand.sequence, now: now)
        return try existing(id)
    }

    /// Writes down what was heard of a mail, once.
    mutating func hear(_ news: MailTidings, of id: ErrandID, now: Date) throws -> Errand {
        var errand = try existing(id)
        let (event, follows, failure): (ErrandEventKind, ErrandCue, PassageFailure?) =
            switch news {
            case .delivered: (.delivered, .delivery, nil)
            case .undelivered(let failure): (.undelivered, .delivery, failure)
            case .read: (.read, .reading, nil)
            case .unread(let failure): (.unread, .reading, failure)
            }
        let isKnown = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM errandEvent WHERE errand = ? AND kind = ? AND code IS ?)",
            arguments: [errand.sequence, event.rawValue, failure?.code])!
        guard !isKnown else { return errand }
        try move(&errand, by: event, now: now, failure: failure)
        try cue(follows, followersOf: .errand(errand.sequence), Tidings(event.rawValue, failure), now: now)
        return errand
    }

    /// Queues every errand again that was being done when the last gateway of this folder died.
    mutating func interruptAllErrands(now: Date) throws {
        for var errand in try errands("WHERE state = 'sending' ORDER BY errand.sequence", []) {
            try move(&errand, by: .interrupted, now: now)
            try settle(errand.sequence, now: now)
        }
    }

    /// Sends an errand on its way again, by decision of a person.
    mutating func retry(_ id: ErrandID, by actor: String, now: Date) throws -> Errand {
        var errand = try existing(id)
        _ = try ErrandStates.state(after: .retried, in: errand.state)
        guard errand.contentErasedAt == nil else { throw JournalFailure.errandErased(id) }
        errand.attempts = 0
        errand.firstAttemptAt = nil
        errand.nextAttempt = nil
        try move(&errand, by: .retried, now: now, actor: actor)
        try settle(errand.sequence, now: now)
        return try existing(id)
    }

    /// Gives an errand up, by decision of a person.
    mutating func discard(_ id: ErrandID, by actor: String, reason: String?, now: Date) throws -> Errand {
        var errand = try existing(id)
        errand.nextAttempt = nil
        let failure = PassageFailure(code: "discarded", failureClass: .permanent, message: "given up by \(actor)")
        try move(&errand, by: .discarded, now: now, failure: failure, detail: reason, actor: actor)
        try settle(errand.sequence, now: now)
        return try existing(id)
    }

    /// Erases what is sealed of errands whose time is over, and ends those that waited in vain; says how many.
    mutating func eraseErrands(_ policy: RetentionPolicy, limit: Int, now: Date) throws -> Int {
        guard limit > 0 else { return 0 }
        var erased = 0
        let over = now.addingTimeInterval(-policy.notForwarded).milliseconds
        let inVain = """
            WHERE errand.state = 'waiting' AND errand.createdAt <= ? AND NOT EXISTS (SELECT 1 FROM passage WHERE passage.sequence = errand.passage AND
            storeLeg IN ('queued', 'sending', 'inDoubt')) AND NOT EXISTS (SELECT 1 FROM errand AS above WHERE above.sequence = errand.parent AND
            above.state IN ('waiting', 'queued', 'sending')) AND NOT EXISTS (SELECT 1 FROM errandCause LEFT JOIN passage ON
            passage.sequence = errandCause.passage LEFT JOIN errand AS other ON other.sequence = errandCause.parent WHERE
            errandCause.errand = errand.sequence AND (passage.storeLeg IN ('queued', 'sending', 'inDoubt') OR other.state IN ('waiting', 'queued', 'sending')))
            ORDER BY errand.sequence LIMIT ?
            """
        for var errand in try errands(inVain, [over, limit]) {
            try move(&errand, by: .lapsed, now: now, failure: .neverHeard)
            erased += 1
        }
        for (state, seconds) in [(ErrandState.done, policy.forwarded), (.givenUp, policy.notForwarded)] {
            let ended = now.addingTimeInterval(-seconds).milliseconds
            let rest = "WHERE state = ? AND contentErasedAt IS NULL AND endedAt IS NOT NULL AND endedAt <= ? ORDER BY endedAt LIMIT ?"
            for var errand in try errands(rest, [state.rawValue, ended, max(0, limit - erased)]) {
                errand.contentErasedAt = now
                try move(&errand, by: .contentErased, now: now)
                try run(
                    """
                    DELETE FROM errandContent WHERE id = (SELECT content FROM errand WHERE sequence = ?) AND NOT EXISTS (
                    SELECT 1 FROM errand WHERE content = errandContent.id AND contentErasedAt IS NULL)
                    """, [errand.sequence])
                erased += 1
            }
        }
        return erased
    }
}

extension PassageFailure {
    /// What an errand waited for did not come in its time.
    static let neverHeard = PassageFailure(code: "errand.never-heard", failureClass: .permanent, message: "what it waited for did not come in time")
}
