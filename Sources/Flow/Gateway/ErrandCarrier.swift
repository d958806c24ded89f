// Whoever carries out errands of one kind: a mail, an acknowledgement, a deletion.

public import Delivery
public import Journal

/// What came of carrying an errand out.
public enum ErrandResult: Sendable, Hashable {
    /// It is done; the detail says how that is known, without content.
    case done(detail: String?)
    /// It failed and may pass later; the peer may have asked for a pause in seconds.
    case later(PassageFailure, pause: Double? = nil)
    /// It will not pass until somebody has acted.
    case park(PassageFailure)
    /// It was refused for good.
    case giveUp(PassageFailure)
}

/// An errand with what was sealed of it.
public struct ErrandLoad: Sendable {
    /// The errand.
    public let errand: Errand
    /// What was sealed of it when it was ordered.
    public let content: [UInt8]
}

/// Carries out the errands of one kind.
///
/// What was being carried out when the process died is carried out again: a carrier must name what it sends in a way that lets the
/// receiver know a repetition.
public struct ErrandCarrier: Sendable {
    /// The kind.
    public let kind: ErrandKind
    /// How many are carried at once.
    public let parallel: Int
    /// The pauses between attempts, and the budget.
    public let policy: RetryPolicy
    let carry: @Sendable (ErrandLoad) async -> ErrandResult

    /// Prepares to carry.
    ///
    /// - Parameters:
    ///   - kind: what kind of errands.
    ///   - parallel: how many at once; those of one lane go one at a time in any case.
    ///   - policy: the pauses between attempts, and the budget after which an errand is parked.
    ///   - carry: carries one out, once; throws nothing, keeps nothing.
    public init(kind: ErrandKind, parallel: Int = 4, policy: RetryPolicy, carry: @escaping @Sendable (ErrandLoad) async -> ErrandResult) {
        self.kind = kind
        self.parallel = max(1, parallel)
        self.policy = policy
        self.carry = carry
    }
}
