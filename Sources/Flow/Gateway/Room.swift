// How many more documents may be on their way.

import Synchronization

/// Counts the places that are free.
final class Room: Sendable {
    private let places: Mutex<Int>

    init(_ places: Int) { self.places = Mutex(places) }

    var free: Int { places.withLock { $0 } }

    func take() { places.withLock { $0 -= 1 } }

    func giveBack() { places.withLock { $0 += 1 } }
}
