// Which assertions were used, in the journal: digests and an end, forgotten once it has come.

public import Foundation
import GRDB

/// One use of an assertion, as it is kept: digests alone.
public struct KeptUse: Sendable, Hashable {
    /// The digest that names the assertion.
    public var assertion: String
    /// The digest of what it was used for.
    public var purpose: String
    /// From when on it may be forgotten.
    public var until: Date

    /// States a use.
    public init(assertion: String, purpose: String, until: Date) {
        self.assertion = assertion
        self.purpose = purpose
        self.until = until
    }
}

extension SQLiteJournal {
    /// The uses whose end has not come, those with the latest end first.
    ///
    /// - Parameters:
    ///   - now: the present moment.
    ///   - limit: how many at most.
    public func usesInForce(now: Date, limit: Int) throws(JournalFailure) -> [KeptUse] {
        do {
            return try pool.read { db in
                let sql = "SELECT assertion, purpose, until FROM assertionUse WHERE until > ? ORDER BY until DESC LIMIT ?"
                return try Row.fetchAll(db, sql: sql, arguments: [now.milliseconds, limit]).map { row in
                    KeptUse(assertion: row[0], purpose: row[1], until: Date(milliseconds: row[2]))
                }
            }
        } catch { throw JournalFailure(error) }
    }

    /// Lets a use into the next transaction, before whatever is written later, and forgets those whose end has come.
    ///
    /// - Parameters:
    ///   - use: what is kept, in the place of a former use of the same assertion.
    ///   - now: the present moment.
    ///   - ended: told once it is on disk, or why it is not.
    public func keep(_ use: KeptUse, now: Date, ended: @escaping @Sendable (JournalFailure?) -> Void) {
        writer.post(
            { ledger in
                try ledger.db.cachedStatement(sql: "DELETE FROM assertionUse WHERE until <= ?").execute(arguments: [now.milliseconds])
                // Rounded up: what is remembered in memory is not forgotten earlier here.
                let end = use.until.milliseconds + 1
                try ledger.db.cachedStatement(sql: "INSERT OR REPLACE INTO assertionUse (assertion, purpose, until) VALUES (?, ?, ?)").execute(
                    arguments: [use.assertion, use.purpose, end])
            }, ended: ended)
    }
}
