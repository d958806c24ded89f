// Uses of assertions that outlive the gateway: decided in memory, kept in the journal, taken up again at the start.

public import AuthorTrust
public import Foundation
public import Journal
import Synchronization

/// A record of uses that outlives the process: one for all doors of a gateway.
///
/// Memory decides at once; the journal is written in the order of decisions, before what a door writes of the same message. A door that writes nothing
/// itself waits for `settled()` before it acts.
public final class JournaledUses: AssertionUses {
    private let remembered: RememberedUses
    private let journal: SQLiteJournal
    private let writes = Mutex(OrderedWrites<CheckedContinuation<Bool, Never>>())

    /// Takes up the uses of before.
    ///
    /// - Parameters:
    ///   - journal: where uses are kept.
    ///   - capacity: how many are remembered at most; further ones are answered by `full`.
    ///   - now: the present moment.
    public init(_ journal: SQLiteJournal, capacity: Int = 100_000, now: Date) throws(JournalFailure) {
        self.journal = journal
        let known = try journal.usesInForce(now: now, limit: capacity)
        remembered = RememberedUses(
            capacity: capacity, known: known.map { AssertionUse(assertion: $0.assertion, purpose: $0.purpose, until: $0.until) })
    }

    /// Records a use in one step, and says what was known before.
    public func record(_ use: AssertionUse, now: Date) -> AssertionUseOutcome {
        let outcome = remembered.record(use, now: now)
        guard outcome == .first else { return outcome }
        let number = writes.withLock { $0.begin() }
        journal.keep(KeptUse(assertion: use.assertion, purpose: use.purpose, until: use.until), now: now) { [weak self] failure in
            self?.ended(number, failure)
        }
        return outcome
    }

    /// Waits until every use that was recorded so far is on disk; false where one could not be written.
    public func settled() async -> Bool {
        await withCheckedContinuation { caller in
            let result = writes.withLock { $0.settled(or: caller) }
            if let result { caller.resume(returning: result) }
        }
    }

    private func ended(_ number: Int, _ failure: JournalFailure?) {
        let ready = writes.withLock { $0.end(number, hasFailed: failure != nil) }
        for (caller, isWritten) in ready { caller.resume(returning: isWritten) }
    }
}
