// What an errand follows: one passage or errand, or several of one message, of which the last to end lets it go.

import Foundation
import GRDB

extension Ledger {
    /// What an errand follows from.
    enum Cause {
        case nothing
        case passage(Int64)
        case errand(Int64)
    }

    /// Lets an errand that is here follow one more passage or errand, unless it does so already.
    func follow(_ cause: Cause, by sameness: Data) throws {
        guard let (column, sequence) = cause.column else { return }
        try run(
            """
            INSERT INTO errandCause (errand, \(column)) SELECT latest, ? FROM (SELECT max(sequence) AS latest FROM errand WHERE sameness = ?)
            WHERE NOT EXISTS (SELECT 1 FROM errand WHERE sequence = latest AND \(column) = ?)
            AND NOT EXISTS (SELECT 1 FROM errandCause WHERE errand = latest AND \(column) = ?)
            """, [sequence, sameness, sequence, sequence])
    }

    /// The errands that follow an event of a passage or of an errand, of those with one key the latest.
    func followers(of cause: Cause, _ cue: ErrandCue) throws -> [Errand] {
        guard let (column, sequence) = cause.column else { return [] }
        let latest = """
            SELECT max(sequence) FROM errand
            WHERE cue = ? AND (\(column) = ? OR sequence IN (SELECT errand FROM errandCause WHERE \(column) = ?)) GROUP BY sameness
            """
        return try errands("WHERE errand.sequence IN (\(latest)) ORDER BY errand.sequence", [cue.rawValue, sequence, sequence])
    }

    /// How all came to an end that an errand follows: the first that went wrong, else the last; nil while one of them goes on.
    func ending(of errand: Errand) throws -> Tidings? {
        let statement = try db.cachedStatement(
            sql: "SELECT passage, parent FROM errand WHERE sequence = ? UNION ALL SELECT passage, parent FROM errandCause WHERE errand = ?")
        var all: [Tidings] = []
        for row in try Row.fetchAll(statement, arguments: [errand.sequence, errand.sequence]) {
            let tidings: Tidings?
            if let parent = row[1] as Int64? {
                tidings = try errands("WHERE errand.sequence = ?", [parent]).first?.ending
            } else if let passage = row[0] as Int64? {
                tidings = try passages("WHERE sequence = ?", [passage]).first?.ending
            } else {
                continue
            }
            guard let tidings else { return nil }
            all.append(tidings)
        }
        return all.first { !$0.isGood } ?? all.last
    }
}

extension Ledger.Cause {
    /// The column of errands in which it stands, and its sequence; nil for nothing.
    var column: (name: String, sequence: Int64)? {
        switch self {
        case .nothing: nil
        case .passage(let sequence): ("passage", sequence)
        case .errand(let sequence): ("parent", sequence)
        }
    }
}

extension Passage {
    /// How it ended; nil while it goes on.
    fileprivate var ending: Tidings? {
        switch storeLeg {
        // What was deleted later had arrived.
        case .forwarded, .withdrawn: Tidings(StoreLeg.forwarded.rawValue, nil)
        case .rejected, .parked: Tidings(storeLeg.rawValue, failure)
        case .received, .refused, .queued, .sending, .inDoubt, .unaddressed: nil
        }
    }
}

extension Errand {
    /// How it ended; nil while it goes on.
    fileprivate var ending: Tidings? {
        switch state {
        case .done: Tidings(state.rawValue, nil)
        case .parked, .givenUp: Tidings(state.rawValue, failure)
        case .ordered, .waiting, .queued, .sending: nil
        }
    }
}
