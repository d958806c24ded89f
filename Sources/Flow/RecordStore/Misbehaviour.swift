// What a sandbox store does wrong on purpose, so that senders can be tried.

public import XDSMessages

/// What a sandbox store does wrong on purpose: nothing, unless it is told to.
public struct Misbehaviour: Sendable, Hashable {
    /// What is answered instead of the truth.
    public enum Answer: Sendable, Hashable {
        /// The truth.
        case truthful
        /// A page that is no SOAP message, with HTTP status 200.
        case garbage
        /// A registry response that refuses with this error code.
        case refusal(RegistryErrorCode)
        /// A SOAP fault of the receiver, with HTTP status 500.
        case fault
        /// Nothing, until the request is cancelled.
        case silence
    }

    /// How long every answer is held back.
    public var delay: Duration
    /// What is answered.
    public var answer: Answer
    /// Whether the request is carried out before the false answer is given, as by a store whose answer is lost.
    public var carriesOutFirst: Bool
    /// The transactions that it happens to; all when empty.
    public var actions: Set<TransactionAction>
    /// How many requests it happens to, before the store behaves again; nil for ever.
    public var times: Int?

    /// As it should be.
    public static let none = Misbehaviour()

    /// Says what to do wrong.
    public init(
        delay: Duration = .zero, answer: Answer = .truthful, carriesOutFirst: Bool = false, actions: Set<TransactionAction> = [], times: Int? = nil
    ) {
        self.delay = delay
        self.answer = answer
        self.carriesOutFirst = carriesOutFirst
        self.actions = actions
        self.times = times
    }

    /// What to do wrong with this request; counts it.
    mutating func next(for action: TransactionAction) -> Misbehaviour {
        guard self != .none, actions.isEmpty || actions.contains(action), times != 0 else { return .none }
        let current = self
        times = times.map { $0 - 1 }
        return current
    }

    /// The error that is given on purpose.
    static func error(_ code: RegistryErrorCode) -> RegistryError { RegistryError(code, "misbehaving on purpose") }

    /// Waits until the request is cancelled.
    static func keepSilent() async {
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }
}
