// Which event is legal in which state of a passage, and where it leads.

/// What happens to the store leg of a passage.
public enum PassageEventKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The gateway accepted the document.
    case accepted
    /// The gateway refused the document.
    case refused
    /// A sender took it to send it, or to ask the store about it.
    case claimed
    /// The store took it, or was found to hold it.
    case forwarded
    /// It was not sent, or the store does not hold it: it will be tried again.
    case postponed
    /// It may have been sent.
    case doubted
    /// The process that was sending died.
    case interrupted
    /// The store refused it for good.
    case rejected
    /// It was stopped until a person decides.
    case parked
    /// A person sent it again; it was never sent before.
    case retried
    /// A person sent it again, and it may have reached the store earlier.
    case retriedInDoubt
    /// A person gave it up.
    case discarded
    /// Its body was erased after its time; the trace stays.
    case bodyErased
    /// The sender was answered.
    case answered
    /// The gateway accepted the document for other destinations than the record store.
    case unaddressed
    /// A later message sent to the record store, too, what was for other destinations alone.
    case addressed
    /// A sender had it deleted: given up before it was sent, or deleted in the store.
    case withdrawn
}

/// An event that is not legal in the state that the passage is in.
public struct IllegalTransition: Error, Sendable, Hashable {
    /// The state.
    public let leg: StoreLeg
    /// The event.
    public let event: PassageEventKind

    /// Names what is not legal.
    public init(leg: StoreLeg, event: PassageEventKind) {
        self.leg = leg
        self.event = event
    }
}

/// The states of a passage as a table: pure, and the only place where a transition is decided.
public enum PassageStates {
    /// The leg that an event leads to.
    ///
    /// - Throws: `IllegalTransition` where the event may not happen.
    public static func leg(after event: PassageEventKind, in leg: StoreLeg) throws(IllegalTransition) -> StoreLeg {
        switch (leg, event) {
        case (.received, .accepted): .queued
        case (.received, .refused): .refused
        case (.received, .unaddressed): .unaddressed
        case (.unaddressed, .addressed): .queued
        case (.queued, .withdrawn), (.parked, .withdrawn): .rejected
        case (.forwarded, .withdrawn): .withdrawn
        case (.queued, .claimed), (.inDoubt, .claimed): .sending
        case (.sending, .forwarded): .forwarded
        case (.sending, .postponed): .queued
        case (.sending, .doubted), (.sending, .interrupted): .inDoubt
        case (.sending, .rejected): .rejected
        case (.sending, .parked), (.queued, .parked): .parked
        case (.parked, .retried), (.rejected, .retried): .queued
        case (.parked, .retriedInDoubt), (.rejected, .retriedInDoubt): .inDoubt
        case (.queued, .retried): .queued
        case (.inDoubt, .retriedInDoubt): .inDoubt
        case (.queued, .discarded), (.parked, .discarded): .rejected
        case (.forwarded, .bodyErased), (.refused, .bodyErased), (.rejected, .bodyErased), (.unaddressed, .bodyErased), (.withdrawn, .bodyErased): leg
        case (_, .answered) where leg != .received: leg
        default: throw IllegalTransition(leg: leg, event: event)
        }
    }
}
