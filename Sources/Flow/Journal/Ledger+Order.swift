// Whose turn it is: one passage at a time for each patient, a replace after the document it replaces.

import Foundation
import GRDB

extension Ledger {
    /// Gives the turn to the patient's earliest active passage that waits for nothing, and takes it from all others.
    ///
    /// Exactly the passage whose turn it is has a due instant, so that claiming looks at nothing else. While one is being sent, nobody has the turn.
    func arrange(_ patient: Data?, now: Date) throws {
        guard let patient else { return }
        let isSending = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM passage WHERE patient = ? AND storeLeg = 'sending')"), arguments: [patient])!
        var head = isSending ? nil : try head(of: patient)
        var withdrawal = try firstWithdrawal(of: patient)
        if let first = withdrawal {
            if first.isSending || isSending {
                (head, withdrawal) = (nil, nil)
            } else if let passage = head, passage <= first.afterPassage {
                withdrawal = nil
            } else if let target = try holder(of: first.documentID), target.storeLeg.isActive {
                // It waits for a document that itself waits: like that one, it holds nobody back.
                withdrawal = nil
            } else {
                head = nil
            }
        }
        try run("UPDATE passage SET due = NULL WHERE patient = ? AND due IS NOT NULL AND sequence IS NOT ?", [patient, head])
        if let head { try run("UPDATE passage SET due = ? WHERE sequence = ? AND due IS NULL", [now.milliseconds, head]) }
        try run(
            "UPDATE errand SET due = NULL WHERE patient = ? AND state IN ('queued', 'sending') AND due IS NOT NULL AND sequence IS NOT ?",
            [patient, withdrawal?.sequence])
        if let withdrawal { try run("UPDATE errand SET due = ? WHERE sequence = ? AND due IS NULL", [now.milliseconds, withdrawal.sequence]) }
    }

    /// The earliest withdrawal of a patient that is still to be done.
    func firstWithdrawal(of patient: Data) throws -> (sequence: Int64, afterPassage: Int64, documentID: String, isSending: Bool)? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT sequence, afterPassage, documentID, state = 'sending' FROM errand WHERE patient = ? AND state IN ('queued', 'sending')
                ORDER BY sequence LIMIT 1
                """)
        return try Row.fetchOne(statement, arguments: [patient]).map { ($0[0], $0[1], $0[2], $0[3]) }
    }

    /// The earliest active passage of a patient that waits for no other document.
    func head(of patient: Data) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT sequence FROM passage WHERE patient = ? AND storeLeg IN ('queued', 'sending', 'inDoubt') AND waitsFor IS NULL
                    ORDER BY sequence LIMIT 1
                    """), arguments: [patient])
    }

    /// The document that a passage must wait for: the one it replaces or relates to, while that is here and still to be forwarded.
    func awaited(by facts: DocumentFacts) throws -> String? {
        guard let parent = facts.parentUniqueID, parent != facts.uniqueID, let holder = try holder(of: parent),
            holder.storeLeg.isActive || holder.storeLeg == .parked
        else { return nil }
        return try chain(from: holder, reaches: facts.uniqueID) ? nil : parent
    }

    /// Whether a passage waits, over however many others, for a document: documents that replace each other in a circle do not wait.
    private func chain(from passage: Passage, reaches documentID: String?) throws -> Bool {
        var next = passage.waitsFor
        for _ in 0..<64 {
            guard let awaited = next else { return false }
            if awaited == documentID { return true }
            next = try holder(of: awaited)?.waitsFor
        }
        return true
    }

    /// Lets those wait that replace a document which came after them.
    mutating func holdBack(replacing passage: Passage, now: Date) throws {
        guard let documentID = passage.facts.uniqueID else { return }
        for child in try passages("WHERE parentID = ? AND storeLeg IN ('queued', 'sending', 'inDoubt') AND waitsFor IS NULL", [documentID]) {
            guard child.storeLeg == .queued, child.sequence != passage.sequence, try !chain(from: passage, reaches: child.facts.uniqueID) else { continue }
            try run("UPDATE passage SET waitsFor = ?, due = NULL WHERE sequence = ?", [documentID, child.sequence])
            try arrange(try patient(of: child.sequence), now: now)
        }
    }

    /// Lets those go on that waited for a document which is now forwarded.
    func release(waitingFor documentID: String?, now: Date) throws {
        guard let documentID else { return }
        for child in try passages("WHERE waitsFor = ?", [documentID]) {
            try run("UPDATE passage SET waitsFor = NULL WHERE sequence = ?", [child.sequence])
            try arrange(try patient(of: child.sequence), now: now)
        }
    }

    /// Parks those that waited for a document which will never be forwarded.
    mutating func parkAll(waitingFor documentID: String?, now: Date) throws {
        guard let documentID else { return }
        for var child in try passages("WHERE waitsFor = ?", [documentID]) {
            child.waitsFor = nil
            child.nextAttempt = nil
            try move(&child, by: .parked, now: now, failure: .parentRejected)
            try arrange(try patient(of: child.sequence), now: now)
        }
    }
}

extension PassageFailure {
    /// The document that this one relates to was rejected or given up.
    static let parentRejected = PassageFailure(
        code: "parent.rejected", failureClass: .permanent, message: "the document that this one replaces or relates to was rejected or discarded",
        advice: "submit that document again and retry this one, or discard it")
}
