// Whether somebody asked to stop.

import Synchronization

/// Given once, seen by every turn in work.
final class StopSignal: Sendable {
    private let given = Mutex(false)

    var isGiven: Bool { given.withLock { $0 } }

    func give() { given.withLock { $0 = true } }
}
