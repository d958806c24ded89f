// Mutually authenticated HTTPS to the store.

/// Mutually authenticated HTTPS to the store, TLS 1.2 or later, connections kept and reused.
///
/// Redirects are not followed, other protocols than `https` are refused, and no proxy of the environment is used.
public final class StoreConnection: Sendable {
    /// The limits and credentials.
    public let settings: StoreConnectionSettings
    private let thread: ConnectionThread

    /// Starts the thread of the exchanges; connections are made when they are needed.
    public init(_ settings: StoreConnectionSettings) {
        self.settings = settings
        thread = ConnectionThread(settings)
        thread.start()
    }

    deinit { thread.close() }

    /// Posts a request and waits for the answer, whatever its status; cancelling the task ends the exchange.
    public func send(_ request: StoreRequest) async throws(TransferFailure) -> StoreAnswer {
        try await thread.send(request)
    }

    /// Ends every exchange and the thread; later requests fail with `closed`.
    public func close() { thread.close() }
}
