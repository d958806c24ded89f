// Weighs a signature that comes with a document that it signs: as its entry describes it, in the name of whoever sends that document.

import ClinicalTypes
import Foundation
import Intake
import Journal
import SubmissionMetadata
import XDSMessages

extension DocumentWay {
    /// Weighs a signature; that it is one, and of these bytes, is known from the submission.
    ///
    /// - Parameters:
    ///   - provided: the signature and its entry.
    ///   - signed: the document that it signs, accepted from the same sender.
    ///   - received: the bytes.
    ///   - sender: who sends.
    ///   - instructions: what the submission asks for.
    func weigh(
        signature provided: ProvidedEntry, of signed: WeighedDocument, _ received: ReceivedDocument, from sender: AdmittedSender,
        under instructions: SubmissionInstructions
    ) throws(JournalFailure) -> WeighedDocument? {
        guard let document = signed.prepared else { return nil }
        var weighing = Weighing(received, credential: sender.credential, report: ValidationReport(findings: [], packs: []))
        weighing.reception.author = signed.reception.author
        let identity = SubmissionIdentity(submissionTime: received.receivedAt, from: { UUID() })
        let described = instructions.applied(to: registrar).description(
            ofSignature: provided.entry, patientID: document.entry.patientId, bytes: received.bytes, identity: identity)
        var prepared = PreparedSubmission(described, relationUUID: identity.relation, received: received, claims: document.claims)
        prepared.add(instructions)
        prepared.relations = provided.signed.map { object in
            let name = "\(described.entry.entryUUID) signs "
            return switch object {
            case .sibling(_, let uniqueID):
                PreparedSubmission.Relation(type: .signs, targetUniqueID: uniqueID, associationUUID: ObjectName.derived(from: name + uniqueID))
            case .registered(let entry):
                PreparedSubmission.Relation(type: .signs, targetUniqueID: "", associationUUID: ObjectName.derived(from: name + entry), registered: entry)
            }
        }
        weighing.facts = DocumentFacts(
            uniqueID: provided.entry.uniqueId, parentUniqueID: document.entry.uniqueId, typeCode: provided.entry.typeCode?.code,
            classCode: provided.entry.classCode?.code)
        weighing.facts.replacesParent = false
        return try weighing.accepted(prepared, isForRecord: true)
    }
}
