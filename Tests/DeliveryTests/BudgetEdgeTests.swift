// The budget of a delivery at its edge, and what each event may follow.

import ClinicalTypes
import Delivery
import Foundation
import Testing

@Suite struct BudgetEdgeTests {
    private let start = Date(timeIntervalSince1970: 1_800_000_000)
    private let document = ExpectedDocument(uniqueID: "1.2.3", sha1: "AB", size: 10)

    private func machine(mayBeStored: Bool = false, hours: Double = 1) -> DeliveryMachine {
        DeliveryMachine(
            document: document, policy: RetryPolicy(first: 2, longest: 900, budgetHours: hours), attempts: 1, firstAttemptAt: start, mayBeStored: mayBeStored,
            draw: { 0.5 })
    }

    private func failure(_ kind: FailureKind, needsOperator: Bool = false) -> DeliveryFailure {
        DeliveryFailure(code: "t", kind: kind, message: Bilingual(fr: "f", en: "e"), needsOperator: needsOperator)
    }

    @Test func `an attempt exactly at the end of the budget is made, and one a second later is not`() {
        var inside = machine()
        #expect(inside.start() == .send)
        #expect(inside.sendingFailed(failure(.transient), now: start + 3_599) == .wait(until: start + 3_600, storeMayHaveIt: false, failure(.transient)))
        var outside = machine()
        _ = outside.start()
        guard case .park(let spent) = outside.sendingFailed(failure(.transient, needsOperator: true), now: start + 3_600) else {
            Issue.record("not parked")
            return
        }
        #expect(spent.code == "delivery.budget-spent" && spent.kind == .needsPerson && spent.needsOperator && spent.message.en.contains("(last failure: t)"))
    }

    @Test(arguments: FailureKind.allCases)
    func `a budget that is spent parks what would wait, and changes nothing else`(kind: FailureKind) {
        var machine = machine(hours: 0)
        _ = machine.start()
        let action = machine.sendingFailed(failure(kind), now: start)
        switch kind {
        case .transient, .ambiguous:
            guard case .park(let spent) = action else {
                Issue.record("not parked")
                return
            }
            #expect(spent.code == "delivery.budget-spent")
        case .duplicate: #expect(action == .askStore)
        case .needsPerson: #expect(action == .park(failure(kind)))
        case .permanent: #expect(action == .reject(failure(kind)))
        }
    }

    private static let events: [@Sendable (inout DeliveryMachine, Date) -> DeliveryAction] = [
        { machine, _ in machine.start() }, { machine, _ in machine.storeAccepted() },
        { $0.sendingFailed(DeliveryFailure(code: "t", kind: .transient, message: Bilingual(fr: "f", en: "e")), now: $1) }, { $0.storeLacksIt(now: $1) },
        { machine, _ in machine.storeHolds(StoredDocument(sha1: "ab", size: 10)) },
        { $0.askingFailed(DeliveryFailure(code: "t", kind: .transient, message: Bilingual(fr: "f", en: "e")), now: $1) },
    ]

    /// Which events may follow, by their place above: at the beginning, while sending, while asking, at the end.
    @Test(arguments: [(0, [0]), (1, [1, 2]), (2, [3, 4, 5]), (3, [])] as [(Int, [Int])])
    func `only the events of a step may happen in it`(step: Int, allowed: [Int]) {
        for (index, event) in Self.events.enumerated() {
            var machine = machine(mayBeStored: step == 2)
            if step > 0 { _ = machine.start() }
            if step == 3 { _ = machine.storeAccepted() }
            let action = event(&machine, start)
            #expect((action == .park(.outOfStep)) == !allowed.contains(index), "event \(index) in step \(step)")
        }
    }

    @Test(
        arguments: [
            ("ab", 10, true), ("AB", 10, true), ("ab", nil, true), ("ab", 11, false), ("ac", 10, false), ("", 10, false),
        ] as [(String, Int?, Bool)])
    func `what the store holds is the document where hash and size agree, in letters of either case`(sha1: String, size: Int?, isSame: Bool) {
        var machine = machine(mayBeStored: true)
        #expect(machine.start() == .askStore)
        let action = machine.storeHolds(StoredDocument(sha1: sha1, size: size))
        if isSame {
            #expect(action == .finish(.foundInStore))
        } else if case .park(let failure) = action {
            #expect(failure.code == "delivery.stored-differs")
        } else {
            Issue.record("neither finished nor parked")
        }
    }
}
