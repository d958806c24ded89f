// The table of legal transitions, every cell of it.

import Journal
import Testing

@Suite struct PassageStatesTests {
    /// What is legal, written down a second time and by state.
    private static let legal: [StoreLeg: [PassageEventKind: StoreLeg]] = [
        .received: [.accepted: .queued, .refused: .refused, .unaddressed: .unaddressed],
        .refused: [.bodyErased: .refused, .answered: .refused],
        .queued: [.claimed: .sending, .parked: .parked, .retried: .queued, .discarded: .rejected, .answered: .queued, .withdrawn: .rejected],
        .sending: [
            .forwarded: .forwarded, .postponed: .queued, .doubted: .inDoubt, .interrupted: .inDoubt, .rejected: .rejected, .parked: .parked,
            .answered: .sending,
        ],
        .forwarded: [.bodyErased: .forwarded, .answered: .forwarded, .withdrawn: .withdrawn],
        .unaddressed: [.addressed: .queued, .bodyErased: .unaddressed, .answered: .unaddressed],
        .withdrawn: [.bodyErased: .withdrawn, .answered: .withdrawn],
        .rejected: [.retried: .queued, .retriedInDoubt: .inDoubt, .bodyErased: .rejected, .answered: .rejected],
        .inDoubt: [.claimed: .sending, .retriedInDoubt: .inDoubt, .answered: .inDoubt],
        .parked: [.retried: .queued, .retriedInDoubt: .inDoubt, .discarded: .rejected, .answered: .parked, .withdrawn: .rejected],
    ]

    @Test(arguments: StoreLeg.allCases, PassageEventKind.allCases)
    func `each event leads where the table says, or is refused`(leg: StoreLeg, event: PassageEventKind) throws {
        if let target = Self.legal[leg]?[event] {
            #expect(try PassageStates.leg(after: event, in: leg) == target)
        } else {
            #expect(throws: IllegalTransition(leg: leg, event: event)) { try PassageStates.leg(after: event, in: leg) }
        }
    }

    @Test func `no way leads from forwarded to anything but withdrawn, and none from there`() {
        let reachable = PassageEventKind.allCases.compactMap { try? PassageStates.leg(after: $0, in: .forwarded) }
        #expect(Set(reachable) == [.forwarded, .withdrawn])
        let behind = PassageEventKind.allCases.compactMap { try? PassageStates.leg(after: $0, in: .withdrawn) }
        #expect(Set(behind) == [.withdrawn])
    }

    @Test func `an id of version 7 sorts by time and is read back`() throws {
        let place = JournalPlace()
        let early = PassageID(at: place.start)
        let late = PassageID(at: place.after(0.002))
        #expect(early < late)
        #expect(early.text.count == 36)
        #expect(PassageID(early.text.uppercased()) == early)
        #expect(Array(early.text)[14] == "7")
        #expect(["8", "9", "a", "b"].contains(Array(early.text)[19]))
    }

    @Test(arguments: ["", "0197", "01970000-0000-4000-8000-000000000000", "01970000-0000-7000-8000-00000000000g", "../../etc/passwd"])
    func `a text that is no id is not read as one`(text: String) {
        #expect(PassageID(text) == nil)
    }
}
