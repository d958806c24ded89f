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
        var errands: [PreparedErrand] = []
        for order in submission.errands { errands.append(try prepare(order, at: submission.receivedAt)) }
        let whole = submission
        return PreparedSubmission(
            id: id, submission: submission, sha256: submission.sha256 ?? hexadecimal(Digest.sha256(submission.body)), patient: patient,
            body: try seal(submission.body, .body, of: id), metadata: metadata, report: try seal(submission.report, .report, of: id), errands: errands,
            seal: { [self] id in
                guard case .accepted(let order) = whole.decision else { return (Data(), nil, Data()) }
                return (try seal(whole.body, .body, of: id), try seal(order.metadata, .metadata, of: id), try seal(whole.report, .report, of: id))
            })
    }

    func prepare(_ order: ErrandOrder, at now: Date) throws(JournalFailure) -> PreparedErrand {
        let id = ErrandID(at: now)
        if order.kind == .withdrawal, order.documentUniqueID == nil || order.patientID == nil { throw .malformedWithdrawal }
        let content: Data
        do { content = Data(try key.sealing.seal(order.content, context: "errand \(id.text)")) } catch { throw .storage(code: 0) }
        var followers: [PreparedErrand] = []
        for follower in order.followers { followers.append(try prepare(follower, at: now)) }
        return PreparedErrand(
            id: id, kind: order.kind, topic: order.topic, destination: order.destination, cue: order.cue, documentID: order.documentUniqueID,
            patient: order.kind == .withdrawal ? order.patientID.map { Data(key.pseudonym(ofPatient: $0)) } : nil,
            lane: order.kind == .withdrawal ? nil : order.lane.map { Data(key.mark(of: "lane \($0)")) }, sameness: sameness(of: order.key), content: content,
            followers: followers)
    }

    /// The mark by which a repetition of an order is known.
    func sameness(of key: String) -> Data { Data(self.key.mark(of: "errand \(key)")) }

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
