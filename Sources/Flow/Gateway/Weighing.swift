// A document on the scales: what is known of it so far, and what will be written down once it is decided.

import AuthorTrust
import ClinicalTypes
import CredentialChecks
import Foundation
import Intake
import Journal
import XDSMessages

/// A document whose fate is decided and not yet written down.
public struct WeighedDocument: Sendable {
    /// The verdicts, and why it is refused.
    public internal(set) var reception: Reception
    var submission: Submission
    /// What will be forwarded, where it is accepted.
    var prepared: PreparedSubmission?

    /// What is said once the journal has it.
    func reception(of acceptance: Acceptance) -> Reception {
        var reception = reception
        reception.passage = acceptance.passage
        switch acceptance {
        case .written: break
        case .known(let passage):
            reception.isRepetition = true
            // What was deleted stays deleted: its id is not free, and nothing of it will be sent.
            if passage.storeLeg == .withdrawn { reception.refusal = .conflict }
        case .conflict: reception.refusal = .conflict
        }
        return reception
    }
}

/// What is known of a document while the stages look at it.
struct Weighing {
    let received: ReceivedDocument
    let credential: PresentedCredential
    var reception: Reception
    var facts = DocumentFacts()

    init(_ received: ReceivedDocument, credential: PresentedCredential, report: ValidationReport) {
        self.received = received
        self.credential = credential
        reception = Reception(report: report, author: AuthorVerdict(checks: []))
        reception.report.findings.insert(contentsOf: received.remarks, at: 0)
    }

    /// The document will be forwarded.
    func accepted(_ prepared: PreparedSubmission, isForRecord: Bool) throws(JournalFailure) -> WeighedDocument {
        guard let sealed = try? prepared.sealed else { throw .folder("the registry entry cannot be written as JSON") }
        let set = prepared.objects.submissionSets[0]
        let order = ForwardingOrder(
            patientID: prepared.entry.patientId,
            identifiers: RegistryIdentifiers(entryUUID: prepared.entry.entryUUID, submissionSetUUID: set.entryUUID, submissionSetUniqueID: set.uniqueId),
            metadata: sealed, isForRecord: isForRecord)
        var weighed = decided(.accepted(order))
        weighed.prepared = prepared
        return weighed
    }

    /// The document will not be forwarded, for this reason and with these findings besides those that there are.
    mutating func refused(_ refusal: Refusal, _ findings: [Finding] = []) -> WeighedDocument {
        reception.refusal = refusal
        reception.report.findings += findings
        let code =
            refusal == .credential
            ? reception.author.failures.first?.code : reception.report.findings.filter { $0.severity >= .error }.max { $0.severity < $1.severity }?.code
        return decided(
            .refused(
                PassageFailure(
                    code: code ?? refusal.rawValue, failureClass: .refusal, message: "refused: \(refusal.rawValue)",
                    advice: "mend the document and submit it again")))
    }

    private func decided(_ decision: GatewayDecision) -> WeighedDocument {
        let verdicts = SealedVerdicts(report: reception.report, author: reception.author, classified: reception.classified)
        return WeighedDocument(
            reception: reception,
            submission: Submission(
                receivedAt: received.receivedAt, door: received.door,
                sender: SenderIdentity(
                    certificateFingerprint: credential.clientChain.first.map { hexadecimal(Digest.sha256($0)) }, identity: reception.author.identity),
                facts: facts, body: received.bytes, sha256: received.sha256, report: (try? JSONEncoder().encode(verdicts)).map { [UInt8]($0) } ?? [],
                decision: decision))
    }
}
