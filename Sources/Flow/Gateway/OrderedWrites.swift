// Writes that end one after the other, and those who wait for all that were begun before they came.

/// Keeps account of writes: which are on their way, whether one failed, who waits for them.
///
/// A failure counts for everybody who waits for that write, and for whoever comes before another was begun and has ended well: who comes late cannot
/// tell which of the writes was its own.
struct OrderedWrites<Caller> {
    private var begun = 0
    private var outstanding: Set<Int> = []
    /// How many writes were begun when a failure became known; nil once a later one has ended well.
    private var failure: Int?
    private var waiting: [(last: Int, hasFailed: Bool, caller: Caller)] = []

    /// Begins a write, and names it.
    mutating func begin() -> Int {
        begun += 1
        outstanding.insert(begun)
        return begun
    }

    /// Whether all that was begun is written; nil where that is not known yet, and the caller waits.
    mutating func settled(or caller: Caller) -> Bool? {
        guard !outstanding.isEmpty else { return failure == nil }
        waiting.append((begun, failure == begun, caller))
        return nil
    }

    /// Ends a write, and answers those who need wait no longer, each with whether all that it waited for is written.
    mutating func end(_ number: Int, hasFailed: Bool) -> [(caller: Caller, isWritten: Bool)] {
        outstanding.remove(number)
        if hasFailed {
            failure = begun
            for index in waiting.indices where number <= waiting[index].last { waiting[index].hasFailed = true }
        } else if let known = failure, number > known {
            failure = nil
        }
        let oldest = outstanding.min() ?? Int.max
        let ready = waiting.filter { $0.last < oldest }
        waiting.removeAll { $0.last < oldest }
        return ready.map { ($0.caller, !$0.hasFailed) }
    }
}
