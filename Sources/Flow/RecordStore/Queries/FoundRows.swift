// What a query found before anything of it is read: the places of the objects, counted and cut into parts.

/// Where the objects that a query found stand in their tables, in the order of the answer.
///
/// The objects themselves are read only as far as they are answered, so that a page of many, and a refusal of too many, costs no more than it shows.
struct FoundRows: Sendable {
    var documents: [Int64] = []
    var sets: [Int64] = []
    var folders: [Int64] = []
    var associations: [Int64] = []

    /// How many objects there are.
    var count: Int { documents.count + sets.count + folders.count + associations.count }

    /// A part, counted through entries, sets, folders and associations in this order.
    func part(from start: Int, count: Int?) -> FoundRows {
        var skipped = max(start, 0)
        var room = count.map { max($0, 0) } ?? Int.max
        func taken(_ rows: [Int64]) -> [Int64] {
            let rest = rows.dropFirst(skipped)
            skipped -= rows.count - rest.count
            let taken = rest.prefix(room)
            room -= taken.count
            return Array(taken)
        }
        var part = FoundRows(documents: taken(documents))
        part.sets = taken(sets)
        part.folders = taken(folders)
        part.associations = taken(associations)
        return part
    }
}
