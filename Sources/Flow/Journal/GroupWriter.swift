// Group commit: whatever waits while one transaction reaches the disk becomes the next transaction.

import GRDB
import Synchronization

/// Writes items to the database in groups, each group in one durable transaction.
///
/// A bad item fails alone; when the transaction itself fails, its items are written one by one for as long as the disk takes any. An item's caller
/// goes on when its transaction is on disk. An item may be run again after a transaction that was undone: it must do nothing but change rows.
final class GroupWriter: Sendable {
    private struct Item: Sendable {
        let weight: Int
        let work: @Sendable (inout Ledger) throws -> Void
        let ended: @Sendable (JournalFailure?) -> Void
    }

    private struct Inbox {
        var items: [Item] = []
        var isDraining = false
        var isClosed = false
    }

    /// The most items, and the most bytes of documents, in one transaction.
    private static let largestGroup = (items: 256, bytes: 16 << 20)
    private let pool: DatabasePool
    private let inbox = Mutex(Inbox())

    init(_ pool: DatabasePool) { self.pool = pool }

    /// Does work within the next transaction and returns its result once that is durable.
    ///
    /// - Parameters:
    ///   - weight: the bytes that the work writes, roughly.
    ///   - work: runs on the database's own thread.
    func write<Value: Sendable>(
        weight: Int = 0, _ work: @escaping @Sendable (inout Ledger) throws -> Value
    ) async throws(JournalFailure) -> Value {
        let result: Result<Value, JournalFailure> = await withCheckedContinuation { caller in
            let outcome = Outcome<Value>()
            enqueue(
                Item(weight: weight) { ledger in
                    outcome.value = try work(&ledger)
                } ended: { failure in
                    caller.resume(returning: failure.map { .failure($0) } ?? .success(outcome.value!))
                })
        }
        return try result.get()
    }

    /// Does work within the next transaction, behind what was let in before; `ended` is told once that is durable, or why it is not.
    func post(_ work: @escaping @Sendable (inout Ledger) throws -> Void, ended: @escaping @Sendable (JournalFailure?) -> Void) {
        enqueue(Item(weight: 0, work: work, ended: ended))
    }

    /// Lets nothing more in; false when that was so before.
    func close() -> Bool {
        inbox.withLock { inbox in
            defer { inbox.isClosed = true }
            return !inbox.isClosed
        }
    }

    private func enqueue(_ item: Item) {
        let (isClosed, mustStart) = inbox.withLock { inbox in
            if inbox.isClosed { return (true, false) }
            inbox.items.append(item)
            defer { inbox.isDraining = true }
            return (false, !inbox.isDraining)
        }
        if isClosed { item.ended(.closed) }
        if mustStart { pool.asyncWriteWithoutTransaction { db in self.drain(db) } }
    }

    private func drain(_ db: Database) {
        while let group = nextGroup() {
            let failures = write(group, db)
            for (item, failure) in zip(group, failures) { item.ended(failure) }
        }
    }

    private func nextGroup() -> [Item]? {
        inbox.withLock { inbox in
            guard !inbox.items.isEmpty else {
                inbox.isDraining = false
                return nil
            }
            var (count, bytes) = (0, 0)
            while count < min(inbox.items.count, Self.largestGroup.items), count == 0 || bytes + inbox.items[count].weight <= Self.largestGroup.bytes {
                bytes += inbox.items[count].weight
                count += 1
            }
            defer { inbox.items.removeFirst(count) }
            return Array(inbox.items.prefix(count))
        }
    }

    /// Writes a group: in one go, and when that fails once more with a savepoint for each item.
    ///
    /// Savepoints copy every page that an item touches, and items hardly ever fail.
    private func write(_ group: [Item], _ db: Database) -> [JournalFailure?] {
        if group.count > 1, (try? transact(group, db) { item, ledger in try item.work(&ledger) }) != nil {
            return [JournalFailure?](repeating: nil, count: group.count)
        }
        var failures = [JournalFailure?](repeating: nil, count: group.count)
        var position = 0
        do {
            try transact(group, db) { item, ledger in
                defer { position += 1 }
                let before = ledger
                do {
                    try db.inSavepoint {
                        try item.work(&ledger)
                        return .commit
                    }
                } catch {
                    // Some failures (a full disk, a broken one) make SQLite give up the whole transaction.
                    guard db.isInsideTransaction else { throw error }
                    ledger = before
                    failures[position] = JournalFailure(error)
                }
            }
            return failures
        } catch {
            return group.count == 1 ? [JournalFailure(error)] : writeSingly(group, db)
        }
    }

    /// Writes the items of a group that SQLite gave up as a whole, each in a transaction of its own, until the disk takes none.
    private func writeSingly(_ group: [Item], _ db: Database) -> [JournalFailure?] {
        var end: JournalFailure?
        return group.map { item in
            if let end { return end }
            do {
                try transact([item], db) { item, ledger in try item.work(&ledger) }
                return nil
            } catch {
                let failure = JournalFailure(error)
                if failure.isTemporary { end = failure }
                return failure
            }
        }
    }

    private func transact(_ group: [Item], _ db: Database, _ each: (Item, inout Ledger) throws -> Void) throws {
        try db.inTransaction(.immediate) {
            var ledger = Ledger(db)
            for item in group { try each(item, &ledger) }
            try Ledger.add(ledger.tally, in: db)
            return .commit
        }
    }
}

/// Carries a result from the database's thread to the end of its transaction, which comes on the same thread.
private final class Outcome<Value: Sendable>: @unchecked Sendable {
    var value: Value?
}
