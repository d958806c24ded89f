// When a failed delivery is tried again, and when that ends.

/// Exponential backoff with full jitter, within a budget.
///
/// The pause before attempt n+1 is drawn evenly from 0 to `min(longest, first · 2ⁿ⁻¹)`: many waiting documents spread out by themselves.
public struct RetryPolicy: Sendable, Hashable {
    /// The widest first pause in seconds.
    public var first: Double
    /// The widest pause in seconds.
    public var longest: Double
    /// How long the delivery of one document is tried, in seconds from its first attempt; then it is parked.
    public var budget: Double
    /// The longest `Retry-After` that is honoured, in seconds.
    public var longestRetryAfter: Double

    /// Sets the times; by default 2 seconds doubling up to 15 minutes, for 72 hours.
    public init(first: Double = 2, longest: Double = 900, budgetHours: Double = 72, longestRetryAfter: Double = 3600) {
        self.first = first
        self.longest = longest
        self.budget = budgetHours * 3600
        self.longestRetryAfter = longestRetryAfter
    }

    /// The pause in seconds after so many attempts.
    ///
    /// - Parameters:
    ///   - attempts: the attempts made, at least 1.
    ///   - draw: a random number from 0 up to 1.
    ///   - retryAfter: what the store asked for: the pause is never shorter than that, up to `longestRetryAfter`.
    public func pause(after attempts: Int, draw: Double, retryAfter: Double? = nil) -> Double {
        let doublings = min(max(attempts, 1) - 1, 60)
        var width = first
        for _ in 0..<doublings where width < longest { width *= 2 }
        let pause = min(width, longest) * min(max(draw, 0), 1)
        return max(pause, min(retryAfter ?? 0, longestRetryAfter))
    }
}
