// The texts of a list that are closest to a given one.

/// The members of a list nearest to a text, nearest first; only those that a slip of the hand could have produced.
func nearest<Texts: Sequence<String>>(to text: String, among texts: Texts, count: Int = 3) -> [String] {
    let wanted = Array(text.lowercased().unicodeScalars.prefix(64))
    let bound = max(1, wanted.count / 3)
    var ranked: [(distance: Int, text: String)] = []
    for candidate in texts {
        let scalars = Array(candidate.lowercased().unicodeScalars.prefix(64))
        guard abs(scalars.count - wanted.count) <= bound else { continue }
        let distance = editDistance(wanted, scalars, bound: bound)
        if distance <= bound { ranked.append((distance, candidate)) }
    }
    return ranked.sorted { ($0.distance, $0.text) < ($1.distance, $1.text) }.prefix(count).map(\.text)
}

/// How many insertions, deletions, replacements and swaps of neighbours lead from one text to the other; more than the bound is bound + 1.
func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], bound: Int) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (row, scalar) in left.enumerated() {
        var current = [row + 1]
        current.reserveCapacity(right.count + 1)
        for (column, other) in right.enumerated() {
            var best = min(last[column] + (scalar == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other { best = min(best, beforeLast[column - 1] + 1) }
            current.append(best)
        }
        if current.min()! > bound { return bound + 1 }
        beforeLast = last
        last = current
    }
    return last[right.count]
}
