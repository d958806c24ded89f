// A passage as a row of the database.

import ClinicalTypes
import Foundation
import GRDB

extension Passage {
    /// The columns, in the order in which `init(row:)` reads them.
    static let columns = """
        sequence, id, receivedAt, changedAt, door, certificate, identity, documentID, parentID, typeCode, classCode, space, sha256, size, \
        storeLeg, senderLeg, attempts, firstAttemptAt, due, waitsFor, failureCode, failureClass, failureMessage, failureAdvice, entryUUID, \
        submissionSetUUID, submissionSetID, bodyErasedAt, replacesParent
        """

    /// Reads a row of `columns`.
    init(row: Row) throws {
        func instant(_ column: Int) -> Date? { (row[column] as Int64?).map(Date.init(milliseconds:)) }
        guard let storeLeg = StoreLeg(rawValue: row[14]), let senderLeg = SenderLeg(rawValue: row[15]) else {
            throw JournalFailure.damaged("passage \(row[0] as Int64): unknown leg")
        }
        self.init(
            id: PassageID(stored: row[1]), sequence: row[0], receivedAt: Date(milliseconds: row[2]), changedAt: Date(milliseconds: row[3]), door: row[4],
            sender: SenderIdentity(certificateFingerprint: row[5], identity: row[6]),
            facts: DocumentFacts(
                uniqueID: row[7], parentUniqueID: row[8], typeCode: row[9], classCode: row[10], space: (row[11] as String?).flatMap(Space.init(rawValue:))),
            sha256: row[12], size: row[13], storeLeg: storeLeg, senderLeg: senderLeg, attempts: row[16], firstAttemptAt: instant(17),
            nextAttempt: instant(18), waitsFor: row[19], failure: nil, identifiers: nil, bodyErasedAt: instant(27))
        facts.replacesParent = row[28]
        if let code = row[20] as String?, let failureClass = (row[21] as String?).flatMap(FailureClass.init(rawValue:)) {
            failure = PassageFailure(code: code, failureClass: failureClass, message: row[22] ?? "", advice: row[23])
        }
        if let entry = row[24] as String?, let set = row[25] as String?, let setID = row[26] as String? {
            identifiers = RegistryIdentifiers(entryUUID: entry, submissionSetUUID: set, submissionSetUniqueID: setID)
        }
    }
}

extension PassageEvent {
    /// Reads a row of `instant, kind, fromLeg, toLeg, code, detail, actor`.
    init(row: Row) throws {
        guard let kind = PassageEventKind(rawValue: row[1]), let from = StoreLeg(rawValue: row[2]), let to = StoreLeg(rawValue: row[3]) else {
            throw JournalFailure.damaged("event: unknown kind or leg")
        }
        self.init(instant: Date(milliseconds: row[0]), kind: kind, from: from, to: to, code: row[4], detail: row[5], actor: row[6])
    }
}
