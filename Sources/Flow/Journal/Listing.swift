// How the journal is looked through: filters, pages, counters and what is purged.

public import ClinicalTypes

public import struct Foundation.Date

/// Which passages are wanted; every condition must hold.
public struct PassageFilter: Sendable, Hashable {
    /// Any of these legs; empty for all.
    public var storeLegs: Set<StoreLeg>
    /// The sender leg.
    public var senderLeg: SenderLeg?
    /// The document's unique id.
    public var documentUniqueID: String?
    /// The identity of the sender.
    public var senderIdentity: String?
    /// The fingerprint of the sender's certificate.
    public var certificateFingerprint: String?
    /// The type code.
    public var typeCode: String?
    /// The space.
    public var space: Space?
    /// Received at or after.
    public var since: Date?
    /// Received before.
    public var until: Date?

    /// Asks for passages.
    public init(
        storeLegs: Set<StoreLeg> = [], senderLeg: SenderLeg? = nil, documentUniqueID: String? = nil, senderIdentity: String? = nil,
        certificateFingerprint: String? = nil, typeCode: String? = nil, space: Space? = nil, since: Date? = nil, until: Date? = nil
    ) {
        self.storeLegs = storeLegs
        self.senderLeg = senderLeg
        self.documentUniqueID = documentUniqueID
        self.senderIdentity = senderIdentity
        self.certificateFingerprint = certificateFingerprint
        self.typeCode = typeCode
        self.space = space
        self.since = since
        self.until = until
    }
}

/// A page of a listing, newest first.
public struct PassagePage: Sendable, Hashable {
    /// The passages.
    public var passages: [Passage]
    /// What to ask for next, nil on the last page.
    public var next: Int64?
}

/// How many passages stand where, for health and metrics.
public struct JournalCounters: Sendable, Hashable {
    /// Passages by store leg; every leg is present.
    public var byStoreLeg: [StoreLeg: Int]
    /// Passages whose sender was not answered yet.
    public var answersOwed: Int
    /// Queued passages that wait for the document they replace.
    public var waitingForParent: Int
    /// When the oldest passage that still has to be sent came.
    public var oldestActive: Date?
    /// How many passages have left each leg or reached it, since the beginning, by event.
    public var events: [PassageEventKind: Int]
    /// Errands by kind and state; every kind and state is present.
    public var errands: [ErrandKind: [ErrandState: Int]]
}

/// How long what is sealed is kept after a passage came to its end.
public struct RetentionPolicy: Sendable, Hashable {
    /// Seconds that the body of a forwarded document is kept.
    public var forwarded: Double
    /// Seconds that the body of a refused or rejected document is kept.
    public var notForwarded: Double

    /// Sets the times; by default a day after forwarding and thirty days after a refusal.
    public init(forwarded: Double = 86_400, notForwarded: Double = 30 * 86_400) {
        self.forwarded = forwarded
        self.notForwarded = notForwarded
    }
}
