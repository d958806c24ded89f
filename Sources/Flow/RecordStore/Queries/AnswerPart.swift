// A part of an answer, counted through its kinds of objects one after the other (ebRS 3.0, 6.2, iterative queries).

/// What is still to be left out and to be taken, while the kinds of objects go by.
struct AnswerPart {
    private var skipped: Int
    private var room: Int

    /// Begins before the first kind.
    ///
    /// - Parameters:
    ///   - start: how many objects are left out; less than none counts as none.
    ///   - count: how many are taken at most; nil for all.
    init(from start: Int, count: Int?) {
        skipped = max(start, 0)
        room = count.map { max($0, 0) } ?? Int.max
    }

    /// What of the next kind belongs to the part.
    mutating func taken<Object>(of objects: [Object]) -> [Object] {
        let rest = objects.dropFirst(skipped)
        skipped -= objects.count - rest.count
        let taken = rest.prefix(room)
        room -= taken.count
        return Array(taken)
    }
}
