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
        var taking = AnswerPart(from: start, count: count)
        var part = FoundRows(documents: taking.taken(of: documents))
        part.sets = taking.taken(of: sets)
        part.folders = taking.taken(of: folders)
        part.associations = taking.taken(of: associations)
        return part
    }
}
