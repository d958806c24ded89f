// Writes down documents that came together: all of them in one transaction, or none.

import Journal

/// What became of documents that came together.
enum KeptSet {
    /// All are written down, in the order in which they were given.
    case kept([Reception])
    /// None is: at these places other bytes hold the document's id.
    case conflicting([Int])
}

extension DocumentWay {
    /// Writes down what was weighed, all of it in one commit or none.
    func keep(_ weighed: [WeighedDocument]) async throws(JournalFailure) -> KeptSet {
        switch try await journal.accept(weighed.map(\.submission)) {
        case .conflicting(let conflicts): return .conflicting(conflicts.map(\.index))
        case .accepted(let outcomes):
            return .kept(
                zip(weighed, outcomes).map { document, outcome in
                    var reception = document.reception
                    switch outcome {
                    case .written(let passage): reception.passage = passage
                    case .known(let passage):
                        reception.passage = passage
                        reception.isRepetition = true
                    case .conflict(let existing):
                        reception.passage = existing
                        reception.refusal = .conflict
                    }
                    return reception
                })
        }
    }
}
