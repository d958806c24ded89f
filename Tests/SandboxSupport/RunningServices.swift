// Services in the background of a test, and the ports of their doors.

import Logging
public import ServiceLifecycle
import Synchronization

/// Services that run until they are stopped.
public final class RunningServices: Sendable {
    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    /// Starts services.
    public init(_ services: [any Service]) {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) }, logger: quiet))
        self.group = group
        task = Task { try await group.run() }
    }

    /// Ends them gracefully.
    public func stop() async throws {
        await group.triggerGracefulShutdown()
        try await task.value
    }
}

/// The doors that opened, by name.
public final class OpenDoors: Sendable {
    private let ports = Mutex<[String: Int]>([:])

    /// No door is open yet.
    public init() {}

    /// A door opened.
    public func open(_ name: String, at port: Int) { ports.withLock { $0[name] = port } }

    /// The port of a door, as soon as it is open.
    public func port(of name: String) async throws -> Int {
        try await eventually("the door \(name) opens") { self.ports.withLock { $0[name] } }
    }
}

/// What a test waited for did not come.
public struct NeverHappened: Error, CustomStringConvertible {
    /// What was waited for.
    public let description: String
}

/// Waits until something is there, and gives up after a bounded time: nothing is asserted of how long it takes, for all tests share the machine.
public func eventually<Value>(
    _ what: String, within limit: Duration = .seconds(300), _ look: () async throws -> Value?
) async throws -> Value {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if let value = try await look() { return value }
        try await Task.sleep(for: .milliseconds(10))
    }
    throw NeverHappened(description: "never happened: \(what)")
}

/// Waits until something is so.
public func eventually(_ what: String, within limit: Duration = .seconds(300), is condition: () async throws -> Bool) async throws {
    _ = try await eventually(what, within: limit) { try await condition() ? true : nil }
}
