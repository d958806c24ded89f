// The decisions of one delivery: events in, the next action out; no clock, no socket.

public import struct Foundation.Date

/// The bytes whose arrival is in question, as the registry would describe them.
public struct ExpectedDocument: Sendable, Hashable {
    /// The document's unique id.
    public var uniqueID: String
    /// The SHA-1 of the bytes in hexadecimal, as the registry keeps it (`DocumentEntry.hash`).
    public var sha1: String
    /// The size of the bytes.
    public var size: Int

    /// Describes the bytes.
    public init(uniqueID: String, sha1: String, size: Int) {
        self.uniqueID = uniqueID
        self.sha1 = sha1
        self.size = size
    }
}

/// What the registry says it holds under the document's unique id.
public struct StoredDocument: Sendable, Hashable {
    /// The SHA-1 that the registry keeps, in hexadecimal; nil when it gave none.
    public var sha1: String?
    /// The size that the registry keeps; nil when it gave none.
    public var size: Int?

    /// Describes what is held.
    public init(sha1: String?, size: Int?) {
        self.sha1 = sha1
        self.size = size
    }
}

/// What must be done next.
public enum DeliveryAction: Sendable, Hashable {
    /// Send the document.
    case send
    /// Ask the store what it holds under the document's unique id.
    case askStore
    /// Stop here and come back at that time; if the store may have the document, it must be asked then.
    case wait(until: Date, storeMayHaveIt: Bool, DeliveryFailure)
    /// The store has the document.
    case finish(DeliveryProof)
    /// A person must decide.
    case park(DeliveryFailure)
    /// The store will never take the document.
    case reject(DeliveryFailure)
}

/// How it is known that the store has the document.
public enum DeliveryProof: String, Sendable, Hashable, Codable {
    /// It said so when the document was sent.
    case accepted
    /// It was asked and holds the same bytes.
    case foundInStore
}

/// One turn of a delivery as a value: each event returns the next action.
///
/// A turn begins with `start` and ends with any action but `send` and `askStore`. What must survive between turns (the attempts, the first
/// instant, the doubt) is given to the next machine by the caller, who has it written down. A machine that is told of an event which cannot
/// happen now parks the delivery with the code `delivery.out-of-step`: nothing is ever sent by mistake.
public struct DeliveryMachine: Sendable {
    /// Where the turn is.
    private enum Step: Sendable, Hashable { case idle, sending, asking, ended }

    private let document: ExpectedDocument
    private let policy: RetryPolicy
    private let attempts: Int
    private let firstAttemptAt: Date
    private let draw: @Sendable () -> Double
    private var step = Step.idle
    private var mayBeStored: Bool
    private var duplicate: DeliveryFailure?

    /// Prepares a turn.
    ///
    /// - Parameters:
    ///   - document: what is to arrive.
    ///   - policy: the pauses and the budget.
    ///   - attempts: the turns so far, this one included (at least 1).
    ///   - firstAttemptAt: when the first of them began.
    ///   - mayBeStored: whether an earlier turn, or a turn that was interrupted, may have brought the document to the store.
    ///   - draw: gives random numbers from 0 up to 1.
    public init(
        document: ExpectedDocument, policy: RetryPolicy, attempts: Int, firstAttemptAt: Date, mayBeStored: Bool,
        draw: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.document = document
        self.policy = policy
        self.attempts = attempts
        self.firstAttemptAt = firstAttemptAt
        self.mayBeStored = mayBeStored
        self.draw = draw
    }

    /// The turn begins.
    public mutating func start() -> DeliveryAction {
        guard step == .idle else { return outOfStep() }
        return mayBeStored ? ask() : send()
    }

    /// The store answered that it has taken the document.
    public mutating func storeAccepted() -> DeliveryAction {
        guard step == .sending else { return outOfStep() }
        return end(.finish(.accepted))
    }

    /// Sending failed, or the store answered with a failure.
    public mutating func sendingFailed(_ failure: DeliveryFailure, now: Date) -> DeliveryAction {
        guard step == .sending else { return outOfStep() }
        switch failure.kind {
        case .transient: return wait(failure, now: now)
        case .ambiguous:
            mayBeStored = true
            return wait(failure, now: now)
        case .duplicate:
            mayBeStored = true
            guard duplicate == nil else { return wait(failure, now: now) }
            duplicate = failure
            return ask()
        case .needsPerson: return end(.park(failure))
        case .permanent: return end(.reject(failure))
        }
    }

    /// The store was asked and holds nothing under the id.
    public mutating func storeLacksIt(now: Date) -> DeliveryAction {
        guard step == .asking else { return outOfStep() }
        mayBeStored = false
        // It has just called the id a duplicate and now knows nothing of it: another moment may bring it to agree with itself.
        if let duplicate { return wait(duplicate, now: now) }
        return send()
    }

    /// The store was asked and holds a document under the id.
    public mutating func storeHolds(_ stored: StoredDocument) -> DeliveryAction {
        guard step == .asking else { return outOfStep() }
        switch (stored.sha1, stored.size) {
        case (nil, _): return end(.park(.storedWithoutHash))
        case (let sha1?, let size) where sha1.lowercased() == document.sha1.lowercased() && (size ?? document.size) == document.size:
            return end(.finish(.foundInStore))
        default: return end(.park(.storedDiffers))
        }
    }

    /// Asking failed: whatever the reason, the doubt stays.
    public mutating func askingFailed(_ failure: DeliveryFailure, now: Date) -> DeliveryAction {
        guard step == .asking else { return outOfStep() }
        switch failure.kind {
        case .transient, .ambiguous, .duplicate: return wait(failure, now: now)
        case .needsPerson, .permanent: return end(.park(failure))
        }
    }

    private mutating func send() -> DeliveryAction {
        step = .sending
        return .send
    }

    private mutating func ask() -> DeliveryAction {
        step = .asking
        return .askStore
    }

    private mutating func wait(_ failure: DeliveryFailure, now: Date) -> DeliveryAction {
        let pause = policy.pause(after: attempts, draw: draw(), retryAfter: failure.retryAfter)
        let next = now.addingTimeInterval(pause)
        guard next.timeIntervalSince(firstAttemptAt) <= policy.budget else { return end(.park(.budgetSpent(after: failure))) }
        return end(.wait(until: next, storeMayHaveIt: mayBeStored, failure))
    }

    private mutating func end(_ action: DeliveryAction) -> DeliveryAction {
        step = .ended
        return action
    }

    private mutating func outOfStep() -> DeliveryAction { end(.park(.outOfStep)) }
}
