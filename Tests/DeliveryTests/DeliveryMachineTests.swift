// Dialogues with the delivery: events in, actions out, no clock and no socket.

import ClinicalTypes
import Delivery
import Foundation
import Testing

@Suite struct DeliveryMachineTests {
    private let start = Date(timeIntervalSince1970: 1_800_000_000)
    private let document = ExpectedDocument(uniqueID: "1.2.3", sha1: "da39a3ee5e6b4b0d3255bfef95601890afd80709", size: 10)

    private func machine(attempts: Int = 1, mayBeStored: Bool = false, since: Date? = nil) -> DeliveryMachine {
        DeliveryMachine(
            document: document, policy: RetryPolicy(first: 2, longest: 900, budgetHours: 1), attempts: attempts, firstAttemptAt: since ?? start,
            mayBeStored: mayBeStored, draw: { 0.5 })
    }

    private func failure(_ kind: FailureKind, retryAfter: Double? = nil) -> DeliveryFailure {
        DeliveryFailure(code: "test.\(kind.rawValue)", kind: kind, message: Bilingual(fr: "essai", en: "test"), retryAfter: retryAfter)
    }

    private var same: StoredDocument { StoredDocument(sha1: document.sha1.uppercased(), size: 10) }

    @Test func `sent and accepted: finished`() {
        var machine = machine()
        #expect(machine.start() == .send)
        #expect(machine.storeAccepted() == .finish(.accepted))
    }

    @Test func `a transient failure waits without doubt`() {
        var machine = machine()
        _ = machine.start()
        let busy = failure(.transient)
        #expect(machine.sendingFailed(busy, now: start) == .wait(until: start.addingTimeInterval(1), storeMayHaveIt: false, busy))
    }

    @Test func `the pause grows with the attempts`() {
        var machine = machine(attempts: 5)
        _ = machine.start()
        let busy = failure(.transient)
        #expect(machine.sendingFailed(busy, now: start) == .wait(until: start.addingTimeInterval(16), storeMayHaveIt: false, busy))
    }

    @Test func `the store's own pause is kept`() {
        var machine = machine()
        _ = machine.start()
        let busy = failure(.transient, retryAfter: 60)
        #expect(machine.sendingFailed(busy, now: start) == .wait(until: start.addingTimeInterval(60), storeMayHaveIt: false, busy))
    }

    @Test func `an ambiguous failure waits, and then the store is asked before anything is sent`() {
        var first = machine()
        _ = first.start()
        let lost = failure(.ambiguous)
        #expect(first.sendingFailed(lost, now: start) == .wait(until: start.addingTimeInterval(1), storeMayHaveIt: true, lost))
        var second = machine(attempts: 2, mayBeStored: true)
        #expect(second.start() == .askStore)
        #expect(second.storeHolds(same) == .finish(.foundInStore))
    }

    @Test func `what the store lacks is sent again`() {
        var machine = machine(mayBeStored: true)
        #expect(machine.start() == .askStore)
        #expect(machine.storeLacksIt(now: start) == .send)
        #expect(machine.storeAccepted() == .finish(.accepted))
    }

    @Test func `after the store lacked it, a transient failure leaves no doubt`() {
        var machine = machine(mayBeStored: true)
        _ = machine.start()
        _ = machine.storeLacksIt(now: start)
        let busy = failure(.transient)
        #expect(machine.sendingFailed(busy, now: start) == .wait(until: start.addingTimeInterval(1), storeMayHaveIt: false, busy))
    }

    @Test(arguments: [
        StoredDocument(sha1: "0000000000000000000000000000000000000000", size: 10), StoredDocument(sha1: "da39a3ee5e6b4b0d3255bfef95601890afd80709", size: 11),
    ])
    func `other bytes under the same id are for a person`(stored: StoredDocument) {
        var machine = machine(mayBeStored: true)
        _ = machine.start()
        guard case .park(let failure) = machine.storeHolds(stored) else {
            Issue.record("not parked")
            return
        }
        #expect(failure.code == "delivery.stored-differs")
    }

    @Test func `a document without a hash is for a person, one without a size is compared by its hash`() {
        var silent = machine(mayBeStored: true)
        _ = silent.start()
        guard case .park(let failure) = silent.storeHolds(StoredDocument(sha1: nil, size: 10)) else {
            Issue.record("not parked")
            return
        }
        #expect(failure.code == "delivery.stored-without-hash")
        var sizeless = machine(mayBeStored: true)
        _ = sizeless.start()
        #expect(sizeless.storeHolds(StoredDocument(sha1: document.sha1, size: nil)) == .finish(.foundInStore))
    }

    @Test func `a duplicate is asked about at once: the same bytes are a success`() {
        var machine = machine()
        _ = machine.start()
        #expect(machine.sendingFailed(failure(.duplicate), now: start) == .askStore)
        #expect(machine.storeHolds(same) == .finish(.foundInStore))
    }

    @Test func `a store that calls a duplicate what it lacks is given time, not the document again`() {
        var machine = machine()
        _ = machine.start()
        let duplicate = failure(.duplicate)
        _ = machine.sendingFailed(duplicate, now: start)
        #expect(machine.storeLacksIt(now: start) == .wait(until: start.addingTimeInterval(1), storeMayHaveIt: false, duplicate))
    }

    @Test func `a store that lacks, then calls a duplicate, then lacks again ends the turn`() {
        var machine = machine(mayBeStored: true)
        #expect(machine.start() == .askStore)
        #expect(machine.storeLacksIt(now: start) == .send)
        #expect(machine.sendingFailed(failure(.duplicate), now: start) == .askStore)
        guard case .wait = machine.storeLacksIt(now: start) else {
            Issue.record("the turn went on")
            return
        }
    }

    @Test(arguments: [FailureKind.transient, .ambiguous, .duplicate])
    func `when asking fails, the doubt stays`(kind: FailureKind) {
        var machine = machine(mayBeStored: true)
        _ = machine.start()
        let failure = failure(kind)
        #expect(machine.askingFailed(failure, now: start) == .wait(until: start.addingTimeInterval(1), storeMayHaveIt: true, failure))
    }

    @Test(arguments: [FailureKind.needsPerson, .permanent])
    func `when asking is refused for good, nothing is rejected: a person looks`(kind: FailureKind) {
        var machine = machine(mayBeStored: true)
        _ = machine.start()
        let failure = failure(kind)
        #expect(machine.askingFailed(failure, now: start) == .park(failure))
    }

    @Test func `a permanent failure rejects, one for a person parks`() {
        var rejected = machine()
        _ = rejected.start()
        #expect(rejected.sendingFailed(failure(.permanent), now: start) == .reject(failure(.permanent)))
        var parked = machine()
        _ = parked.start()
        #expect(parked.sendingFailed(failure(.needsPerson), now: start) == .park(failure(.needsPerson)))
    }

    @Test func `when the next attempt would be outside of the budget, the delivery is parked with the last failure`() {
        var inside = machine(since: start.addingTimeInterval(-3599))
        _ = inside.start()
        guard case .wait = inside.sendingFailed(failure(.transient), now: start) else {
            Issue.record("parked too early")
            return
        }
        var outside = machine(since: start.addingTimeInterval(-3600))
        _ = outside.start()
        guard case .park(let spent) = outside.sendingFailed(failure(.transient), now: start) else {
            Issue.record("not parked")
            return
        }
        #expect(spent.code == "delivery.budget-spent")
        #expect(spent.message.en.contains("test.transient"))
    }

    @Test func `an event that cannot happen parks and sends nothing`() {
        let events: [(inout DeliveryMachine) -> DeliveryAction] = [
            { $0.storeAccepted() }, { $0.storeLacksIt(now: Date(timeIntervalSince1970: 0)) }, { $0.storeHolds(StoredDocument(sha1: nil, size: nil)) },
        ]
        for event in events {
            var machine = machine()
            #expect(event(&machine) == .park(.outOfStep))
            #expect(machine.start() == .park(.outOfStep), "after its end, a turn does not begin again")
        }
        var twice = machine()
        _ = twice.start()
        #expect(twice.start() == .park(.outOfStep))
    }
}
