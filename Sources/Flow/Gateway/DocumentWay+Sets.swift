// Writes down documents that came together: all of them in one transaction, or none.

import Journal

/// What became of documents that came together.
enum KeptSet {
    /// All are written down, in the order in which they were given.
    case kept([Reception])
    /// None is: at these places other bytes hold the document's id.
    case conflicting([SetConflict])
}

extension DocumentWay {
    /// Writes down what was weighed, all of it in one commit or none.
    func keep(_ weighed: [WeighedDocument]) async throws(JournalFailure) -> KeptSet {
        switch try await journal.accept(weighed.map(\.submission)) {
        case .conflicting(let conflicts): return .conflicting(conflicts)
        case .accepted(let outcomes):
            return .kept(zip(weighed, outcomes).map { $0.reception(of: $1) })
        }
    }
}
