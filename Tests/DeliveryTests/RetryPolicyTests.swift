// The pauses between attempts.

import Delivery
import Testing

@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy(first: 2, longest: 900, budgetHours: 1, longestRetryAfter: 3600)

    @Test(arguments: [(1, 2.0), (2, 4), (3, 8), (9, 512), (10, 900), (11, 900), (1_000_000, 900)])
    func `the widest pause doubles until the longest`(attempts: Int, widest: Double) {
        #expect(policy.pause(after: attempts, draw: 1) == widest)
    }

    @Test(arguments: [0.0, 0.25, 0.999])
    func `the pause is drawn from the whole width`(draw: Double) {
        #expect(policy.pause(after: 3, draw: draw) == 8 * draw)
    }

    @Test func `a draw outside of its bounds is brought inside`() {
        #expect(policy.pause(after: 1, draw: 7) == 2)
        #expect(policy.pause(after: 0, draw: -1) == 0)
    }

    @Test(arguments: [(5.0, 5.0), (0, 2), (86_400, 3600)])
    func `what the store asks for is the least, up to a limit`(retryAfter: Double, pause: Double) {
        #expect(policy.pause(after: 1, draw: 1, retryAfter: retryAfter) == pause)
    }
}
