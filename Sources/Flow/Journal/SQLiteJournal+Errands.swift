// Errands in the SQLite journal.

import CredentialChecks
public import Foundation
import GRDB

extension SQLiteJournal: ErrandJournal {
    /// Writes down errands that follow from no passage, all in one transaction.
    public func accept(_ orders: [ErrandOrder], now: Date) async throws(JournalFailure) -> [Errand] {
        let now = now.wholeMillisecond
        var list: [PreparedErrand] = []
        for order in orders { list.append(try prepare(order, at: now)) }
        let prepared = list
        let errands = try await writer.write(weight: prepared.reduce(0) { $0 + $1.content.count }) { ledger in
            let ordered = try prepared.map { try ledger.order($0, under: .nothing, now: now) }
            try ledger.catchUp(now: now)
            return ordered
        }
        bell.ring()
        return errands
    }

    /// Takes out errands of these kinds whose turn has come; an idle call only reads.
    public func claimErrands(_ kinds: Set<ErrandKind>, limit: Int, now: Date) async throws(JournalFailure) -> [Errand] {
        guard limit > 0, !kinds.isEmpty else { return [] }
        let names = kinds.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        let due = try await read { ledger in
            try Int64.fetchOne(ledger.db.cachedStatement(sql: "SELECT min(due) FROM errand WHERE due IS NOT NULL AND kind IN (\(names))"))
        }
        guard let due, due <= now.milliseconds else { return [] }
        return try await writer.write { ledger in try ledger.claimErrands(kinds, limit: limit, now: now.wholeMillisecond) }
    }

    /// Ends the turn of a claimed errand.
    public func complete(_ id: ErrandID, _ outcome: ErrandOutcome, now: Date) async throws(JournalFailure) -> Errand {
        let errand = try await writer.write { ledger in try ledger.complete(id, outcome, now: now.wholeMillisecond) }
        bell.ring()
        return errand
    }

    /// Writes down what was heard of a mail.
    public func hear(_ tidings: MailTidings, of id: ErrandID, now: Date) async throws(JournalFailure) -> Errand {
        let errand = try await writer.write { ledger in try ledger.hear(tidings, of: id, now: now.wholeMillisecond) }
        bell.ring()
        return errand
    }

    /// One errand, nil when there is none of that name.
    public func errand(_ id: ErrandID) async throws(JournalFailure) -> Errand? {
        try await read { ledger in try ledger.errands("WHERE errand.id = ?", [id.text]).first }
    }

    /// The errand that was ordered under this key.
    public func errand(orderedAs key: String) async throws(JournalFailure) -> Errand? {
        let sameness = sameness(of: key)
        return try await read { ledger in try ledger.errand(sameness: sameness) }
    }

    /// One errand with its timeline.
    public func record(of id: ErrandID) async throws(JournalFailure) -> ErrandRecord? {
        try await read { ledger in
            guard let errand = try ledger.errands("WHERE errand.id = ?", [id.text]).first else { return nil }
            let statement = try ledger.db.cachedStatement(
                sql: "SELECT instant, kind, fromState, toState, code, detail, actor FROM errandEvent WHERE errand = ? ORDER BY number")
            return ErrandRecord(errand: errand, timeline: try Row.fetchAll(statement, arguments: [errand.sequence]).map(ErrandEvent.init(row:)))
        }
    }

    /// What is sealed of an errand; `wrongKey` when it was altered.
    public func content(of id: ErrandID) async throws(JournalFailure) -> [UInt8]? {
        let sealed: (id: String, box: Data)? = try await read { ledger in
            let statement = try ledger.db.cachedStatement(
                sql: """
                    SELECT errandContent.id, errandContent.content FROM errand JOIN errandContent ON errandContent.id = errand.content
                    WHERE errand.id = ? AND errand.contentErasedAt IS NULL
                    """)
            return try Row.fetchOne(statement, arguments: [id.text]).map { ($0[0], $0[1]) }
        }
        guard let sealed else { return nil }
        do { return try key.sealing.open(Array(sealed.box), context: "errand \(sealed.id)") } catch { throw .wrongKey }
    }

    /// A page of errands, newest first.
    public func errands(matching filter: ErrandFilter, before cursor: Int64?, limit: Int) async throws(JournalFailure) -> ErrandPage {
        try await read { ledger in
            let (conditions, arguments) = filter.conditions(before: cursor)
            let rest = "\(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")) ORDER BY errand.sequence DESC LIMIT ?"
            var errands = try ledger.errands(rest, StatementArguments(arguments + [limit + 1]))
            guard errands.count > limit else { return ErrandPage(errands: errands, next: nil) }
            errands.removeLast()
            return ErrandPage(errands: errands, next: errands.last?.sequence)
        }
    }

    /// Sends an errand on its way again, by decision of a person.
    public func retry(_ id: ErrandID, by actor: String, now: Date) async throws(JournalFailure) -> Errand {
        let errand = try await writer.write { ledger in try ledger.retry(id, by: actor, now: now.wholeMillisecond) }
        bell.ring()
        return errand
    }

    /// Gives up an errand, by decision of a person.
    public func discard(_ id: ErrandID, by actor: String, reason: String?, now: Date) async throws(JournalFailure) -> Errand {
        let errand = try await writer.write { ledger in try ledger.discard(id, by: actor, reason: reason, now: now.wholeMillisecond) }
        bell.ring()
        return errand
    }

    /// Whether a passage is this patient's.
    public func isPatient(_ id: String, of passage: PassageID) async throws(JournalFailure) -> Bool {
        let patient = Data(key.pseudonym(ofPatient: id))
        return try await read { ledger in
            try Bool.fetchOne(
                ledger.db, sql: "SELECT EXISTS (SELECT 1 FROM passage WHERE id = ? AND patient = ?)", arguments: [passage.text, patient])!
        }
    }
}
