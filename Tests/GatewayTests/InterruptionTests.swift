// Stops, crashes and a journal that cannot write: no document is lost, none is sent twice, none is left hanging.

import Foundation
import Gateway
import Journal
import RecordStore
import SandboxSupport
import Synchronization
import Testing

@Suite struct InterruptionTests {
    @Test(arguments: [true, false]) func `a document that was being sent when the gateway died is asked about`(hadArrived: Bool) async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let bytes = try SampleDocuments.consultation()
        var receipt: PassageID?
        do {
            let parts = try GatewayParts(sandbox)
            receipt = try await parts.receive(bytes, as: "doctor").passage?.id
            if hadArrived {
                // The store has it, and the gateway dies before it can write that down.
                let journal = DeafJournal(parts.journal)
                let forwarder = RunningForwarder(parts, journal: journal, storePort: store.port)
                try await eventually("the store has it") { try await store.repository.documentCount() == 1 }
                await forwarder.stop()
            } else {
                #expect(try await parts.journal.claim(limit: 1, now: parts.clock.now).count == 1)
            }
            try await parts.journal.close()
        }
        let parts = try GatewayParts(sandbox)
        let id = try #require(receipt)
        #expect(parts.journal.interrupted == 1)
        #expect(try await parts.journal.passage(id)?.storeLeg == .inDoubt)
        let forwarder = RunningForwarder(parts, journal: parts.journal, storePort: store.port)
        _ = try await parts.eventually(id, is: .forwarded, forwarder)
        let record = try #require(try await parts.journal.record(of: id))
        #expect(record.timeline.contains { $0.kind == .interrupted })
        #expect(record.timeline.last { $0.kind == .forwarded }?.detail == (hadArrived ? "foundInStore" : "accepted"))
        #expect(try await store.repository.documents().map(\.storedCount) == [1])
        await forwarder.stop()
        try await store.services.stop()
    }

    @Test func `a stop brings what is in work to a state that is written down`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore(misbehaviour: Misbehaviour(delay: .milliseconds(300)))
        let parts = try GatewayParts(sandbox)
        for patient in SampleDocuments.patients { try await parts.receive(SampleDocuments.consultation(patient: patient), as: "doctor") }
        let forwarder = RunningForwarder(parts, journal: parts.journal, storePort: store.port, parallel: 2)
        try await eventually("two are on their way") { try await parts.journal.counters().byStoreLeg[.sending] == 2 }
        await forwarder.stop()
        let counters = try await parts.journal.counters().byStoreLeg
        #expect(counters[.sending] == 0 && counters[.forwarded] == 2 && counters[.queued] == 2)
        try await store.services.stop()
    }

    @Test func `no more documents are on their way at once than allowed`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore(misbehaviour: Misbehaviour(delay: .milliseconds(20)))
        let parts = try GatewayParts(sandbox)
        for number in 0..<12 { try await parts.receive(SampleDocuments.consultation(patient: SampleDocuments.patients[number % 4]), as: "doctor") }
        let forwarder = RunningForwarder(parts, journal: parts.journal, storePort: store.port, parallel: 2)
        var most = 0
        try await eventually("all are forwarded") {
            let counters = try await parts.journal.counters().byStoreLeg
            most = max(most, counters[.sending] ?? 0)
            return counters[.forwarded] == 12
        }
        #expect(most <= 2)
        await forwarder.stop()
        try await store.services.stop()
    }

    @Test func `a journal that could not write for a while leaves nothing hanging`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let parts = try GatewayParts(sandbox)
        let first = try #require(try await parts.receive(SampleDocuments.consultation(), as: "doctor").passage)
        let second = try #require(try await parts.receive(SampleDocuments.consultation(), as: "doctor").passage)
        let journal = DeafJournal(parts.journal)
        let forwarder = RunningForwarder(parts, journal: journal, storePort: store.port)
        try await eventually("the disk is full") { forwarder.events.journalFailures.contains(.full) }
        #expect(try await parts.journal.passage(first.id)?.storeLeg == .sending)
        journal.hears()
        _ = try await parts.eventually(second.id, is: .forwarded, forwarder)
        #expect(try await parts.journal.passage(first.id)?.storeLeg == .forwarded)
        #expect(try await store.repository.documents().map(\.storedCount) == [1, 1])
        await forwarder.stop()
        try await store.services.stop()
    }

    @Test func `what cannot be unsealed any more is parked and holds nobody up`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let parts = try GatewayParts(sandbox)
        let first = try #require(try await parts.receive(SampleDocuments.consultation(), as: "doctor").passage)
        let second = try #require(try await parts.receive(SampleDocuments.consultation(), as: "doctor").passage)
        let forwarder = RunningForwarder(parts, journal: DeafJournal(parts.journal, unreadable: first.id, hears: true), storePort: store.port)
        _ = try await parts.eventually(second.id, is: .forwarded, forwarder)
        let parked = try #require(try await parts.journal.passage(first.id))
        #expect(parked.storeLeg == .parked && parked.failure?.code == "gateway.content-unreadable")
        await forwarder.stop()
        try await store.services.stop()
    }
}

/// A journal that fails to write the end of a turn until it hears again, and to unseal one passage: faults that a test cannot order of a disk.
private final class DeafJournal: PassageJournal {
    private let journal: SQLiteJournal
    private let unreadable: PassageID?
    private let isDeaf: Mutex<Bool>

    init(_ journal: SQLiteJournal, unreadable: PassageID? = nil, hears: Bool = false) {
        self.journal = journal
        self.unreadable = unreadable
        isDeaf = Mutex(!hears)
    }

    func hears() { isDeaf.withLock { $0 = false } }

    func complete(_ id: PassageID, _ outcome: AttemptOutcome, now: Date) async throws(JournalFailure) -> Passage {
        if isDeaf.withLock({ $0 }) { throw .full }
        return try await journal.complete(id, outcome, now: now)
    }

    func content(of id: PassageID) async throws(JournalFailure) -> PassageContent? {
        if id == unreadable { throw .wrongKey }
        return try await journal.content(of: id)
    }

    func accept(_ submission: Submission) async throws(JournalFailure) -> Acceptance { try await journal.accept(submission) }
    func accept(_ submissions: [Submission]) async throws(JournalFailure) -> SetAcceptance { try await journal.accept(submissions) }
    func markAnswered(_ id: PassageID, now: Date) async throws(JournalFailure) { try await journal.markAnswered(id, now: now) }
    func claim(limit: Int, now: Date) async throws(JournalFailure) -> [Claim] { try await journal.claim(limit: limit, now: now) }
    func nextDue() async throws(JournalFailure) -> Date? { try await journal.nextDue() }
    func arrivals() -> AsyncStream<Void> { journal.arrivals() }
    func noticeOutsideChanges() async throws(JournalFailure) -> Bool { try await journal.noticeOutsideChanges() }
    func passage(_ id: PassageID) async throws(JournalFailure) -> Passage? { try await journal.passage(id) }
    func holder(ofDocument uniqueID: String) async throws(JournalFailure) -> Passage? { try await journal.holder(ofDocument: uniqueID) }
    func replacement(ofDocument uniqueID: String) async throws(JournalFailure) -> Passage? { try await journal.replacement(ofDocument: uniqueID) }
    func record(of id: PassageID) async throws(JournalFailure) -> PassageRecord? { try await journal.record(of: id) }
    func passages(matching filter: PassageFilter, before cursor: Int64?, limit: Int) async throws(JournalFailure) -> PassagePage {
        try await journal.passages(matching: filter, before: cursor, limit: limit)
    }
    func retry(_ id: PassageID, by actor: String, now: Date) async throws(JournalFailure) -> Passage { try await journal.retry(id, by: actor, now: now) }
    func discard(_ id: PassageID, by actor: String, reason: String?, now: Date) async throws(JournalFailure) -> Passage {
        try await journal.discard(id, by: actor, reason: reason, now: now)
    }
    func eraseBodies(_ policy: RetentionPolicy, limit: Int, now: Date) async throws(JournalFailure) -> Int {
        try await journal.eraseBodies(policy, limit: limit, now: now)
    }
    func record(_ consent: PatientConsent, ofPatient id: String) async throws(JournalFailure) { try await journal.record(consent, ofPatient: id) }
    func consent(ofPatient id: String) async throws(JournalFailure) -> PatientConsent? { try await journal.consent(ofPatient: id) }
    func counters() async throws(JournalFailure) -> JournalCounters { try await journal.counters() }
    func close() async throws(JournalFailure) { try await journal.close() }
}
