// One document's way through the gateway, as the journal keeps it.

public import struct Foundation.Date

/// One document's way through the gateway; holds nothing of the patient.
public struct Passage: Sendable, Hashable, Codable, Identifiable {
    /// The name of the passage, the receipt that the sender gets.
    public var id: PassageID
    /// The place in the order of acceptance, also the cursor of listings.
    public var sequence: Int64
    /// When it came.
    public var receivedAt: Date
    /// When anything last changed.
    public var changedAt: Date
    /// The door it came through.
    public var door: String
    /// Who sent it.
    public var sender: SenderIdentity
    /// What is known of the document.
    public var facts: DocumentFacts
    /// The SHA-256 of the bytes as received, in hexadecimal.
    public var sha256: String
    /// The size of the bytes as received.
    public var size: Int
    /// How far it is towards the store.
    public var storeLeg: StoreLeg
    /// Whether the sender was answered.
    public var senderLeg: SenderLeg
    /// How often it was claimed since a person last sent it on its way.
    public var attempts: Int
    /// When the first of these attempts began; budgets count from here.
    public var firstAttemptAt: Date?
    /// When it is tried next; nil when it is not its turn or nothing is left to do.
    public var nextAttempt: Date?
    /// The unique id of the document in the queue that this one waits for.
    public var waitsFor: String?
    /// The last failure.
    public var failure: PassageFailure?
    /// The identifiers in the registry, nil for a refused document.
    public var identifiers: RegistryIdentifiers?
    /// When its body was erased.
    public var bodyErasedAt: Date?
}

/// What is sealed at rest: the document, its registry entry and the report on it.
public struct PassageContent: Sendable, Hashable {
    /// The bytes as received, nil once erased.
    public var body: [UInt8]?
    /// The registry entry as the caller wrote it.
    public var metadata: [UInt8]?
    /// The report of the checks.
    public var report: [UInt8]?

    /// Gathers what was sealed.
    public init(body: [UInt8]?, metadata: [UInt8]?, report: [UInt8]?) {
        self.body = body
        self.metadata = metadata
        self.report = report
    }
}

/// One line of a passage's timeline.
public struct PassageEvent: Sendable, Hashable, Codable {
    /// When.
    public var instant: Date
    /// What happened.
    public var kind: PassageEventKind
    /// The store leg before.
    public var from: StoreLeg
    /// The store leg after.
    public var to: StoreLeg
    /// The code of the failure behind it.
    public var code: String?
    /// More, without content of the document.
    public var detail: String?
    /// The person who did it, for what people do.
    public var actor: String?
}

/// A passage with its timeline.
public struct PassageRecord: Sendable, Hashable, Codable {
    /// The passage.
    public var passage: Passage
    /// Everything that happened to it, in order.
    public var timeline: [PassageEvent]
}
