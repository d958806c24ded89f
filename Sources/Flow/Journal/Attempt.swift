// One turn of a passage: what the sender takes out of the journal, and how it ends.

public import struct Foundation.Date

/// A passage taken out to be sent; it is `sending` until the claim is completed.
public struct Claim: Sendable, Hashable {
    /// The passage, as it is now.
    public var passage: Passage
    /// Whether the store must be asked before anything is sent.
    public var mustAskStore: Bool

    /// States a claim.
    public init(passage: Passage, mustAskStore: Bool) {
        self.passage = passage
        self.mustAskStore = mustAskStore
    }
}

/// How one turn of a passage ended.
public enum AttemptOutcome: Sendable, Hashable {
    /// The store has the document; the detail says how that is known.
    case forwarded(detail: String?)
    /// The store does not have it; it is tried again at the given time.
    case postponed(until: Date, PassageFailure)
    /// The store may have it; it is asked at the given time.
    case inDoubt(until: Date, PassageFailure)
    /// The store will never take it.
    case rejected(PassageFailure)
    /// A person must decide.
    case parked(PassageFailure)
}
