// The rows of errands within one transaction: written, moved, counted, and let go by what they follow.

import Foundation
import GRDB

/// An order with everything that costs time done to it: named, sealed, marked.
struct PreparedErrand: Sendable {
    let id: ErrandID
    let kind: ErrandKind
    let topic: String
    let destination: String
    let cue: ErrandCue
    let documentID: String?
    let patient: Data?
    let lane: Data?
    let sameness: Data
    let content: Data
    let followers: [PreparedErrand]
}

extension Ledger {
    /// Errands by the rest of a query.
    func errands(_ rest: String, _ arguments: StatementArguments) throws -> [Errand] {
        let statement = try db.cachedStatement(sql: "SELECT \(Errand.columns) FROM errand \(rest)")
        return try Row.fetchAll(statement, arguments: arguments).map(Errand.init(row:))
    }

    /// One errand that must be there.
    func existing(_ id: ErrandID) throws -> Errand {
        guard let errand = try errands("WHERE errand.id = ?", [id.text]).first else { throw JournalFailure.unknownErrand(id) }
        return errand
    }

    /// The first errand that was ordered under a key.
    func errand(sameness: Data) throws -> Errand? {
        try errands("WHERE errand.sameness = ? ORDER BY errand.sequence LIMIT 1", [sameness]).first
    }

    /// Writes an errand and what follows from it down, unless it is here already: then it follows from one thing more.
    ///
    /// `catchUp` must come when everything of the transaction is ordered.
    mutating func order(_ prepared: PreparedErrand, under cause: Cause, now: Date) throws -> Errand {
        if let known = try errand(sameness: prepared.sameness) {
            if prepared.cue == .ending {
                try follow(cause, by: prepared.sameness)
                owedCatchUps.append(known.sequence)
            }
            return known
        }
        var (passage, parent): (Int64?, Int64?)
        switch cause {
        case .nothing: break
        case .passage(let sequence): passage = sequence
        case .errand(let sequence): parent = sequence
        }
        var event: ErrandEventKind = prepared.cue == .acceptance ? .ordered : .awaited
        var afterPassage: Int64?
        if prepared.kind == .withdrawal, let documentID = prepared.documentID, let patient = prepared.patient {
            afterPassage = try Int64.fetchOne(db, sql: "SELECT coalesce(max(sequence), 0) FROM passage WHERE patient = ?", arguments: [patient])
            let target = try holder(of: documentID)
            passage = target?.sequence
            if let target, try giveUp(target, now: now) { event = .spared }
        }
        let state = try ErrandStates.state(after: event, in: .ordered)
        try run("INSERT INTO errandContent (id, content) VALUES (?, ?)", [prepared.id.text, prepared.content])
        try run(
            """
            INSERT INTO errand (id, kind, topic, destination, createdAt, changedAt, endedAt, passage, parent, cue, documentID, patient, afterPassage, lane,
            sameness, state, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                prepared.id.text, prepared.kind.rawValue, prepared.topic, prepared.destination, now.milliseconds, now.milliseconds,
                state == .done ? now.milliseconds : nil, passage, parent, prepared.cue.rawValue, prepared.documentID, prepared.patient, afterPassage,
                prepared.lane, prepared.sameness, state.rawValue, prepared.id.text,
            ])
        let sequence = db.lastInsertedRowID
        try note(
            event, of: sequence, prepared.kind, from: .ordered, to: state, now: now,
            detail: event == .spared ? "the document was given up before it was sent" : nil)
        for follower in prepared.followers { _ = try order(follower, under: .errand(sequence), now: now) }
        if prepared.cue == .ending { owedCatchUps.append(sequence) }
        try settle(sequence, now: now)
        return try existing(prepared.id)
    }

    /// Gives a document up that a sender wants deleted, where that can be done here; says whether nothing is left to do in the store.
    private mutating func giveUp(_ target: Passage, now: Date) throws -> Bool {
        guard target.storeLeg == .queued || target.storeLeg == .parked else { return false }
        let wasClaimed = try Bool.fetchOne(db, sql: "SELECT everClaimed FROM passage WHERE sequence = ?", arguments: [target.sequence])!
        // One that was sent before and waits to be sent again goes on, and is deleted after; one that is parked would stay for ever.
        guard !wasClaimed || target.storeLeg == .parked else { return false }
        var passage = target
        passage.nextAttempt = nil
        passage.waitsFor = nil
        try move(&passage, by: .withdrawn, now: now, failure: .withdrawn)
        try parkAll(waitingFor: passage.facts.uniqueID, now: now)
        try arrange(try patient(of: passage.sequence), now: now)
        return !wasClaimed
    }

    /// Lets those errands go at once that were ordered after everything that they follow had come to its end.
    mutating func catchUp(now: Date) throws {
        let owed = owedCatchUps
        owedCatchUps = []
        for sequence in owed {
            guard let errand = try errands("WHERE errand.sequence = ?", [sequence]).first, errand.state == .waiting, let tidings = try ending(of: errand)
            else { continue }
            try go(errand, tidings, now: now)
        }
    }

    /// Lets go what follows an event; where it went before and the news is another now, it goes again.
    ///
    /// What follows the ends of several waits for all of them.
    mutating func cue(_ cue: ErrandCue, followersOf cause: Cause, _ tidings: Tidings, now: Date) throws {
        for errand in try followers(of: cause, cue) {
            guard let tidings = cue == .ending ? try ending(of: errand) : tidings else { continue }
            if errand.state == .waiting {
                try go(errand, tidings, now: now)
            } else if let before = errand.tidings, before != tidings, errand.contentErasedAt == nil {
                try repeated(errand, tidings, now: now)
            }
        }
    }

    private mutating func go(_ waiting: Errand, _ tidings: Tidings, now: Date) throws {
        var errand = waiting
        errand.tidings = tidings
        try move(&errand, by: .cued, now: now)
        try settle(errand.sequence, now: now)
    }

    /// Writes an errand down once more, with other tidings and the same content.
    private mutating func repeated(_ errand: Errand, _ tidings: Tidings, now: Date) throws {
        try run(
            """
            INSERT INTO errand (id, kind, topic, destination, createdAt, changedAt, passage, parent, cue, documentID, lane, sameness, state, tidings,
            tidingsCode, tidingsMessage, content) SELECT ?, kind, topic, destination, ?, ?, passage, parent, cue, documentID, lane, sameness, 'queued',
            ?, ?, ?, content FROM errand WHERE sequence = ?
            """,
            [ErrandID(at: now).text, now.milliseconds, now.milliseconds, tidings.outcome, tidings.code, tidings.message, errand.sequence])
        let sequence = db.lastInsertedRowID
        try run("INSERT INTO errandCause SELECT ?, passage, parent FROM errandCause WHERE errand = ?", [sequence, errand.sequence])
        try note(.ordered, of: sequence, errand.kind, from: .ordered, to: .queued, now: now, code: tidings.code, detail: "the news has changed")
        try settle(sequence, now: now)
    }

    /// Moves an errand by an event, writes the event down, counts it, and lets go what follows.
    mutating func move(
        _ errand: inout Errand, by kind: ErrandEventKind, now: Date, failure: PassageFailure? = nil, detail: String? = nil, actor: String? = nil
    ) throws {
        let from = errand.state
        errand.state = try ErrandStates.state(after: kind, in: from)
        errand.changedAt = now
        if let failure { errand.failure = failure }
        try run(
            """
            UPDATE errand SET state = ?, changedAt = ?, attempts = ?, firstAttemptAt = ?, due = ?, failureCode = ?, failureClass = ?, failureMessage = ?,
            failureAdvice = ?, tidings = ?, tidingsCode = ?, tidingsMessage = ?, contentErasedAt = ?, endedAt = CASE WHEN ? THEN coalesce(endedAt, ?) END
            WHERE sequence = ?
            """,
            [
                errand.state.rawValue, now.milliseconds, errand.attempts, errand.firstAttemptAt?.milliseconds, errand.nextAttempt?.milliseconds,
                errand.failure?.code, errand.failure?.failureClass.rawValue, errand.failure?.message, errand.failure?.advice, errand.tidings?.outcome,
                errand.tidings?.code, errand.tidings?.message, errand.contentErasedAt?.milliseconds, errand.state == .done || errand.state == .givenUp,
                now.milliseconds, errand.sequence,
            ])
        try note(kind, of: errand.sequence, errand.kind, from: from, to: errand.state, now: now, code: failure?.code, detail: detail, actor: actor)
        guard from != errand.state, [.done, .parked, .givenUp].contains(errand.state) else { return }
        let tidings = Tidings(errand.state.rawValue, errand.state == .done ? nil : errand.failure)
        try cue(.ending, followersOf: .errand(errand.sequence), tidings, now: now)
        // A mail that cannot even be sent will not be delivered.
        if !tidings.isGood { try cue(.delivery, followersOf: .errand(errand.sequence), tidings, now: now) }
    }

    private mutating func note(
        _ event: ErrandEventKind, of sequence: Int64, _ kind: ErrandKind, from: ErrandState, to: ErrandState, now: Date, code: String? = nil,
        detail: String? = nil, actor: String? = nil
    ) throws {
        try run(
            "INSERT INTO errandEvent (errand, instant, kind, fromState, toState, code, detail, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [sequence, now.milliseconds, event.rawValue, from.rawValue, to.rawValue, code, detail, actor])
        guard from != to else { return }
        count("errand.\(kind.rawValue).\(from.rawValue)", -1)
        count("errand.\(kind.rawValue).\(to.rawValue)", 1)
    }
}

extension Tidings {
    /// A state that was reached, with the failure behind it.
    init(_ outcome: String, _ failure: PassageFailure?) { self.init(outcome: outcome, code: failure?.code, message: failure?.message) }
}

extension PassageFailure {
    /// A sender had the document deleted.
    static let withdrawn = PassageFailure(code: "withdrawn", failureClass: .permanent, message: "deleted by its sender before the store had it")
}
