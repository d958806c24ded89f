// The access journal of a record: who came, when, in which circumstances, and what came of it.

import AuthorTrust
public import Foundation
import GRDB
import XDSMessages

/// One line of the access journal.
public struct RecordAccessTrace: Sendable, Hashable, Codable {
    /// When.
    public var moment: Date
    /// The person, PS_IdNat.
    public var person: String
    /// The person's name, where the assertion says it.
    public var name: String?
    /// The structure, Struct_IdNat.
    public var structure: String
    /// The mode of authentication: `DIRECTE`, `INDIRECTE`, `INDIRECTE_RENFORCEE`.
    public var mode: String
    /// The purpose of use: `normal`, `bris_de_glace`, `centre_15`.
    public var access: String
    /// The reason of an access in an emergency.
    public var reason: String?
    /// The transaction: `ITI-18`, `ITI-43`, `ITI-57`.
    public var transaction: String
    /// The documents that were given or changed, by their unique ids; empty for a query.
    public var documents: [String]
    /// Whether it was done, in part, or refused: the status of the answer.
    public var outcome: String
}

extension RecordAccessTrace: CustomStringConvertible {
    /// Transaction, purpose and outcome: nobody's name.
    public var description: String { "\(transaction) \(access) \(outcome)" }
}

/// A line of the access journal, as it is written.
struct AccessNote: RegistryChange {
    let patient: String
    let trace: RecordAccessTrace
    let byteCount = 512

    init(_ visitor: RecordVisitor, _ transaction: String, _ response: RegistryResponse, documents: [String], at moment: Date) {
        patient = visitor.patient
        let claims = visitor.claims
        trace = RecordAccessTrace(
            moment: moment, person: claims.subject, name: claims.subjectName, structure: claims.structure, mode: claims.mode.rawValue,
            access: claims.access.rawValue, reason: claims.reason, transaction: transaction, documents: documents,
            outcome: response.status == .success ? "given" : response.status == .partialSuccess ? "partly" : "refused")
    }

    func perform(in db: Database) throws -> [RegistryError] {
        let sql = "INSERT INTO access (patient, moment, trace) VALUES (?, ?, ?)"
        try db.execute(sql: sql, arguments: [patient, trace.moment.timeIntervalSince1970, try JSONEncoder().encode(trace)])
        return []
    }
}
