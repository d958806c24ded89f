// Writes the objects of the registry into their tables.

import Foundation
import GRDB
import XDSMessages

/// The tables of the registry, within the transaction that writes.
struct RegistryRecords {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func insert(_ set: SubmissionSet, patient: String, receivedAt: Date, caller: String?) throws {
        try db.cachedStatement(
            sql: "INSERT INTO submission (entryUUID, uniqueId, patient, receivedAt, caller, metadata) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [set.entryUUID, set.uniqueId, patient, receivedAt.timeIntervalSince1970, caller, try JSONEncoder().encode(set)])
    }

    /// Writes a document that is new, with its bytes.
    func insert(_ entry: DocumentEntry, patient: String, submission: String, bytes: [UInt8]) throws {
        try db.cachedStatement(sql: "INSERT INTO content (bytes) VALUES (?)").execute(arguments: [Data(bytes)])
        try insert(entry, patient: patient, submission: submission, content: db.lastInsertedRowID)
    }

    /// Writes a version of an entry, whose bytes are there.
    func insert(_ entry: DocumentEntry, patient: String, submission: String, content: Int64) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO document (entryUUID, logicalId, version, uniqueId, patient, submission, status, hash, size, content, metadata)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            entry.entryUUID, entry.logicalId ?? entry.entryUUID, entry.version ?? 1, entry.uniqueId, patient, submission,
            AvailabilityStatus.approved.rawValue, entry.hash?.lowercased() ?? "", entry.size ?? 0, content, try JSONEncoder().encode(entry),
        ])
        try DocumentTrait.write(entry, at: db.lastInsertedRowID, patient: patient, in: db)
        guard let logicalId = entry.logicalId, let version = entry.version, version > 1 else { return }
        try db.cachedStatement(sql: "UPDATE document SET isFollowed = 1 WHERE logicalId = ? AND version < ?").execute(arguments: [logicalId, version])
    }

    func insert(_ folder: Folder, patient: String) throws {
        try db.cachedStatement(
            sql: "INSERT INTO folder (entryUUID, uniqueId, patient, status, lastUpdateTime, metadata) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            folder.entryUUID, folder.uniqueId, patient, AvailabilityStatus.approved.rawValue, folder.lastUpdateTime ?? "", try JSONEncoder().encode(folder),
        ])
    }

    func insert(_ association: XDSMessages.Association) throws {
        try db.cachedStatement(sql: "INSERT INTO association (entryUUID, type, source, target, metadata) VALUES (?, ?, ?, ?, ?)").execute(
            arguments: [
                association.entryUUID, association.type.rawValue, association.source, association.target, try JSONEncoder().encode(association),
            ])
    }

    func setStatus(_ status: AvailabilityStatus, ofDocument entryUUID: String) throws {
        try db.cachedStatement(sql: "UPDATE document SET status = ? WHERE entryUUID = ?").execute(arguments: [status.rawValue, entryUUID])
    }

    /// Lets the associations of a version hold for the next one too, but for those that say which set brought it (ITI TF-2 3.57.4.1.3.3.1.3).
    func propagateAssociations(from former: String, to next: String) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT metadata FROM association WHERE (source = ?1 OR target = ?1)
                AND NOT (type = ?2 AND source IN (SELECT entryUUID FROM submission))
                """, arguments: [former, AssociationType.hasMember.rawValue])
        for row in rows {
            var association = try JSONDecoder().decode(XDSMessages.Association.self, from: row["metadata"] as Data)
            association.entryUUID = Answers.freshID()
            if association.source == former { association.source = next }
            if association.target == former { association.target = next }
            try insert(association)
        }
    }

    /// Puts a document that replaces another into the folders of the other (ITI TF-2 3.42.4.1.3.3.5).
    func putIntoFolders(_ next: String, of former: String) throws {
        let folders = try String.fetchAll(
            db, sql: "SELECT source FROM association WHERE target = ? AND type = ? AND source IN (SELECT entryUUID FROM folder)",
            arguments: [former, AssociationType.hasMember.rawValue])
        for folder in folders {
            let known = try Bool.fetchOne(
                db, sql: "SELECT 1 FROM association WHERE source = ? AND target = ? AND type = ?",
                arguments: [folder, next, AssociationType.hasMember.rawValue])
            guard known == nil else { continue }
            var membership = XDSMessages.Association(entryUUID: Answers.freshID(), type: .hasMember, source: folder, target: next)
            membership.availabilityStatus = .approved
            try insert(membership)
        }
    }

    /// States when the folders that hold one of these documents last changed.
    func touchFolders(holding documents: [String], at time: String) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE folder SET lastUpdateTime = ? WHERE entryUUID IN (SELECT source FROM association WHERE target = ? AND type = ?)")
        for document in Set(documents).sorted() { try statement.execute(arguments: [time, document, AssociationType.hasMember.rawValue]) }
    }
}
