// Work that follows from a passage beside its way to the store: a mail, a business acknowledgement, a deletion.

public import struct Foundation.Date

/// What kind of work an errand is.
public enum ErrandKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A document goes to a mailbox.
    case mail
    /// A business acknowledgement goes to the system that sent the document.
    case notice
    /// A document is deleted in the record store.
    case withdrawal
}

/// How far an errand is.
public enum ErrandState: String, Sendable, Hashable, Codable, CaseIterable {
    /// In hand, not yet written down; no errand rests here.
    case ordered
    /// What it follows from has not happened yet.
    case waiting
    /// To be done.
    case queued
    /// Being done now.
    case sending
    /// Done.
    case done
    /// Stopped, with a reason, until a person decides.
    case parked
    /// It will never be done: refused for good, given up, or what it waited for never came.
    case givenUp

    /// Whether the gateway still has work to do by itself.
    public var isActive: Bool { self == .queued || self == .sending }
}

/// The event that an errand follows.
public enum ErrandCue: String, Sendable, Hashable, Codable, CaseIterable {
    /// It is written down, and that is enough.
    case acceptance
    /// What it belongs to came to an end, good or bad: a passage is forwarded, rejected or parked; an errand is done, given up or parked.
    case ending
    /// The mail that it belongs to was delivered to the mailbox, or could not be.
    case delivery
    /// The mail that it belongs to was read, or will not be.
    case reading
}

/// What happened that an errand follows: told to whoever carries it out.
public struct Tidings: Sendable, Hashable, Codable {
    /// The state that was reached: a store leg, an errand's state, or `delivered`, `undelivered`, `read`, `unread`.
    public var outcome: String
    /// The code of the failure behind it; nil where all went well.
    public var code: String?
    /// The failure in words, without content.
    public var message: String?

    /// States what happened.
    public init(outcome: String, code: String? = nil, message: String? = nil) {
        self.outcome = outcome
        self.code = code
        self.message = message
    }

    /// Whether all went well.
    public var isGood: Bool { code == nil }
}

/// Work that follows from a passage, a message or another errand; holds nothing of the patient.
public struct Errand: Sendable, Hashable, Codable, Identifiable {
    /// The name of the errand.
    public var id: ErrandID
    /// The place in the order in which errands were written down, also the cursor of listings.
    public var sequence: Int64
    /// What kind of work it is.
    public var kind: ErrandKind
    /// What it is about in one word: `professional`, `patient`, `Z01`, `DMP` and the like.
    public var topic: String
    /// Where it goes, by a name of the configuration; never an address.
    public var destination: String
    /// When it was written down.
    public var createdAt: Date
    /// When anything last changed.
    public var changedAt: Date
    /// The passage that it follows from or that it concerns.
    public var passage: PassageID?
    /// The errand that it follows from.
    public var parent: ErrandID?
    /// The event that it follows.
    public var cue: ErrandCue
    /// The unique id of the document that it concerns.
    public var documentUniqueID: String?
    /// How far it is.
    public var state: ErrandState
    /// How often it was claimed since a person last sent it on its way.
    public var attempts: Int
    /// When the first of these attempts began.
    public var firstAttemptAt: Date?
    /// When it is tried next; nil when it is not its turn or nothing is left to do.
    public var nextAttempt: Date?
    /// The last failure.
    public var failure: PassageFailure?
    /// What it follows, once that has happened.
    public var tidings: Tidings?
    /// When its content was erased.
    public var contentErasedAt: Date?
}

/// One line of an errand's timeline.
public struct ErrandEvent: Sendable, Hashable, Codable {
    /// When.
    public var instant: Date
    /// What happened.
    public var kind: ErrandEventKind
    /// The state before.
    public var from: ErrandState
    /// The state after.
    public var to: ErrandState
    /// The code of the failure behind it.
    public var code: String?
    /// More, without content.
    public var detail: String?
    /// The person who did it, for what people do.
    public var actor: String?
}

/// An errand with its timeline.
public struct ErrandRecord: Sendable, Hashable, Codable {
    /// The errand.
    public var errand: Errand
    /// Everything that happened to it, in order.
    public var timeline: [ErrandEvent]
}
