// The time that a gateway goes by, and chance: handed in, so that a test can play an hour in a moment.

public import Foundation

/// What a gateway takes from its surroundings beside messages: time and chance.
///
/// Everything that the gateway judges, writes down and plans goes by this clock. What is bound to the machine itself keeps the machine's: limits of
/// connections, and the times of files.
public struct GatewaySurroundings: Sendable {
    /// The clock.
    public var now: @Sendable () -> Date
    /// Lets so many seconds of that clock pass, or fewer where the task is cancelled; services look for work that is due after each.
    public var pass: @Sendable (_ seconds: Double) async -> Void
    /// Gives random numbers from 0 up to 1, by which the pauses before a next attempt are spread.
    public var draw: @Sendable () -> Double

    /// Puts surroundings together.
    public init(now: @escaping @Sendable () -> Date, pass: @escaping @Sendable (Double) async -> Void, draw: @escaping @Sendable () -> Double) {
        self.now = now
        self.pass = pass
        self.draw = draw
    }

    /// The machine's clock and its source of chance.
    public static let machine = GatewaySurroundings(
        now: { Date() }, pass: { seconds in try? await Task.sleep(for: .seconds(seconds)) }, draw: { Double.random(in: 0..<1) })
}
