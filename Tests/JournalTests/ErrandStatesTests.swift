// The table of legal transitions of errands, every cell of it.

import Journal
import Testing

@Suite struct ErrandStatesTests {
    private static let news: Set<ErrandEventKind> = [.delivered, .undelivered, .read, .unread]

    /// What is legal, written down a second time and by state.
    private static let legal: [ErrandState: [ErrandEventKind: ErrandState]] = [
        .ordered: [.ordered: .queued, .awaited: .waiting, .spared: .done],
        .waiting: [.cued: .queued, .lapsed: .givenUp, .discarded: .givenUp],
        .queued: [.claimed: .sending, .retried: .queued, .discarded: .givenUp],
        .sending: [.done: .done, .postponed: .queued, .interrupted: .queued, .parked: .parked, .refused: .givenUp],
        .done: [.contentErased: .done],
        .parked: [.retried: .queued, .discarded: .givenUp],
        .givenUp: [.retried: .queued, .contentErased: .givenUp],
    ]

    @Test(arguments: ErrandState.allCases, ErrandEventKind.allCases)
    func `each event leads where the table says, or is refused`(state: ErrandState, event: ErrandEventKind) throws {
        let hearsNews = Self.news.contains(event) && ![.ordered, .waiting].contains(state)
        if let target = hearsNews ? state : Self.legal[state]?[event] {
            #expect(try ErrandStates.state(after: event, in: state) == target)
        } else {
            #expect(throws: IllegalErrandTransition(state: state, event: event)) { try ErrandStates.state(after: event, in: state) }
        }
    }

    @Test func `what is done is never done again`() {
        let reachable = ErrandEventKind.allCases.compactMap { try? ErrandStates.state(after: $0, in: .done) }
        #expect(Set(reachable) == [.done])
    }
}
