// Finds what a submission hangs on in the registry, before it is sent.

import ClinicalTypes
import Delivery
import Journal
import SubmissionMetadata
import XDSMessages

extension Forwarder {
    /// The documents and folders that a submission relates to, under the names that the registry has for them.
    func ends(of prepared: PreparedSubmission) async throws(DeliveryFailure) -> SubmissionEnds {
        var ends = SubmissionEnds()
        var notes: [String] = []
        for relation in prepared.relations {
            let target = try await entryUUID(of: relation, for: prepared)
            if target == nil {
                // A signature is nothing without what it signs: that may be on its way.
                guard relation.type != .signs else { throw .signedDocumentAbsent }
                // The earlier document never reached this store: there is nothing to replace, and this one is its first version there.
                notes.append("the store does not know the earlier document: submitted without the relation")
            }
            ends.targets.append(target)
        }
        for place in prepared.folders {
            guard let folder = place.folder,
                let known = try await asked({ () throws(DeliveryFailure) in
                    try await store.folderID(uniqueID: folder.uniqueId, header: blocks(for: prepared))
                })
            else { continue }
            ends.folders[place.entryUUID] = known
            notes.append("the store has the folder")
        }
        ends.note = notes.isEmpty ? nil : notes.joined(separator: "; ")
        return ends
    }

    /// The registry's name for a document: what this gateway gave it, or what the store says.
    private func entryUUID(of relation: PreparedSubmission.Relation, for prepared: PreparedSubmission) async throws(DeliveryFailure) -> String? {
        if let registered = relation.registered { return registered }
        let uniqueID = relation.targetUniqueID
        let filter = PassageFilter(storeLegs: [.forwarded], documentUniqueID: uniqueID)
        if let page = try? await journal.passages(matching: filter, before: nil, limit: 1), let known = page.passages.first?.identifiers?.entryUUID {
            return known
        }
        return try await asked { () throws(DeliveryFailure) in try await store.find(uniqueID: uniqueID, header: blocks(for: prepared))?.entryUUID }
    }

    /// The answer to a question that is asked before anything is sent: where it fails, neither is the document in doubt, nor does the store refuse it.
    private func asked<Answer>(_ question: () async throws(DeliveryFailure) -> Answer?) async throws(DeliveryFailure) -> Answer? {
        do throws(DeliveryFailure) {
            return try await question()
        } catch {
            var failure = error
            failure.kind = error.kind == .permanent || error.kind == .needsPerson ? .needsPerson : .transient
            throw failure
        }
    }
}

extension DeliveryFailure {
    /// What a signature signs is not in the store yet.
    static let signedDocumentAbsent = DeliveryFailure(
        code: "delivery.signed-document-absent", kind: .transient,
        message: Bilingual(
            fr: "Le répertoire ne détient pas encore le document que cette signature signe : elle attend ; rejouer d'abord le document signé.",
            en: "The store does not have the document that this signature signs yet: it waits; retry the signed document first."))
}
