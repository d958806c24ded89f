// An errand as a row of the database.

import Foundation
import GRDB

extension Errand {
    /// The columns, in the order in which `init(row:)` reads them.
    static let columns = """
        errand.sequence, errand.id, errand.kind, errand.topic, errand.destination, errand.createdAt, errand.changedAt, \
        (SELECT passage.id FROM passage WHERE passage.sequence = errand.passage), \
        (SELECT above.id FROM errand AS above WHERE above.sequence = errand.parent), \
        errand.cue, errand.documentID, errand.state, errand.attempts, errand.firstAttemptAt, errand.due, errand.failureCode, errand.failureClass, \
        errand.failureMessage, errand.failureAdvice, errand.tidings, errand.tidingsCode, errand.tidingsMessage, errand.contentErasedAt
        """

    /// Reads a row of `columns`.
    init(row: Row) throws {
        func instant(_ column: Int) -> Date? { (row[column] as Int64?).map(Date.init(milliseconds:)) }
        guard let kind = ErrandKind(rawValue: row[2]), let cue = ErrandCue(rawValue: row[9]), let state = ErrandState(rawValue: row[11]) else {
            throw JournalFailure.damaged("errand \(row[0] as Int64): unknown kind, cue or state")
        }
        self.init(
            id: ErrandID(stored: row[1]), sequence: row[0], kind: kind, topic: row[3], destination: row[4], createdAt: Date(milliseconds: row[5]),
            changedAt: Date(milliseconds: row[6]), passage: (row[7] as String?).map(PassageID.init(stored:)),
            parent: (row[8] as String?).map(ErrandID.init(stored:)), cue: cue, documentUniqueID: row[10], state: state, attempts: row[12],
            firstAttemptAt: instant(13), nextAttempt: instant(14), failure: nil, tidings: nil, contentErasedAt: instant(22))
        if let code = row[15] as String?, let failureClass = (row[16] as String?).flatMap(FailureClass.init(rawValue:)) {
            failure = PassageFailure(code: code, failureClass: failureClass, message: row[17] ?? "", advice: row[18])
        }
        tidings = (row[19] as String?).map { Tidings(outcome: $0, code: row[20], message: row[21]) }
    }
}

extension ErrandEvent {
    /// Reads a row of `instant, kind, fromState, toState, code, detail, actor`.
    init(row: Row) throws {
        guard let kind = ErrandEventKind(rawValue: row[1]), let from = ErrandState(rawValue: row[2]), let to = ErrandState(rawValue: row[3]) else {
            throw JournalFailure.damaged("event of an errand: unknown kind or state")
        }
        self.init(instant: Date(milliseconds: row[0]), kind: kind, from: from, to: to, code: row[4], detail: row[5], actor: row[6])
    }
}

extension ErrandFilter {
    /// The filter as SQL.
    func conditions(before cursor: Int64?) -> ([String], [any DatabaseValueConvertible]) {
        var conditions: [String] = []
        var arguments: [any DatabaseValueConvertible] = []
        func oneOf(_ column: String, _ names: [String]) {
            if !names.isEmpty { conditions.append("\(column) IN (\(names.map { "'\($0)'" }.sorted().joined(separator: ", ")))") }
        }
        oneOf("errand.kind", kinds.map(\.rawValue))
        oneOf("errand.state", states.map(\.rawValue))
        if let cursor {
            conditions.append("errand.sequence < ?")
            arguments.append(cursor)
        }
        if let passage {
            conditions.append("errand.passage = (SELECT sequence FROM passage WHERE id = ?)")
            arguments.append(passage.text)
        }
        return (conditions, arguments)
    }
}
