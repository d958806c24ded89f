// The journal read: passages, timelines, content, pages and counters.

import ClinicalTypes
public import Foundation
import GRDB

extension SQLiteJournal {
    /// The earliest of each active leg, and the earliest of these: three looks into an index, however long the queue.
    private static let oldestActive = """
        SELECT min(receivedAt) FROM passage WHERE sequence IN (SELECT min(sequence) FROM passage WHERE storeLeg = 'queued'
        UNION ALL SELECT min(sequence) FROM passage WHERE storeLeg = 'sending' UNION ALL SELECT min(sequence) FROM passage WHERE storeLeg = 'inDoubt')
        """

    func read<Value: Sendable>(_ work: @escaping @Sendable (Ledger) throws -> Value) async throws(JournalFailure) -> Value {
        do { return try await pool.read { db in try work(Ledger(db)) } } catch { throw JournalFailure(error) }
    }

    /// When the next passage is due.
    public func nextDue() async throws(JournalFailure) -> Date? {
        try await read { ledger in
            let due = try Int64.fetchOne(ledger.db.cachedStatement(sql: "SELECT min(due) FROM passage WHERE due IS NOT NULL"))
            return due.map(Date.init(milliseconds:))
        }
    }

    /// One passage, nil when there is none of that name.
    public func passage(_ id: PassageID) async throws(JournalFailure) -> Passage? {
        try await read { ledger in try ledger.passage(id) }
    }

    /// The passage that holds a document's unique id.
    public func holder(ofDocument uniqueID: String) async throws(JournalFailure) -> Passage? {
        try await read { ledger in try ledger.holder(of: uniqueID) }
    }

    /// The passage that replaces a document and is still to be forwarded.
    public func replacement(ofDocument uniqueID: String) async throws(JournalFailure) -> Passage? {
        try await read { ledger in
            let following = "WHERE parentID = ? AND replacesParent AND documentID <> parentID AND storeLeg IN ('queued', 'sending', 'inDoubt') LIMIT 1"
            return try ledger.passages(following, [uniqueID]).first
        }
    }

    /// One passage with its timeline.
    public func record(of id: PassageID) async throws(JournalFailure) -> PassageRecord? {
        try await read { ledger in
            guard let passage = try ledger.passage(id) else { return nil }
            let statement = try ledger.db.cachedStatement(
                sql: "SELECT instant, kind, fromLeg, toLeg, code, detail, actor FROM event WHERE sequence = ? ORDER BY number")
            return PassageRecord(passage: passage, timeline: try Row.fetchAll(statement, arguments: [passage.sequence]).map(PassageEvent.init(row:)))
        }
    }

    /// What is sealed of a passage; `wrongKey` when a part was altered.
    public func content(of id: PassageID) async throws(JournalFailure) -> PassageContent? {
        let sealed: (body: Data?, metadata: Data?, report: Data?)? = try await read { ledger in
            guard let passage = try ledger.passage(id) else { return nil }
            let statement = try ledger.db.cachedStatement(sql: "SELECT body, metadata, report FROM content WHERE sequence = ?")
            guard let row = try Row.fetchOne(statement, arguments: [passage.sequence]) else { return (nil, nil, nil) }
            return (row[0], row[1], row[2])
        }
        guard let sealed else { return nil }
        return PassageContent(
            body: try open(sealed.body, .body, of: id), metadata: try open(sealed.metadata, .metadata, of: id),
            report: try open(sealed.report, .report, of: id))
    }

    /// A page of passages, newest first.
    public func passages(matching filter: PassageFilter, before cursor: Int64?, limit: Int) async throws(JournalFailure) -> PassagePage {
        try await read { ledger in
            let (conditions, arguments) = filter.conditions(before: cursor)
            let rest = "\(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")) ORDER BY sequence DESC LIMIT ?"
            var passages = try ledger.passages(rest, StatementArguments(arguments + [limit + 1]))
            guard passages.count > limit else { return PassagePage(passages: passages, next: nil) }
            passages.removeLast()
            return PassagePage(passages: passages, next: passages.last?.sequence)
        }
    }

    /// How many passages stand where; kept beside the passages, not counted.
    public func counters() async throws(JournalFailure) -> JournalCounters {
        try await read { ledger in
            func number(_ sql: String) throws -> Int64? { try Int64.fetchOne(ledger.db.cachedStatement(sql: sql)) }
            let tally = try Row.fetchAll(ledger.db, sql: "SELECT name, count FROM tally").reduce(into: [String: Int]()) { $0[$1[0]] = $1[1] }
            return JournalCounters(
                byStoreLeg: StoreLeg.allCases.reduce(into: [:]) { $0[$1] = $1 == .received ? 0 : tally["leg.\($1.rawValue)"] ?? 0 },
                answersOwed: Int(try number("SELECT count(*) FROM passage WHERE senderLeg = 'owed'") ?? 0),
                waitingForParent: Int(try number("SELECT count(*) FROM passage WHERE waitsFor IS NOT NULL") ?? 0),
                oldestActive: try number(Self.oldestActive).map(Date.init(milliseconds:)),
                events: PassageEventKind.allCases.reduce(into: [:]) { $0[$1] = tally["event.\($1.rawValue)"] ?? 0 },
                errands: ErrandKind.allCases.reduce(into: [:]) { kinds, kind in
                    kinds[kind] = ErrandState.allCases.reduce(into: [:]) { states, state in
                        states[state] = state == .ordered ? 0 : tally["errand.\(kind.rawValue).\(state.rawValue)"] ?? 0
                    }
                })
        }
    }
}

extension PassageFilter {
    /// The filter as SQL.
    func conditions(before cursor: Int64?) -> ([String], [any DatabaseValueConvertible]) {
        var conditions: [String] = []
        var arguments: [any DatabaseValueConvertible] = []
        func require(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments.append(value)
        }
        require("sequence < ?", cursor)
        require("senderLeg = ?", senderLeg?.rawValue)
        require("documentID = ?", documentUniqueID)
        require("identity = ?", senderIdentity)
        require("certificate = ?", certificateFingerprint)
        require("typeCode = ?", typeCode)
        require("space = ?", space?.rawValue)
        require("receivedAt >= ?", since?.milliseconds)
        require("receivedAt < ?", until?.milliseconds)
        if !storeLegs.isEmpty {
            // The plus keeps SQLite from walking a whole leg in order when the document's own index leads straight there.
            let column = documentUniqueID == nil ? "storeLeg" : "+storeLeg"
            conditions.append("\(column) IN (\(storeLegs.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")))")
        }
        return (conditions, arguments)
    }
}
