// The rows of the journal within one transaction: read, changed and counted.

import Foundation
import GRDB

/// The rows of the journal within one transaction.
///
/// Every change of a leg goes through `move` or `insert`, so that the table of legal transitions, the timeline and the counters never part.
struct Ledger {
    let db: Database
    /// What must be added to the counters when the item is kept.
    private(set) var tally: [String: Int] = [:]
    /// Errands whose event may have happened before they were ordered.
    var owedCatchUps: [Int64] = []

    init(_ db: Database) { self.db = db }

    /// One passage by name.
    func passage(_ id: PassageID) throws -> Passage? {
        try passages("WHERE id = ?", [id.text]).first
    }

    /// One passage that must be there.
    func existing(_ id: PassageID) throws -> Passage {
        guard let passage = try passage(id) else { throw JournalFailure.unknown(id) }
        return passage
    }

    /// The passage that holds a document's id.
    func holder(of documentID: String) throws -> Passage? {
        try passages("WHERE documentID = ? AND storeLeg NOT IN ('refused', 'rejected')", [documentID]).first
    }

    /// Passages by the rest of a query.
    func passages(_ rest: String, _ arguments: StatementArguments) throws -> [Passage] {
        let statement = try db.cachedStatement(sql: "SELECT \(Passage.columns) FROM passage \(rest)")
        return try Row.fetchAll(statement, arguments: arguments).map(Passage.init(row:))
    }

    /// The pseudonym that orders a passage among those of its patient.
    func patient(of sequence: Int64) throws -> Data? {
        try Data.fetchOne(db.cachedStatement(sql: "SELECT patient FROM passage WHERE sequence = ?"), arguments: [sequence])
    }

    /// Runs a statement that changes rows.
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// Moves a passage by an event, writes the event down and counts it.
    mutating func move(
        _ passage: inout Passage, by kind: PassageEventKind, now: Date, failure: PassageFailure? = nil, detail: String? = nil, actor: String? = nil
    ) throws {
        let from = passage.storeLeg
        passage.storeLeg = try PassageStates.leg(after: kind, in: from)
        passage.changedAt = now
        if let failure { passage.failure = failure }
        let hasEnded = !passage.storeLeg.isActive && passage.storeLeg != .parked
        try run(
            """
            UPDATE passage SET storeLeg = ?, senderLeg = ?, changedAt = ?, attempts = ?, firstAttemptAt = ?, due = ?, waitsFor = ?,
            failureCode = ?, failureClass = ?, failureMessage = ?, failureAdvice = ?, bodyErasedAt = ?,
            endedAt = CASE WHEN ? THEN coalesce(endedAt, ?) END, everClaimed = everClaimed OR ? WHERE sequence = ?
            """,
            [
                passage.storeLeg.rawValue, passage.senderLeg.rawValue, now.milliseconds, passage.attempts, passage.firstAttemptAt?.milliseconds,
                passage.nextAttempt?.milliseconds, passage.waitsFor, passage.failure?.code, passage.failure?.failureClass.rawValue,
                passage.failure?.message, passage.failure?.advice, passage.bodyErasedAt?.milliseconds, hasEnded, now.milliseconds,
                kind == .claimed, passage.sequence,
            ])
        try note(kind, of: passage.sequence, from: from, to: passage.storeLeg, now: now, code: failure?.code, detail: detail, actor: actor)
        guard from != passage.storeLeg, [.forwarded, .rejected, .parked].contains(passage.storeLeg) else { return }
        let tidings = Tidings(passage.storeLeg.rawValue, passage.storeLeg == .forwarded ? nil : passage.failure)
        try cue(.ending, followersOf: .passage(passage.sequence), tidings, now: now)
    }

    /// Writes an event into the timeline and counts it.
    mutating func note(
        _ kind: PassageEventKind, of sequence: Int64, from: StoreLeg, to: StoreLeg, now: Date, code: String? = nil, detail: String? = nil,
        actor: String? = nil
    ) throws {
        try run(
            "INSERT INTO event (sequence, instant, kind, fromLeg, toLeg, code, detail, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [sequence, now.milliseconds, kind.rawValue, from.rawValue, to.rawValue, code, detail, actor])
        count("event.\(kind.rawValue)", 1)
        if from != to {
            count("leg.\(from.rawValue)", -1)
            count("leg.\(to.rawValue)", 1)
        }
    }

    /// Adds to a counter when the item is kept.
    mutating func count(_ name: String, _ number: Int) { tally[name, default: 0] += number }

    /// Adds to the counters.
    static func add(_ tally: [String: Int], in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO tally (name, count) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET count = count + excluded.count")
        for (name, count) in tally where count != 0 { try statement.execute(arguments: [name, count]) }
    }
}
