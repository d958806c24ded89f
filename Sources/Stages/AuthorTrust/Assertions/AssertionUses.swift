// Which assertions were used, and what for: one that comes again for something else is a replay.

public import Foundation
import Synchronization

/// One use of an assertion.
public struct AssertionUse: Sendable, Hashable {
    /// The SHA-256 of issuer and identifier, in hexadecimal: it names the assertion and tells nothing of it.
    public var assertion: String
    /// What it was used for: the SHA-256 of a document's unique id, or of a message's, in hexadecimal.
    public var purpose: String
    /// From when on the assertion would be refused as expired, so that its use may be forgotten.
    public var until: Date

    /// States a use.
    public init(assertion: String, purpose: String, until: Date) {
        self.assertion = assertion
        self.purpose = purpose
        self.until = until
    }
}

/// What the record of uses answers.
public enum AssertionUseOutcome: String, Sendable, Hashable {
    /// It was not used before.
    case first
    /// It was used for the same before: a sender that asks again after a broken connection.
    case again
    /// It was used for something else.
    case replayed
    /// No more uses can be remembered.
    case full
}

/// A record of uses; several nodes share one that is kept in a database.
public protocol AssertionUses: Sendable {
    /// Records a use in one step, and says what was known before.
    func record(_ use: AssertionUse, now: Date) -> AssertionUseOutcome

    /// Waits until what was recorded so far outlives the process, where it does at all; false where that failed.
    func settled() async -> Bool
}

extension AssertionUses {
    /// Nothing outlives the process, and nothing is waited for.
    public func settled() async -> Bool { true }
}

/// Uses kept in memory, for one process.
///
/// It is bounded: only assertions whose signature holds are recorded, and each is forgotten with its end.
public final class RememberedUses: AssertionUses {
    private let capacity: Int
    private let uses: Mutex<[String: AssertionUse]>

    /// Remembers at most so many uses at a time; further ones are answered by `full`.
    ///
    /// - Parameters:
    ///   - capacity: how many.
    ///   - known: uses of before.
    public init(capacity: Int = 100_000, known: [AssertionUse] = []) {
        self.capacity = capacity
        uses = Mutex(Dictionary(known.map { ($0.assertion, $0) }) { _, last in last })
    }

    /// Records a use in one step, and says what was known before.
    public func record(_ use: AssertionUse, now: Date) -> AssertionUseOutcome {
        uses.withLock { uses in
            if let known = uses[use.assertion], known.until > now { return known.purpose == use.purpose ? .again : .replayed }
            if uses.count >= capacity { uses = uses.filter { $0.value.until > now } }
            guard uses.count < capacity else { return .full }
            uses[use.assertion] = use
            return .first
        }
    }

    /// How many uses are remembered.
    public var count: Int { uses.withLock { $0.count } }
}
