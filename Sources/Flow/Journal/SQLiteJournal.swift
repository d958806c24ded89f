// The journal of one node, in a SQLite database.

import CredentialChecks
public import Foundation
import GRDB
import Synchronization

/// Who opens a journal.
public enum JournalRole: Sendable, Hashable {
    /// The gateway of the folder: one at a time. It makes the folder, brings the schema up to date and resumes what a crash interrupted.
    case gateway
    /// A command beside a gateway that may be running: it reads, retries and discards.
    case visitor
}

/// The journal of one node: SQLite in WAL mode, every commit synchronised with the disk.
///
/// The folder holds `journal.sqlite`, its WAL, `journal.lock` and, when no key is given, `journal.key`.
public final class SQLiteJournal: PassageJournal {
    /// How many passages were being sent when the last gateway of the folder died; they are in doubt now.
    public let interrupted: Int
    let key: JournalKey
    let pool: DatabasePool
    let writer: GroupWriter
    let bell = Arrivals()
    private let lock: Mutex<FolderLock?>
    private let lastSeenVersion = Mutex<Int?>(nil)

    /// Opens the journal in a folder.
    ///
    /// - Parameters:
    ///   - folder: the path; a gateway makes it when it is absent, readable by its owner alone.
    ///   - key: the key from configuration; nil for the one in `journal.key`, which a gateway makes when it is absent.
    ///   - role: who opens.
    ///   - now: the instant written beside what a crash interrupted.
    public init(folder: String, key: JournalKey? = nil, role: JournalRole = .gateway, now: Date) throws(JournalFailure) {
        let place = JournalFolder(path: folder)
        lock = Mutex(role == .gateway ? try place.take() : nil)
        let (key, pool) = try place.openDatabase(key: key, role: role)
        self.key = key
        self.pool = pool
        writer = GroupWriter(pool)
        do { interrupted = role == .gateway ? try Self.resume(pool, now: now) : 0 } catch { throw JournalFailure(error) }
    }

    private static func resume(_ pool: DatabasePool, now: Date) throws -> Int {
        try pool.write { db in
            var ledger = Ledger(db)
            let count = try ledger.interruptAll(now: now)
            try ledger.interruptAllErrands(now: now)
            try Ledger.add(ledger.tally, in: db)
            return count
        }
    }

    /// Writes a document, the verdict and the state down; hashing and sealing are done before, beside the transaction.
    public func accept(_ submission: Submission) async throws(JournalFailure) -> Acceptance {
        let prepared = try prepare(submission)
        let acceptance = try await writer.write(weight: prepared.body.count) { ledger in try ledger.accept(prepared) }
        bell.ring()
        return acceptance
    }

    /// Writes several documents down in one transaction: all, or none when other bytes hold the id of one.
    public func accept(_ submissions: [Submission]) async throws(JournalFailure) -> SetAcceptance {
        var set: [PreparedSubmission] = []
        for submission in submissions { set.append(try prepare(submission)) }
        let prepared = set
        let acceptance = try await writer.write(weight: prepared.reduce(0) { $0 + $1.body.count }) { ledger in try ledger.accept(prepared) }
        bell.ring()
        return acceptance
    }

    /// Records that the sender was answered.
    public func markAnswered(_ id: PassageID, now: Date) async throws(JournalFailure) {
        try await writer.write { ledger in try ledger.markAnswered(id, now: now) }
    }

    /// Takes out passages whose turn has come; an idle call only reads.
    public func claim(limit: Int, now: Date) async throws(JournalFailure) -> [Claim] {
        // Without this look, every idle poll would wait for the writer.
        guard let due = try await nextDue(), due.milliseconds <= now.milliseconds else { return [] }
        return try await writer.write { ledger in try ledger.claim(limit: limit, now: now.wholeMillisecond) }
    }

    /// Ends the turn of a claimed passage.
    public func complete(_ id: PassageID, _ outcome: AttemptOutcome, now: Date) async throws(JournalFailure) -> Passage {
        let passage = try await writer.write { ledger in try ledger.complete(id, outcome, now: now) }
        bell.ring()
        return passage
    }

    /// A signal each time that work may have come.
    public func arrivals() -> AsyncStream<Void> { bell.listen() }

    /// Looks whether another process committed since the last call; call it every second or so.
    public func noticeOutsideChanges() async throws(JournalFailure) -> Bool {
        // Only commits of other processes change the version that the one writing connection sees.
        let version = try await writer.write { ledger in try Int.fetchOne(ledger.db, sql: "PRAGMA data_version")! }
        let hasChanged = lastSeenVersion.withLock { last in
            defer { last = version }
            return last != nil && last != version
        }
        if hasChanged { bell.ring() }
        return hasChanged
    }

    /// Sends a passage on its way again, by decision of a person.
    public func retry(_ id: PassageID, by actor: String, now: Date) async throws(JournalFailure) -> Passage {
        let passage = try await writer.write { ledger in try ledger.retry(id, by: actor, now: now) }
        bell.ring()
        return passage
    }

    /// Gives up a passage, by decision of a person.
    public func discard(_ id: PassageID, by actor: String, reason: String?, now: Date) async throws(JournalFailure) -> Passage {
        let passage = try await writer.write { ledger in try ledger.discard(id, by: actor, reason: reason, now: now.wholeMillisecond) }
        bell.ring()
        return passage
    }

    /// Erases bodies whose time is over, at most so many.
    public func eraseBodies(_ policy: RetentionPolicy, limit: Int, now: Date) async throws(JournalFailure) -> Int {
        try await writer.write { ledger in try ledger.eraseBodies(policy, limit: limit, now: now) }
    }

    /// Writes out what was let in, closes the database and lets go of the folder.
    public func close() async throws(JournalFailure) {
        guard writer.close() else { return }
        bell.close()
        do {
            // What was let in before is written: this waits behind it.
            // The WAL is emptied into the database, as far as no one else reads it: GRDB closes its readers last, and they cannot.
            try await pool.writeWithoutTransaction { db in _ = try? db.checkpoint(.truncate) }
            try pool.close()
        } catch { throw JournalFailure(error) }
        lock.withLock { $0 = nil }
    }
}
