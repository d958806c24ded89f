// The way of a deletion by the document's id: find the document, hold who asks against it, write the deletion down.

public import ClinicalTypes
import Delivery
public import Foundation
public import Journal
import XDSMessages

/// What became of a request to delete a document.
public enum DeletionReception: Sendable {
    /// The deletion is written down, or was before.
    case ordered(Errand)
    /// Nobody has such a document.
    case unknown
    /// It is deleted already, a later version replaces it, or it is held in a state that nothing is deleted from; the submission that says so, where there is one.
    case conflict(submission: PassageID?)
    /// Who asks may not delete it.
    case credentialRefused(AuthorVerdict)
    /// It is held, and what is held cannot be judged.
    case refused([Finding])
    /// It cannot be found out now, for this reason.
    case unavailable(code: String)
}

/// The way of a deletion that names a document by its unique id.
public struct DeletionWay: Sendable {
    private let ordering: DeletionOrdering

    /// Puts the finding of documents before the ordering of deletions.
    public init(documents: DocumentWay, deletions: Deletions) { ordering = DeletionOrdering(documents: documents, deletions: deletions) }

    /// Orders the deletion of a document; when this returns `ordered`, it is on disk.
    ///
    /// - Parameters:
    ///   - uniqueID: the document.
    ///   - sender: who asks: whoever may send the document may delete it.
    ///   - moment: when.
    public func delete(_ uniqueID: String, from sender: AdmittedSender, at moment: Date) async -> DeletionReception {
        do throws(Unfound) {
            let held = HeldDocuments(documents: ordering.documents, withdrawals: ordering.deletions.withdrawals)
            let (bytes, passage) = try await held.held(uniqueID, at: moment)
            do throws(DeletionRefusal) {
                let (order, _) = try await ordering.order(for: bytes, from: sender, at: moment, key: ["rest"])
                do throws(JournalFailure) {
                    let written = try await ordering.deletions.errands.accept([order], now: moment)
                    return written.first.map { .ordered($0) } ?? .unavailable(code: "journal")
                } catch { return .unavailable(code: error.code) }
            } catch {
                switch error {
                case .unreadable: return .refused([DeletionFinding.unjudged])
                case .sender(let verdict): return .credentialRefused(verdict)
                case .findings(let findings): return .refused(findings)
                // It was found a moment ago: what is unknown now is deleted.
                case .objection(.unknown), .objection(.otherBytes), .objection(.otherPatient), .objection(.replaced): return .conflict(submission: passage?.id)
                case .objection(.unavailable(let code)): return .unavailable(code: code)
                }
            }
        } catch {
            switch error {
            case .nowhere: return .unknown
            case .unavailable(let code): return .unavailable(code: code)
            }
        }
    }
}
