// The key set of an issuer, fetched when it is needed and kept when it cannot be fetched.

/// When a key set is fetched again; all in seconds.
public struct KeySetSchedule: Sendable, Hashable {
    /// The age at which a set is fetched again.
    public var refreshAge: Double
    /// The least time between two fetches, whatever tokens ask for: an unknown key must not become a hammer.
    public var leastInterval: Double
    /// The age beyond which a set is no longer used when fetches keep failing: a key that was withdrawn must die some day.
    public var greatestAge: Double

    /// Sets the times.
    public init(refreshAge: Double = 6 * 3600, leastInterval: Double = 60, greatestAge: Double = 24 * 3600) {
        self.refreshAge = refreshAge
        self.leastInterval = leastInterval
        self.greatestAge = greatestAge
    }
}

/// The decisions about one issuer's key set, apart from clock and network.
public struct KeySetState: Sendable {
    /// What is to be done for a token.
    public enum Step: Sendable, Hashable {
        /// The set that is there serves.
        case use
        /// The set that is there serves for this token, and a newer one is to be fetched beside it.
        case useAndRefresh
        /// A set must be fetched first.
        case fetch
    }

    /// The schedule.
    public let schedule: KeySetSchedule
    /// The last set that could be read.
    public private(set) var keys: JSONWebKeySet?
    /// When it was fetched, in seconds since 1970.
    public private(set) var fetchedAt: Double?
    /// Why the last fetch gave nothing; nil when it gave a set.
    public private(set) var lastFault: KeySetFetchFault?
    private var triedAt: Double?

    /// Knows no keys yet.
    public init(_ schedule: KeySetSchedule) { self.schedule = schedule }

    /// What is to be done for a token that names this key, at `now`; a fetch that is answered counts as tried.
    public mutating func step(for identifier: String?, now: Double) -> Step {
        let knowsKey = keys.map { keys in identifier.map(keys.contains) ?? true } ?? false
        let isFresh = age(now) < schedule.refreshAge
        if knowsKey, isFresh { return .use }
        // A clock that was set back must not hold fetches off for hours.
        if let triedAt, now >= triedAt, now - triedAt < schedule.leastInterval { return .use }
        triedAt = now
        return knowsKey && age(now) < schedule.greatestAge ? .useAndRefresh : .fetch
    }

    /// The keys that may be used at `now`; nil where there are none, or none young enough.
    public func usableKeys(now: Double) -> JSONWebKeySet? { age(now) < schedule.greatestAge ? keys : nil }

    /// Takes the bytes of a fetch in; what cannot be read leaves the last good set in force.
    public mutating func fetched(_ bytes: [UInt8], now: Double) {
        do throws(KeySetFault) {
            keys = try JSONWebKeySet(bytes)
            fetchedAt = now
            lastFault = nil
        } catch { lastFault = .unreadable(error) }
    }

    /// Takes in that a fetch failed.
    public mutating func fetchFailed() { lastFault = .unreachable }

    private func age(_ now: Double) -> Double { fetchedAt.map { abs(now - $0) } ?? .infinity }
}

/// Why a fetch gave no key set.
public enum KeySetFetchFault: Error, Sendable, Hashable {
    /// Nothing came.
    case unreachable
    /// What came is no key set.
    case unreadable(KeySetFault)

    /// The code.
    public var code: String {
        switch self {
        case .unreachable: "keys.unreachable"
        case .unreadable(let fault): fault.rawValue
        }
    }
}

/// The key set of one issuer, shared by all connections: one fetch at a time, however many tokens wait for it.
public actor KeySetCache {
    private var state: KeySetState
    private let fetch: @Sendable () async throws -> [UInt8]
    private var running: Task<Void, Never>?

    /// Prepares a cache; nothing is fetched before the first token.
    ///
    /// `fetch` asks the address that the configuration names, never one that a token names. It bounds its own time and
    /// its answer's size.
    public init(_ schedule: KeySetSchedule = KeySetSchedule(), fetch: @escaping @Sendable () async throws -> [UInt8]) {
        state = KeySetState(schedule)
        self.fetch = fetch
    }

    /// The keys for a token whose header names this key, at `now` in seconds since 1970; nil where none can be had.
    public func keys(for identifier: String?, now: Double) async -> JSONWebKeySet? {
        switch state.step(for: identifier, now: now) {
        case .use:
            // Somebody else's fetch may bring the key that is missing here.
            if let running, !(state.keys.map { keys in identifier.map(keys.contains) ?? true } ?? false) { await running.value }
        case .useAndRefresh: start(now)
        case .fetch: await start(now).value
        }
        return state.usableKeys(now: now)
    }

    /// The state, for a page that shows readiness.
    public var current: KeySetState { state }

    @discardableResult private func start(_ now: Double) -> Task<Void, Never> {
        if let running { return running }
        let task = Task {
            do { state.fetched(try await fetch(), now: now) } catch { state.fetchFailed() }
            running = nil
        }
        running = task
        return task
    }
}
