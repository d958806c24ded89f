// What is ordered beside the forwarding of a document, and how a turn of it ends.

public import struct Foundation.Date

/// Work to be done, ready to be written down.
public struct ErrandOrder: Sendable, Hashable {
    /// What kind of work it is.
    public var kind: ErrandKind
    /// What it is about in one word, kept unsealed.
    public var topic: String
    /// Where it goes, by a name of the configuration, kept unsealed.
    public var destination: String
    /// By which a repetition of the same order is known; the journal keeps only an HMAC of it, so it may hold an address.
    ///
    /// An order with the cue `ending` that comes again under another passage or errand follows that, too: it is carried out once, after the last of them.
    public var key: String
    /// Errands of one lane go one at a time in the order in which they were written down; nil for no order.
    ///
    /// The journal keeps only an HMAC of it.
    public var lane: String?
    /// The unique id of the document that it concerns; a withdrawal must have it.
    public var documentUniqueID: String?
    /// The patient in CX form, for withdrawals, which keep their place among the passages of the patient; only an HMAC is kept.
    public var patientID: String?
    /// The event that it follows.
    public var cue: ErrandCue
    /// Whatever is needed to do it; sealed at rest.
    public var content: [UInt8]
    /// What follows from this errand.
    public var followers: [ErrandOrder]

    /// Gives an order.
    public init(
        kind: ErrandKind, topic: String, destination: String, key: String, lane: String? = nil, documentUniqueID: String? = nil, patientID: String? = nil,
        cue: ErrandCue = .acceptance, content: [UInt8], followers: [ErrandOrder] = []
    ) {
        self.kind = kind
        self.topic = topic
        self.destination = destination
        self.key = key
        self.lane = lane
        self.documentUniqueID = documentUniqueID
        self.patientID = patientID
        self.cue = cue
        self.content = content
        self.followers = followers
    }
}

/// How one turn of an errand ended.
public enum ErrandOutcome: Sendable, Hashable {
    /// It is done; the detail says how that is known.
    case done(detail: String?)
    /// It is tried again at the given time.
    case postponed(until: Date, PassageFailure)
    /// A person must decide.
    case parked(PassageFailure)
    /// It was refused for good.
    case givenUp(PassageFailure)
}

/// What is heard of a mail after it was sent.
public enum MailTidings: Sendable, Hashable {
    /// It reached the mailbox (DSN `delivered`, `relayed`).
    case delivered
    /// It will not reach the mailbox (DSN `failed`).
    case undelivered(PassageFailure)
    /// It was read, or taken in by the recipient's system (MDN `displayed`, `processed`).
    case read
    /// It was not read or taken in (MDN with an error, or deleted unread).
    case unread(PassageFailure)
}
