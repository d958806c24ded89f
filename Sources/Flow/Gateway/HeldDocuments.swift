// The bytes that are held under a document's id: those of the journal, else those of the store.

import Delivery
import Foundation
import Journal

/// Why the bytes under an id are not had.
enum Unfound: Error {
    /// Neither the journal nor the store has such a document.
    case nowhere
    /// It cannot be found out now, for this reason.
    case unavailable(code: String)
}

/// Finds documents by their unique id.
struct HeldDocuments {
    let documents: DocumentWay
    let withdrawals: Withdrawals

    /// The bytes under an id, and the passage that brought them, where there is one.
    func held(_ uniqueID: String, at moment: Date) async throws(Unfound) -> (bytes: [UInt8], passage: Passage?) {
        let journal = documents.journal
        var passage: Passage?
        do throws(JournalFailure) {
            passage = try await journal.holder(ofDocument: uniqueID)
            if let passage, let bytes = try await journal.content(of: passage.id)?.body { return (bytes, passage) }
        } catch { throw .unavailable(code: error.code) }
        let found: [UInt8]?
        do throws(DeliveryFailure) {
            let blocks = try await documents.assertions?.blocks(forDocument: uniqueID, in: journal, now: moment) ?? []
            found = try await withdrawals.bytes(ofDocument: uniqueID, header: blocks)
        } catch { throw .unavailable(code: error.code) }
        guard let found else { throw .nowhere }
        return (found, passage)
    }
}
