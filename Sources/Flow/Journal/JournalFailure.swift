// Why the journal could not do what it was asked.

/// A failure of the journal itself; no document causes one.
public enum JournalFailure: Error, Sendable, Hashable {
    /// The disk is full: new work must be refused until there is room.
    case full
    /// The disk or the database failed, with the code of the database.
    case storage(code: Int)
    /// The database is damaged; the detail names the check.
    case damaged(String)
    /// Another process is the gateway of this folder.
    case locked
    /// Another process held the database for too long.
    case busy
    /// The folder cannot be used; the detail is the system's reason.
    case folder(String)
    /// The database was written by a newer version.
    case newerSchema
    /// The key is not the one that the journal was made with, or a sealed value was altered.
    case wrongKey
    /// The key is not 32 bytes in hexadecimal.
    case malformedKey
    /// No such passage.
    case unknown(PassageID)
    /// The event is not legal in the passage's state.
    case illegal(IllegalTransition)
    /// No such errand.
    case unknownErrand(ErrandID)
    /// The event is not legal in the errand's state.
    case illegalErrand(IllegalErrandTransition)
    /// What was sealed of the errand is erased: nothing can be done any more.
    case errandErased(ErrandID)
    /// A withdrawal was ordered without a document id or without a patient.
    case malformedWithdrawal
    /// Another passage now holds the document's id.
    case superseded(by: PassageID)
    /// What was sealed of the passage is erased: there is nothing left to send.
    case bodyErased(PassageID)
    /// An accepted submission came without a document id.
    case missingDocumentID
    /// The journal was closed.
    case closed

    /// A short stable code for logs and metrics.
    public var code: String {
        switch self {
        case .full: "journal.full"
        case .storage: "journal.storage"
        case .damaged: "journal.damaged"
        case .locked: "journal.locked"
        case .busy: "journal.busy"
        case .folder: "journal.folder"
        case .newerSchema: "journal.newer-schema"
        case .wrongKey: "journal.wrong-key"
        case .malformedKey: "journal.malformed-key"
        case .unknown: "journal.unknown-passage"
        case .illegal: "journal.illegal-transition"
        case .unknownErrand: "journal.unknown-errand"
        case .illegalErrand: "journal.illegal-transition"
        case .errandErased: "journal.body-erased"
        case .malformedWithdrawal: "journal.malformed-withdrawal"
        case .superseded: "journal.superseded"
        case .bodyErased: "journal.body-erased"
        case .missingDocumentID: "journal.missing-document-id"
        case .closed: "journal.closed"
        }
    }

    /// Whether the sender may try the same again later (a door answers 503).
    public var isTemporary: Bool {
        switch self {
        case .full, .storage, .busy, .closed: true
        default: false
        }
    }
}
