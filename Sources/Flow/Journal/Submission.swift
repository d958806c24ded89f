// What a door hands to the journal to write down, and what the journal says of it.

public import ClinicalTypes

public import struct Foundation.Date

/// Who handed the document over: a professional, a structure or a program, never a patient.
public struct SenderIdentity: Sendable, Hashable, Codable {
    /// The SHA-256 of the client certificate in hexadecimal.
    public var certificateFingerprint: String?
    /// The national identifier of the person or structure (PS_IdNat, Struct_IdNat).
    public var identity: String?

    /// Names a sender.
    public init(certificateFingerprint: String? = nil, identity: String? = nil) {
        self.certificateFingerprint = certificateFingerprint
        self.identity = identity
    }
}

/// The identifiers that the registry will know the submission by, allotted once so that every attempt sends the same.
public struct RegistryIdentifiers: Sendable, Hashable, Codable {
    /// `DocumentEntry.entryUUID`, with its `urn:uuid:`.
    public var entryUUID: String
    /// `SubmissionSet.entryUUID`, with its `urn:uuid:`.
    public var submissionSetUUID: String
    /// `SubmissionSet.uniqueId`, an OID.
    public var submissionSetUniqueID: String

    /// Gathers the identifiers.
    public init(entryUUID: String, submissionSetUUID: String, submissionSetUniqueID: String) {
        self.entryUUID = entryUUID
        self.submissionSetUUID = submissionSetUUID
        self.submissionSetUniqueID = submissionSetUniqueID
    }
}

/// What the gateway knows of a document and may keep unsealed.
public struct DocumentFacts: Sendable, Hashable, Codable {
    /// The document's unique id (`root` or `root^extension`), nil when it could not be read.
    public var uniqueID: String?
    /// The unique id of the document that this one replaces, completes, transforms or signs: it waits for that one.
    public var parentUniqueID: String?
    /// Whether that one is replaced; else it stays as it is.
    public var replacesParent = true
    /// The type code.
    public var typeCode: String?
    /// The class code.
    public var classCode: String?
    /// The space.
    public var space: Space?

    /// Gathers facts.
    public init(uniqueID: String? = nil, parentUniqueID: String? = nil, typeCode: String? = nil, classCode: String? = nil, space: Space? = nil) {
        self.uniqueID = uniqueID
        self.parentUniqueID = parentUniqueID
        self.typeCode = typeCode
        self.classCode = classCode
        self.space = space
    }
}

/// What an accepted document needs to be sent.
public struct ForwardingOrder: Sendable, Hashable {
    /// The patient in CX form; the journal keeps only an HMAC of it, to hold the order per patient.
    public var patientID: String
    /// The identifiers that every attempt will use.
    public var identifiers: RegistryIdentifiers
    /// The registry entry as the caller wrote it; sealed at rest.
    public var metadata: [UInt8]
    /// Whether the record store is among the destinations; if not, the document is kept for the errands alone.
    public var isForRecord: Bool

    /// Gives an order.
    public init(patientID: String, identifiers: RegistryIdentifiers, metadata: [UInt8], isForRecord: Bool = true) {
        self.patientID = patientID
        self.identifiers = identifiers
        self.metadata = metadata
        self.isForRecord = isForRecord
    }
}

/// What the gateway decided of a document.
public enum GatewayDecision: Sendable, Hashable {
    /// It will be forwarded.
    case accepted(ForwardingOrder)
    /// It will not, for this reason.
    case refused(PassageFailure)
}

/// One document with the verdict on it, ready to be written down.
public struct Submission: Sendable {
    /// When it came.
    public var receivedAt: Date
    /// The door it came through, for instance `https`.
    public var door: String
    /// Who sent it.
    public var sender: SenderIdentity
    /// What is known of the document.
    public var facts: DocumentFacts
    /// The bytes as received; sealed at rest.
    public var body: [UInt8]
    /// The SHA-256 of the bytes in hexadecimal; nil lets the journal compute it.
    public var sha256: String?
    /// The report of the checks as JSON; it may hold content, so it is sealed at rest.
    public var report: [UInt8]
    /// What was decided.
    public var decision: GatewayDecision
    /// What is to be done beside the forwarding; written in the same transaction, unless the document is refused.
    public var errands: [ErrandOrder]

    /// Gathers what is to be written down.
    ///
    /// An accepted submission must carry `facts.uniqueID`.
    public init(
        receivedAt: Date, door: String, sender: SenderIdentity, facts: DocumentFacts, body: [UInt8], sha256: String? = nil, report: [UInt8],
        decision: GatewayDecision, errands: [ErrandOrder] = []
    ) {
        self.receivedAt = receivedAt
        self.door = door
        self.sender = sender
        self.facts = facts
        self.body = body
        self.sha256 = sha256
        self.report = report
        self.decision = decision
        self.errands = errands
    }
}

/// What the journal made of a submission.
public enum Acceptance: Sendable, Hashable {
    /// It is written down, as `queued`, `unaddressed` or `refused`.
    case written(Passage)
    /// The same bytes under the same id are here already: the sender gets the same receipt; errands that are new are added to that passage.
    case known(Passage)
    /// Other bytes hold this id.
    case conflict(existing: Passage)

    /// The passage that the answer is about.
    public var passage: Passage {
        switch self {
        case .written(let passage), .known(let passage), .conflict(let passage): passage
        }
    }
}

/// What the journal made of several submissions that belong together.
public enum SetAcceptance: Sendable, Hashable {
    /// All are written down or known, in one transaction; in the order in which they were given.
    case accepted([Acceptance])
    /// Nothing is written down: at these places, other bytes hold the document's id.
    case conflicting([SetConflict])
}

/// One submission of a set whose document id is taken.
public struct SetConflict: Sendable, Hashable {
    /// Its place in the set, from 0.
    public var index: Int
    /// The passage that holds the id; nil where an earlier document of the same set has it.
    public var existing: Passage?

    /// States a conflict.
    public init(index: Int, existing: Passage?) {
        self.index = index
        self.existing = existing
    }
}
