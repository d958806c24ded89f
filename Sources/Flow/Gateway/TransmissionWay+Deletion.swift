// A message that deletes: who asks may do so, the document is known and this patient's; then the deletion is written down as an errand.

import Acknowledgement
import AuthorTrust
import CDADocuments
import Classification
import ClinicalTypes
import CredentialChecks
import Delivery
import Foundation
import HL7v2Messages
import Intake
import Journal
import SubmissionMetadata
import XDSMessages

extension TransmissionWay {
    /// Why a deletion is refused.
    private enum Objection: Error {
        /// For this reason, at this place.
        case disagreement(TransmissionDisagreement)
        /// The sender may not do this.
        case sender(AuthorVerdict)
        /// The document's type or registry entry cannot be told.
        case findings([Finding], ErrorLocation)
        /// It cannot be found out now.
        case unavailable

        static func finding(_ finding: Finding, _ error: TransmissionError, at place: ErrorLocation) -> Objection {
            .disagreement(TransmissionDisagreement(finding: finding, error: error, place: place))
        }
    }

    /// Orders the deletion of every document of a message, or of none.
    func withdraw(
        _ transmission: DocumentTransmission, _ routes: TransmissionRoutes, by sender: AdmittedSender, at moment: Date, _ reception: inout TransmissionReception
    ) async {
        guard let withdrawals = routing.withdrawals, let journal = routing.errands else { return }
        let errands = TransmissionErrands(message: transmission, routes: routes)
        var orders: [ErrandOrder] = []
        var first: String?
        for enclosure in transmission.documents {
            do throws(Objection) {
                let (order, objects, document) = try described(enclosure, of: transmission, routes, by: sender, at: moment, &reception)
                if routes.isForRecord { try await check(order, errands, journal, withdrawals, at: enclosure, by: sender, moment) }
                let known = first ?? order.entry.uniqueId
                first = known
                guard let written = try? errands.deletion(order, MailFacts(document), bytes: enclosure.bytes, objects: objects, first: known) else {
                    throw .unavailable
                }
                orders += written
            } catch {
                return refuse(error, &reception)
            }
        }
        do throws(JournalFailure) {
            reception.errands = try await journal.accept(orders, now: moment)
        } catch {
            reception.reply = .unavailable
        }
    }

    /// The document that was sent with the deletion, held against the message and the sender, as the registry would know it.
    private func described(
        _ enclosure: EnclosedDocument, of transmission: DocumentTransmission, _ routes: TransmissionRoutes, by sender: AdmittedSender, at moment: Date,
        _ reception: inout TransmissionReception
    ) throws(Objection) -> (WithdrawalOrder, RegistryObjectList, CDADocument) {
        guard case .success(let document) = CDADocument.read(enclosure.bytes), document.uniqueID != nil, document.patient?.ins != nil else {
            throw .finding(RoutingFinding.documentUnreadable, .other, at: enclosure.place)
        }
        let verdict = documents.senders.verdict(on: sender.standing, for: document)
        if documents.senders.refuses(verdict) { throw .sender(verdict) }
        let disagreements = transmission.disagreements(with: document, at: enclosure)
        if let first = disagreements.first(where: { $0.finding.severity >= .error }) { throw .disagreement(first) }
        reception.findings += disagreements.map(\.finding)
        guard case .classified(let classified) = documents.classifier.classify(document) else {
            throw .finding(RoutingFinding.documentUnreadable, .other, at: enclosure.place)
        }
        let identity = SubmissionIdentity(submissionTime: moment, from: { UUID() })
        let registrar = SubmissionInstructions(transmission).applied(to: documents.registrar)
        switch registrar.description(of: document, classified: classified, bytes: enclosure.bytes, identity: identity) {
        case .refused(let findings): throw .findings(findings, enclosure.place)
        case .described(let described):
            let claims = try claims(for: described, of: document, verdict, routes, at: moment, &reception)
            return (WithdrawalOrder(entry: described.entry, set: described.submissionSet, claims: claims), described.objects(), document)
        }
    }

    /// What the store will be told of who acts; nil where it asks for nothing.
    private func claims(
        for described: DescribedSubmission, of document: CDADocument, _ verdict: AuthorVerdict, _ routes: TransmissionRoutes, at moment: Date,
        _ reception: inout TransmissionReception
    ) throws(Objection) -> IndirectClaims? {
        guard routes.isForRecord, let assertions = documents.assertions else { return nil }
        let set = described.submissionSet
        switch assertions.claims(for: described.entry, of: set, document: document, known: verdict.identities, at: moment) {
        case .success(let claims): return claims
        case .failure(let gap):
            let finding = assertions.finding(gap, in: document)
            if assertions.isRequired { throw .finding(finding, .authorNotAuthorised, at: ErrorLocation("PRT", field: 5)) }
            reception.findings.append(finding)
            return nil
        }
    }

    /// Whether the document is known, here or in the store, this patient's, and the last version; a deletion that comes again is known by itself.
    ///
    /// Where other bytes are held than the message carries, the sender is held against those too: an id alone makes nobody an author.
    private func check(
        _ order: WithdrawalOrder, _ errands: TransmissionErrands, _ journal: any ErrandJournal, _ withdrawals: Withdrawals, at enclosure: EnclosedDocument,
        by sender: AdmittedSender, _ moment: Date
    ) async throws(Objection) {
        let check = DeletionCheck(passages: documents.journal, errands: journal, withdrawals: withdrawals)
        let key = errands.withdrawalKey(order.entry.uniqueId)
        do throws(DeletionObjection) {
            do throws(DeletionObjection) {
                return try await check.check(order, key: key, sha256: hexadecimal(Digest.sha256(enclosure.bytes)))
            } catch {
                guard case .otherBytes = error else { throw error }
            }
            try await check.check(order, key: key)
        } catch {
            switch error {
            case .unknown: throw .finding(RoutingFinding.documentUnknown, .wrongVersion, at: enclosure.place)
            case .replaced: throw .finding(RoutingFinding.documentReplaced, .wrongVersion, at: enclosure.place)
            case .otherPatient, .otherBytes: throw .finding(RoutingFinding.otherPatient, .identityDiffers, at: ErrorLocation("PID", field: 3))
            case .unavailable: throw .unavailable
            }
        }
        try await judge(sender, by: HeldDocuments(documents: documents, withdrawals: withdrawals), order.entry.uniqueId, at: enclosure, moment)
    }

    /// Holds the sender against the document that is to be deleted, as it is held.
    private func judge(
        _ sender: AdmittedSender, by held: HeldDocuments, _ uniqueID: String, at enclosure: EnclosedDocument, _ moment: Date
    ) async throws(Objection) {
        let bytes: [UInt8]
        do throws(Unfound) { bytes = try await held.held(uniqueID, at: moment).bytes } catch { throw .unavailable }
        guard case .success(let document) = CDADocument.read(bytes) else {
            throw .finding(RoutingFinding.documentUnreadable, .other, at: enclosure.place)
        }
        let verdict = documents.senders.verdict(on: sender.standing, for: document)
        if documents.senders.refuses(verdict) { throw .sender(verdict) }
    }

    private func refuse(_ objection: Objection, _ reception: inout TransmissionReception) {
        switch objection {
        case .disagreement(let disagreement):
            reception.findings.append(disagreement.finding)
            reception.reply = .refused(ApplicationError(disagreement.error), at: disagreement.place, findings: [disagreement.finding], submission: nil)
        case .sender(let verdict):
            reception.reply = .credentialRefused(verdict, ApplicationError(.authorNotAuthorised), submission: nil)
        case .findings(let findings, let place):
            reception.findings += findings
            reception.reply = .refused(ApplicationError(.other), at: place, findings: findings, submission: nil)
        case .unavailable: reception.reply = .unavailable
        }
    }
}
