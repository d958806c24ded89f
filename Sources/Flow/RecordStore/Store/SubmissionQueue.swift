// Lets submissions and updates that arrive together share one commit.

import GRDB
import XDSMessages

/// Something that is written into the registry as a whole, or not at all.
protocol RegistryChange: Sendable {
    /// About how many bytes it writes.
    var byteCount: Int { get }

    /// Checks and writes, within the caller's savepoint; the errors, if any, ask for it to be undone.
    func perform(in db: Database) throws -> [RegistryError]
}

/// Takes submissions one by one and writes them in batches: one transaction, a savepoint each.
///
/// A submission that is refused undoes its own savepoint alone; when the commit itself fails, nobody of the batch is told success.
actor SubmissionQueue {
    private struct Waiting {
        var change: any RegistryChange
        var answer: CheckedContinuation<[RegistryError], any Error>
    }

    private let database: StoreDatabase
    private var waiting: [Waiting] = []
    private var isDraining = false
    private static let batchCount = 64
    private static let batchBytes = 16 << 20

    init(database: StoreDatabase) { self.database = database }

    /// How many submissions wait for their batch.
    var waitingCount: Int { waiting.count }

    /// Registers a submission: the errors that it is refused for, none once it is on disk.
    func register(_ change: any RegistryChange) async throws -> [RegistryError] {
        try await withCheckedThrowingContinuation { answer in
            waiting.append(Waiting(change: change, answer: answer))
            if !isDraining {
                isDraining = true
                Task { await drain() }
            }
        }
    }

    private func drain() async {
        while !waiting.isEmpty {
            let batch = nextBatch()
            if await write(batch, isLastTry: batch.count == 1) { continue }
            // One submission may have spoilt the commit of all: each gets its own.
            for member in batch { _ = await write([member], isLastTry: true) }
        }
        isDraining = false
    }

    /// Writes a batch and answers its members; when it fails, only the last try answers.
    ///
    /// False means that nobody was answered.
    private func write(_ batch: [Waiting], isLastTry: Bool) async -> Bool {
        let changes = batch.map(\.change)
        do {
            let results = try await database.pool.write { db in try changes.map { change in try Self.perform(change, in: db) } }
            for (member, errors) in zip(batch, results) { member.answer.resume(returning: errors) }
            return true
        } catch {
            guard isLastTry else { return false }
            for member in batch { member.answer.resume(throwing: error) }
            return true
        }
    }

    private static func perform(_ change: any RegistryChange, in db: Database) throws -> [RegistryError] {
        var errors: [RegistryError] = []
        try db.inSavepoint {
            errors = try change.perform(in: db)
            return errors.isEmpty ? .commit : .rollback
        }
        return errors
    }

    /// The first of those that wait, as many as a batch may hold, and at least one.
    private func nextBatch() -> [Waiting] {
        var bytes = 0
        let count = waiting.prefix(Self.batchCount).prefix { member in
            defer { bytes += member.change.byteCount }
            return bytes < Self.batchBytes
        }.count
        defer { waiting.removeFirst(count) }
        return Array(waiting[..<count])
    }
}
