// What is done to a document outside of the transaction: named, hashed and sealed.

import CredentialChecks
import Foundation

extension SQLiteJournal {
    func prepare(_ submission: Submission) throws(JournalFailure) -> PreparedSubmission {
        var submission = submission
        submission.receivedAt = submission.receivedAt.wholeMillisecond
        let id = PassageID(at: submission.receivedAt)
        var patient: Data?
        var metadata: Data?
        if case .accepted(let order) = submission.decision {
            patient = Data(key.pseudonym(ofPatient: order.patientID))
            metadata = try seal(order.metadata, .metadata, of: id)
        }
        return PreparedSubmission(
            id: id, submission: submission, sha256: submission.sha256 ?? hexadecimal(Digest.sha256(submission.body)), patient: patient,
            body: try seal(submission.body, .body, of: id), metadata: metadata, report: try seal(submission.report, .report, of: id))
    }

    /// What is sealed; each part opens only as that part of that passage.
    enum SealedPart: String { case body, metadata, report }

    private func seal(_ bytes: [UInt8], _ part: SealedPart, of id: PassageID) throws(JournalFailure) -> Data {
        do { return Data(try key.sealing.seal(bytes, context: "\(part.rawValue) \(id.text)")) } catch { throw .storage(code: 0) }
    }

    func open(_ box: Data?, _ part: SealedPart, of id: PassageID) throws(JournalFailure) -> [UInt8]? {
        guard let box else { return nil }
        do { return try key.sealing.open(Array(box), context: "\(part.rawValue) \(id.text)") } catch { throw .wrongKey }
    }
}
