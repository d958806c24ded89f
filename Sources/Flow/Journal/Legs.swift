// The two facts that the journal keeps apart: how far towards the store, and whether the sender was answered.

/// How far a passage is on its way to the record store.
public enum StoreLeg: String, Sendable, Hashable, Codable, CaseIterable {
    /// In hand, not yet written down; no passage rests here.
    case received
    /// Not accepted: the document, or who sent it, did not pass.
    case refused
    /// Accepted, waiting for its turn.
    case queued
    /// Being sent now.
    case sending
    /// The store has it.
    case forwarded
    /// The store will never take it, or a person gave it up.
    case rejected
    /// It may have reached the store: the store must be asked before anything is sent.
    case inDoubt
    /// Stopped, with a reason, until a person decides.
    case parked
    /// Not for the record store: it goes to other destinations alone.
    case unaddressed
    /// The store had it, and it was deleted there by order of a sender.
    case withdrawn

    /// Whether the gateway still has work to do by itself.
    public var isActive: Bool { self == .queued || self == .sending || self == .inDoubt }

    /// Whether the passage holds its document id, so that no other passage may carry that id.
    public var holdsDocumentID: Bool { self != .received && self != .refused && self != .rejected }
}

/// Whether the sender was told.
public enum SenderLeg: String, Sendable, Hashable, Codable, CaseIterable {
    /// An answer is owed.
    case owed
    /// The sender has been answered.
    case answered
}
