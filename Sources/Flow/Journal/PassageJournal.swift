// What every journal can do, whatever it is kept in.

public import struct Foundation.Date

/// A durable record of passages; everything that a call reports is on disk when the call returns.
///
/// Instants are handed in: the journal reads no clock. Every call throws `JournalFailure`.
public protocol PassageJournal: Sendable {
    /// Writes a document, the verdict and the state down in one durable transaction.
    ///
    /// The same bytes under an id that is held already give the passage that holds it; other bytes are a conflict.
    /// A refused or rejected passage does not hold its id.
    func accept(_ submission: Submission) async throws(JournalFailure) -> Acceptance

    /// Writes several documents that belong together down in one durable transaction: all of them, or none when other bytes hold the id of one.
    func accept(_ submissions: [Submission]) async throws(JournalFailure) -> SetAcceptance

    /// Records that the sender was answered.
    func markAnswered(_ id: PassageID, now: Date) async throws(JournalFailure)

    /// Takes out passages whose turn has come, oldest first, and makes them `sending`.
    ///
    /// A passage's turn comes when no earlier passage of its patient is active and the document that it replaces is forwarded
    /// or unknown here; a passage that waits for the document it replaces holds nobody back.
    func claim(limit: Int, now: Date) async throws(JournalFailure) -> [Claim]

    /// Ends the turn of a claimed passage.
    func complete(_ id: PassageID, _ outcome: AttemptOutcome, now: Date) async throws(JournalFailure) -> Passage

    /// When the next passage is due, nil when none is.
    func nextDue() async throws(JournalFailure) -> Date?

    /// A signal each time that work may have come; several may be one.
    func arrivals() -> AsyncStream<Void>

    /// Looks, cheaply, whether another process changed the journal since the last call, and signals `arrivals` if so.
    func noticeOutsideChanges() async throws(JournalFailure) -> Bool

    /// One passage, nil when there is none of that name.
    func passage(_ id: PassageID) async throws(JournalFailure) -> Passage?

    /// The passage that holds a document's unique id, nil when the id is free.
    func holder(ofDocument uniqueID: String) async throws(JournalFailure) -> Passage?

    /// The passage that replaces a document and is still to be forwarded; nil where there is none.
    func replacement(ofDocument uniqueID: String) async throws(JournalFailure) -> Passage?

    /// One passage with its timeline.
    func record(of id: PassageID) async throws(JournalFailure) -> PassageRecord?

    /// What is sealed of a passage.
    func content(of id: PassageID) async throws(JournalFailure) -> PassageContent?

    /// A page of passages, newest first, before a cursor.
    func passages(matching filter: PassageFilter, before cursor: Int64?, limit: Int) async throws(JournalFailure) -> PassagePage

    /// Sends a parked, rejected or waiting passage on its way again, by decision of a person.
    ///
    /// If it may have reached the store earlier, the store is asked first.
    func retry(_ id: PassageID, by actor: String, now: Date) async throws(JournalFailure) -> Passage

    /// Gives up a passage, by decision of a person; it becomes `rejected`.
    func discard(_ id: PassageID, by actor: String, reason: String?, now: Date) async throws(JournalFailure) -> Passage

    /// Erases bodies whose time is over, at most so many, and says how many; traces stay.
    func eraseBodies(_ policy: RetentionPolicy, limit: Int, now: Date) async throws(JournalFailure) -> Int

    /// How many passages stand where.
    func counters() async throws(JournalFailure) -> JournalCounters

    /// Writes down what a patient allows; an earlier announcement does not undo a later one, and what was not asked undoes nothing.
    ///
    /// - Parameters:
    ///   - consent: what was announced.
    ///   - id: the patient in CX form; only a pseudonym of it is kept.
    func record(_ consent: PatientConsent, ofPatient id: String) async throws(JournalFailure)

    /// What a patient allows; nil where nothing was ever announced.
    func consent(ofPatient id: String) async throws(JournalFailure) -> PatientConsent?

    /// Writes out what is open and lets go of the folder; later calls throw `closed`.
    func close() async throws(JournalFailure)
}
