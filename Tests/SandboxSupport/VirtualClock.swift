// A clock that stands still until a test moves it, and a gateway's services that wait by it.

public import Foundation
public import GatewayServer
import Synchronization

/// A clock that tests move.
///
/// Who waits by it is woken when its time has come. Nobody ever waits in real time.
public final class VirtualClock: Sendable {
    private struct Sleeper {
        var until: Date
        var continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now: Date
        var sleepers: [Int: Sleeper] = [:]
        /// Those whose task was cancelled before they lay down.
        var cancelled: Set<Int> = []
        var last = 0
    }

    private let state: Mutex<State>

    /// Starts at the present second: certificates that were made a moment before are valid.
    public init() { state = Mutex(State(now: Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.up)))) }

    /// The time that it shows.
    public var now: Date { state.withLock { $0.now } }

    /// Waits until so many seconds of this clock have passed, somebody calls for all, or the task is cancelled.
    public func pass(_ seconds: Double) async {
        let number = state.withLock { state in
            state.last += 1
            return state.last
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isCancelled = state.withLock { state in
                    guard state.cancelled.remove(number) == nil else { return true }
                    state.sleepers[number] = Sleeper(until: state.now.addingTimeInterval(seconds), continuation: continuation)
                    return false
                }
                if isCancelled { continuation.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: number)
                if sleeper == nil { state.cancelled.insert(number) }
                return sleeper
            }
            sleeper?.continuation.resume()
        }
    }

    /// Moves on to an instant, never back, and wakes those whose time has come.
    public func advance(to instant: Date) {
        wake { state in
            state.now = max(state.now, instant)
            return state.now
        }
    }

    /// Moves on by so many seconds.
    public func advance(by seconds: Double) { advance(to: now.addingTimeInterval(seconds)) }

    /// Wakes everybody, at the time that it is: services look again for what is due.
    public func call() { wake { _ in .distantFuture } }

    /// A gateway's surroundings with this clock.
    ///
    /// - Parameter draw: stands for chance; 1 makes every pause as long as it may be.
    public func surroundings(draw: @escaping @Sendable () -> Double) -> GatewaySurroundings {
        GatewaySurroundings(now: { self.now }, pass: { await self.pass($0) }, draw: draw)
    }

    /// Wakes all who wait for an instant that is not after a certain one.
    private func wake(upTo limit: (inout State) -> Date) {
        let woken = state.withLock { state in
            let limit = limit(&state)
            let numbers = state.sleepers.filter { $0.value.until <= limit }.keys
            return numbers.compactMap { state.sleepers.removeValue(forKey: $0) }
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }
}
