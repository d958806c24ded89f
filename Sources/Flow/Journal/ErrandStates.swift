// Which event is legal in which state of an errand, and where it leads.

/// What happens to an errand.
public enum ErrandEventKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// It was written down and can be done.
    case ordered
    /// It was written down and waits for what it follows.
    case awaited
    /// It was written down and is done with that: there was nothing left to do.
    case spared
    /// What it follows has happened.
    case cued
    /// Somebody took it to do it.
    case claimed
    /// It is done.
    case done
    /// It failed and will be tried again.
    case postponed
    /// The process that was at it died: it will be tried again.
    case interrupted
    /// It was stopped until a person decides.
    case parked
    /// It was refused for good.
    case refused
    /// A person sent it on its way again.
    case retried
    /// A person gave it up.
    case discarded
    /// What it waited for never came, and its time is over.
    case lapsed
    /// The mail reached the mailbox.
    case delivered
    /// The mail will not reach the mailbox.
    case undelivered
    /// The mail was read.
    case read
    /// The mail was not read.
    case unread
    /// Its content was erased after its time; the trace stays.
    case contentErased
}

/// An event that is not legal in the state that the errand is in.
public struct IllegalErrandTransition: Error, Sendable, Hashable {
    /// The state.
    public let state: ErrandState
    /// The event.
    public let event: ErrandEventKind

    /// Names what is not legal.
    public init(state: ErrandState, event: ErrandEventKind) {
        self.state = state
        self.event = event
    }
}

/// The states of an errand as a table: pure, and the only place where a transition is decided.
public enum ErrandStates {
    /// The state that an event leads to.
    ///
    /// - Throws: `IllegalErrandTransition` where the event may not happen.
    public static func state(after event: ErrandEventKind, in state: ErrandState) throws(IllegalErrandTransition) -> ErrandState {
        switch (state, event) {
        case (.ordered, .ordered): .queued
        case (.ordered, .awaited): .waiting
        case (.ordered, .spared): .done
        case (.waiting, .cued): .queued
        case (.waiting, .lapsed), (.waiting, .discarded), (.queued, .discarded), (.parked, .discarded): .givenUp
        case (.queued, .claimed): .sending
        case (.queued, .retried), (.parked, .retried), (.givenUp, .retried): .queued
        case (.sending, .done): .done
        case (.sending, .postponed), (.sending, .interrupted): .queued
        case (.sending, .parked): .parked
        case (.sending, .refused): .givenUp
        case (.done, .contentErased), (.givenUp, .contentErased): state
        // News of a mail may come before its sending is written down, and after a person decided about it.
        case (.queued, .delivered), (.sending, .delivered), (.done, .delivered), (.parked, .delivered), (.givenUp, .delivered): state
        case (.queued, .undelivered), (.sending, .undelivered), (.done, .undelivered), (.parked, .undelivered), (.givenUp, .undelivered): state
        case (.queued, .read), (.sending, .read), (.done, .read), (.parked, .read), (.givenUp, .read): state
        case (.queued, .unread), (.sending, .unread), (.done, .unread), (.parked, .unread), (.givenUp, .unread): state
        default: throw IllegalErrandTransition(state: state, event: event)
        }
    }
}
