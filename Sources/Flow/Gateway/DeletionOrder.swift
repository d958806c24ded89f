// The order to delete a document: who asks may send it, it is held in these bytes, it is this patient's; nothing is written down yet.

import AuthorTrust
import CDADocuments
import Classification
import ClinicalTypes
import CredentialChecks
import Foundation
public import Journal
import SubmissionMetadata
import XDSMessages

/// Where deletions are ordered, and what is asked before.
public struct Deletions: Sendable {
    let withdrawals: Withdrawals
    let errands: any ErrandJournal

    /// Prepares to order deletions.
    public init(withdrawals: Withdrawals, errands: any ErrandJournal) {
        self.withdrawals = withdrawals
        self.errands = errands
    }
}

/// Why a document is not deleted, whatever asks for it.
enum DeletionRefusal: Error {
    /// It is no CDA document that can be read, or of no known type: nobody can be held against it.
    case unreadable
    /// Who asks may not send it.
    case sender(AuthorVerdict)
    /// It cannot be described to the registry.
    case findings([Finding])
    /// What the journal and the store say.
    case objection(DeletionObjection)
}

/// Writes the orders of deletions out of the documents themselves.
struct DeletionOrdering {
    let documents: DocumentWay
    let deletions: Deletions

    /// The order to delete a document, with what is worth saying.
    ///
    /// - Parameters:
    ///   - bytes: the document, as it was sent.
    ///   - sender: who asks.
    ///   - moment: when.
    ///   - keyParts: by which a repetition is known, before the document's id.
    func order(
        for bytes: [UInt8], from sender: AdmittedSender, at moment: Date, key keyParts: [String]
    ) async throws(DeletionRefusal) -> (order: ErrandOrder, remarks: [Finding]) {
        let (order, remarks) = try described(bytes, from: sender, at: moment)
        let key = (keyParts + [order.entry.uniqueId, "withdrawal"]).joined(separator: "\u{1F}")
        let check = DeletionCheck(passages: documents.journal, errands: deletions.errands, withdrawals: deletions.withdrawals)
        do throws(DeletionObjection) {
            // Whoever may send these bytes may delete them; what else is held under the id is somebody else's to judge.
            try await check.check(order, key: key, sha256: hexadecimal(Digest.sha256(bytes)))
        } catch { throw .objection(error) }
        guard let sealed = try? order.sealed else { throw .objection(.unavailable(code: "gateway.content-unwritable")) }
        let errand = ErrandOrder(
            kind: .withdrawal, topic: "DMP", destination: "store", key: key, documentUniqueID: order.entry.uniqueId, patientID: order.entry.patientId,
            content: sealed)
        return (errand, remarks)
    }

    /// The document as the registry would know it, held against the sender.
    private func described(
        _ bytes: [UInt8], from sender: AdmittedSender, at moment: Date
    ) throws(DeletionRefusal) -> (WithdrawalOrder, remarks: [Finding]) {
        guard case .success(let read) = CDADocument.read(bytes), read.uniqueID != nil, read.patient?.ins != nil,
            case .classified(let classified) = documents.classifier.classify(read)
        else { throw .unreadable }
        let verdict = documents.senders.verdict(on: sender.standing, for: read)
        if documents.senders.refuses(verdict) { throw .sender(verdict) }
        let identity = SubmissionIdentity(submissionTime: moment, from: { UUID() })
        switch documents.registrar.description(of: read, classified: classified, bytes: bytes, identity: identity) {
        case .refused(let findings): throw .findings(findings)
        case .described(let described):
            var order = WithdrawalOrder(entry: described.entry, set: described.submissionSet)
            guard let assertions = documents.assertions else { return (order, []) }
            switch assertions.claims(for: described.entry, of: described.submissionSet, document: read, known: verdict.identities, at: moment) {
            case .success(let claims):
                order.claims = claims
                return (order, [])
            case .failure(let gap):
                let finding = assertions.finding(gap, in: read)
                if assertions.isRequired { throw .findings([finding]) }
                return (order, [finding])
            }
        }
    }
}
