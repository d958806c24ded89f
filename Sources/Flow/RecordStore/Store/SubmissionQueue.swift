// Lets submissions that arrive together share one commit.

import GRDB
import XDSMessages

/// Takes submissions one by one and writes them in batches: one transaction, a savepoint each.
///
/// A submission that is refused undoes its own savepoint alone; when the commit itself fails, nobody of the batch is told success.
actor SubmissionQueue {
    private struct Waiting {
        var registration: Registration
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
    func register(_ registration: Registration) async throws -> [RegistryError] {
        try await withCheckedThrowingContinuation { answer in
            waiting.append(Waiting(registration: registration, answer: answer))
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
        let registrations = batch.map(\.registration)
        do {
            let results = try await database.pool.write { db in try registrations.map { registration in try Self.perform(registration, in: db) } }
            for (member, errors) in zip(batch, results) { member.answer.resume(returning: errors) }
            return true
        } catch {
            guard isLastTry else { return false }
            for member in batch { member.answer.resume(throwing: error) }
            return true
        }
    }

    private static func perform(_ registration: Registration, in db: Database) throws -> [RegistryError] {
        var errors: [RegistryError] = []
        try db.inSavepoint {
            errors = try registration.perform(in: db)
            return errors.isEmpty ? .commit : .rollback
        }
        return errors
    }

    /// The first of those that wait, as many as a batch may hold, and at least one.
    private func nextBatch() -> [Waiting] {
        var bytes = 0
        let count = waiting.prefix(Self.batchCount).prefix { member in
            defer { bytes += member.registration.byteCount }
            return bytes < Self.batchBytes
        }.count
        defer { waiting.removeFirst(count) }
        return Array(waiting[..<count])
    }
}
