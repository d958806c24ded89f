// What happens to passages by themselves: accepted, claimed, completed, interrupted.

import ClinicalTypes
import Foundation
import GRDB

/// A submission with everything that costs time done to it: hashed, sealed, named.
struct PreparedSubmission: Sendable {
    let id: PassageID
    let submission: Submission
    let sha256: String
    let patient: Data?
    let body: Data
    let metadata: Data?
    let report: Data
    let errands: [PreparedErrand]
    /// Seals the same once more, for a passage that is here already.
    let seal: @Sendable (PassageID) throws -> (body: Data, metadata: Data?, report: Data)
}

extension Ledger {
    /// Writes a submission down, unless its document is here already.
    mutating func accept(_ prepared: PreparedSubmission) throws -> Acceptance {
        let acceptance = try write(prepared)
        try catchUp(now: prepared.submission.receivedAt)
        return acceptance
    }

    private mutating func write(_ prepared: PreparedSubmission) throws -> Acceptance {
        let submission = prepared.submission
        let now = submission.receivedAt
        var failure: PassageFailure?
        var order: ForwardingOrder?
        switch submission.decision {
        case .refused(let reason): failure = reason
        case .accepted(let forwarding):
            guard let documentID = submission.facts.uniqueID else { throw JournalFailure.missingDocumentID }
            if let holder = try holder(of: documentID) {
                return holder.sha256 == prepared.sha256 ? .known(try address(holder, forwarding, prepared)) : .conflict(existing: holder)
            }
            order = forwarding
        }
        let isForRecord = order?.isForRecord == true
        let event: PassageEventKind = order == nil ? .refused : isForRecord ? .accepted : .unaddressed
        let leg = try PassageStates.leg(after: event, in: .received)
        let waitsFor = isForRecord ? try awaited(by: submission.facts) : nil
        let hasTurn = try isForRecord && waitsFor == nil && head(of: prepared.patient!) == nil && firstWithdrawal(of: prepared.patient!) == nil
        let due = hasTurn ? now.milliseconds : nil
        try insert(prepared, leg: leg, due: due, waitsFor: waitsFor, failure: failure, identifiers: order?.identifiers)
        let sequence = db.lastInsertedRowID
        try run("INSERT INTO content (sequence, metadata, report, body) VALUES (?, ?, ?, ?)", [sequence, prepared.metadata, prepared.report, prepared.body])
        let detail = waitsFor.map { _ in "waits for the document that it relates to" }
        try note(event, of: sequence, from: .received, to: leg, now: now, code: failure?.code, detail: detail)
        let passage = Passage(
            id: prepared.id, sequence: sequence, receivedAt: now, changedAt: now, door: submission.door, sender: submission.sender, facts: submission.facts,
            sha256: prepared.sha256, size: submission.body.count, storeLeg: leg, senderLeg: .owed, attempts: 0, firstAttemptAt: nil,
            nextAttempt: hasTurn ? now : nil, waitsFor: waitsFor, failure: failure, identifiers: order?.identifiers, bodyErasedAt: nil)
        if isForRecord { try holdBack(replacing: passage, now: now) }
        if order != nil { for errand in prepared.errands { _ = try self.order(errand, under: .passage(sequence), now: now) } }
        return .written(passage)
    }

    /// Writes all of a set down, or none of it when other bytes hold one of the ids.
    mutating func accept(_ set: [PreparedSubmission]) throws -> SetAcceptance {
        var conflicts: [SetConflict] = []
        var seen: [String: String] = [:]
        for (index, prepared) in set.enumerated() {
            guard case .accepted = prepared.submission.decision, let documentID = prepared.submission.facts.uniqueID else { continue }
            let holder = try holder(of: documentID)
            if let sha256 = seen[documentID] ?? holder?.sha256, sha256 != prepared.sha256 {
                conflicts.append(SetConflict(index: index, existing: holder))
            }
            seen[documentID] = prepared.sha256
        }
        guard conflicts.isEmpty else { return .conflicting(conflicts) }
        let acceptances = try set.map { prepared in try write(prepared) }
        if let now = set.first?.submission.receivedAt { try catchUp(now: now) }
        return .accepted(acceptances)
    }

    /// Adds to a document that is here what a later message asks for it: the record store as a destination, and errands.
    private mutating func address(_ known: Passage, _ order: ForwardingOrder, _ prepared: PreparedSubmission) throws -> Passage {
        // What was deleted stays deleted: nothing of it is sent anywhere by a message that comes again.
        guard known.storeLeg != .withdrawn else { return known }
        var passage = known
        let now = prepared.submission.receivedAt
        if known.storeLeg == .unaddressed, order.isForRecord {
            let sealed = try prepared.seal(known.id)
            try run(
                "INSERT OR REPLACE INTO content (sequence, metadata, report, body) VALUES (?, ?, ?, ?)",
                [known.sequence, sealed.metadata, sealed.report, sealed.body])
            try run(
                "UPDATE passage SET patient = ?, entryUUID = ?, submissionSetUUID = ?, submissionSetID = ? WHERE sequence = ?",
                [
                    prepared.patient, order.identifiers.entryUUID, order.identifiers.submissionSetUUID, order.identifiers.submissionSetUniqueID,
                    known.sequence,
                ])
            passage.bodyErasedAt = nil
            passage.waitsFor = try awaited(by: passage.facts)
            try move(&passage, by: .addressed, now: now)
            try arrange(prepared.patient, now: now)
            passage = try existing(known.id)
            try holdBack(replacing: passage, now: now)
        }
        for errand in prepared.errands { _ = try self.order(errand, under: .passage(known.sequence), now: now) }
        return passage
    }

    private func insert(
        _ prepared: PreparedSubmission, leg: StoreLeg, due: Int64?, waitsFor: String?, failure: PassageFailure?, identifiers: RegistryIdentifiers?
    ) throws {
        let (submission, facts, now) = (prepared.submission, prepared.submission.facts, prepared.submission.receivedAt.milliseconds)
        try run(
            """
            INSERT INTO passage (id, receivedAt, changedAt, endedAt, door, certificate, identity, documentID, parentID, typeCode, classCode, space,
            sha256, size, patient, storeLeg, senderLeg, due, waitsFor, failureCode, failureClass, failureMessage, failureAdvice, entryUUID,
            submissionSetUUID, submissionSetID, replacesParent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                prepared.id.text, now, now, leg == .queued ? nil : now, submission.door, submission.sender.certificateFingerprint,
                submission.sender.identity, facts.uniqueID, facts.parentUniqueID, facts.typeCode, facts.classCode, facts.space?.rawValue, prepared.sha256,
                submission.body.count, prepared.patient, leg.rawValue, SenderLeg.owed.rawValue, due, waitsFor, failure?.code,
                failure?.failureClass.rawValue, failure?.message, failure?.advice, identifiers?.entryUUID, identifiers?.submissionSetUUID,
                identifiers?.submissionSetUniqueID, facts.replacesParent,
            ])
    }

    /// Takes out the passages that have been due longest.
    mutating func claim(limit: Int, now: Date) throws -> [Claim] {
        var claims: [Claim] = []
        for var passage in try passages("WHERE due IS NOT NULL AND due <= ? ORDER BY due, sequence LIMIT ?", [now.milliseconds, limit]) {
            let mustAsk = passage.storeLeg == .inDoubt
            passage.attempts += 1
            passage.firstAttemptAt = passage.firstAttemptAt ?? now
            passage.nextAttempt = nil
            try move(&passage, by: .claimed, now: now, detail: mustAsk ? "the store is asked first" : nil)
            claims.append(Claim(passage: passage, mustAskStore: mustAsk))
        }
        return claims
    }

    /// Ends the turn of a claimed passage.
    mutating func complete(_ id: PassageID, _ outcome: AttemptOutcome, now: Date) throws -> Passage {
        var passage = try existing(id)
        switch outcome {
        case .forwarded(let detail):
            passage.failure = nil
            try move(&passage, by: .forwarded, now: now, detail: detail)
            try release(waitingFor: passage.facts.uniqueID, now: now)
        case .postponed(let until, let failure):
            passage.nextAttempt = until
            try move(&passage, by: .postponed, now: now, failure: failure)
        case .inDoubt(let until, let failure):
            passage.nextAttempt = until
            try move(&passage, by: .doubted, now: now, failure: failure)
        case .rejected(let failure):
            try move(&passage, by: .rejected, now: now, failure: failure)
            try parkAll(waitingFor: passage.facts.uniqueID, now: now)
        case .parked(let failure):
            try move(&passage, by: .parked, now: now, failure: failure)
        }
        try arrange(try patient(of: passage.sequence), now: now)
        return try existing(id)
    }

    /// Puts every passage in doubt that was being sent when the last gateway of this folder died; says how many.
    mutating func interruptAll(now: Date) throws -> Int {
        let interrupted = try passages("WHERE storeLeg = 'sending' ORDER BY sequence", [])
        for var passage in interrupted {
            try move(&passage, by: .interrupted, now: now)
            try arrange(try patient(of: passage.sequence), now: now)
        }
        return interrupted.count
    }

    /// Records that the sender was answered; once is enough.
    mutating func markAnswered(_ id: PassageID, now: Date) throws {
        var passage = try existing(id)
        guard passage.senderLeg == .owed else { return }
        passage.senderLeg = .answered
        try move(&passage, by: .answered, now: now)
    }
}
