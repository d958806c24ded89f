// What a journal of errands can do, whatever it is kept in.

public import struct Foundation.Date

/// A durable record of errands; everything that a call reports is on disk when the call returns.
///
/// Errands of a document are written with its passage (`Submission.errands`). Instants are handed in. Every call throws `JournalFailure`.
public protocol ErrandJournal: Sendable {
    /// Writes down errands that follow from no passage, all in one transaction; those whose key is known are given as they stand.
    ///
    /// A withdrawal whose document is here and was never sent gives that passage up and is done with that.
    func accept(_ orders: [ErrandOrder], now: Date) async throws(JournalFailure) -> [Errand]

    /// Takes out errands of these kinds whose turn has come, those due longest first, and makes them `sending`.
    ///
    /// Errands of one lane go one at a time, in order. A withdrawal's turn comes when no passage of its patient that came before it is active, and
    /// later passages of the patient wait for it. One that is parked or given up holds nobody back.
    func claimErrands(_ kinds: Set<ErrandKind>, limit: Int, now: Date) async throws(JournalFailure) -> [Errand]

    /// Ends the turn of a claimed errand, and lets go what follows from its end.
    func complete(_ id: ErrandID, _ outcome: ErrandOutcome, now: Date) async throws(JournalFailure) -> Errand

    /// Writes down what was heard of a mail, and lets go what follows from it; the same news again changes nothing.
    func hear(_ tidings: MailTidings, of id: ErrandID, now: Date) async throws(JournalFailure) -> Errand

    /// One errand, nil when there is none of that name.
    func errand(_ id: ErrandID) async throws(JournalFailure) -> Errand?

    /// The errand that was ordered under this key, nil when there is none.
    func errand(orderedAs key: String) async throws(JournalFailure) -> Errand?

    /// One errand with its timeline.
    func record(of id: ErrandID) async throws(JournalFailure) -> ErrandRecord?

    /// What is sealed of an errand, nil once erased.
    func content(of id: ErrandID) async throws(JournalFailure) -> [UInt8]?

    /// A page of errands, newest first, before a cursor.
    func errands(matching filter: ErrandFilter, before cursor: Int64?, limit: Int) async throws(JournalFailure) -> ErrandPage

    /// Sends a queued, parked or given up errand on its way again, by decision of a person.
    func retry(_ id: ErrandID, by actor: String, now: Date) async throws(JournalFailure) -> Errand

    /// Gives up an errand, by decision of a person.
    func discard(_ id: ErrandID, by actor: String, reason: String?, now: Date) async throws(JournalFailure) -> Errand

    /// Whether a passage is this patient's, given in CX form.
    func isPatient(_ id: String, of passage: PassageID) async throws(JournalFailure) -> Bool
}

/// Which errands are wanted; every condition must hold.
public struct ErrandFilter: Sendable, Hashable {
    /// Any of these kinds; empty for all.
    public var kinds: Set<ErrandKind>
    /// Any of these states; empty for all.
    public var states: Set<ErrandState>
    /// Those of this passage.
    public var passage: PassageID?

    /// Asks for errands.
    public init(kinds: Set<ErrandKind> = [], states: Set<ErrandState> = [], passage: PassageID? = nil) {
        self.kinds = kinds
        self.states = states
        self.passage = passage
    }
}

/// A page of a listing, newest first.
public struct ErrandPage: Sendable, Hashable {
    /// The errands.
    public var errands: [Errand]
    /// What to ask for next, nil on the last page.
    public var next: Int64?
}
