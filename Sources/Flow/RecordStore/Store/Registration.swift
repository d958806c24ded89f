// Writes one submission into the registry, once its rules against what is registered hold.

import CredentialChecks
import Foundation
import GRDB
import XDSMessages

/// One submission, its ids made universal, ready to be written.
struct Registration: Sendable {
    let submission: Submission
    let receivedAt: Date
    let caller: String?
    let set: SubmissionSet
    let entries: [(entry: DocumentEntry, bytes: [UInt8])]
    let folders: [Folder]
    let associations: [XDSMessages.Association]
    let byteCount: Int

    /// Gives every object with a symbolic id a UUID of its own, and states what the registry states.
    ///
    /// That is: status, logical id, version, repository, home community, hash and size. The submission has passed the rules.
    init(_ submission: Submission, options: StoreOptions, caller: String?, now: Date) {
        self.submission = submission
        self.caller = caller
        receivedAt = now
        var universal: [String: String] = [:]
        func id(_ given: String) -> String {
            if let known = universal[given] { return known }
            let fresh = EntryUUID.isUniversal(given) ? given.lowercased() : Answers.freshID()
            universal[given] = fresh
            return fresh
        }
        let objects = submission.objects
        var set = objects.submissionSets[0]
        set.entryUUID = id(set.entryUUID)
        set.availabilityStatus = .approved
        set.homeCommunityId = options.homeCommunityId
        self.set = set
        entries = objects.documentEntries.map { given in
            let bytes = submission.documents[given.entryUUID] ?? []
            var entry = given
            entry.entryUUID = id(given.entryUUID)
            entry.logicalId = entry.entryUUID
            entry.version = 1
            entry.availabilityStatus = .approved
            entry.repositoryUniqueId = options.repositoryUniqueId
            entry.homeCommunityId = options.homeCommunityId
            entry.hash = submission.hashes[given.entryUUID] ?? given.hash
            entry.size = bytes.count
            return (entry, bytes)
        }
        folders = objects.folders.map { given in
            var folder = given
            folder.entryUUID = id(given.entryUUID)
            folder.availabilityStatus = .approved
            folder.homeCommunityId = options.homeCommunityId
            return folder
        }
        associations = objects.associations.map { given in
            var association = given
            association.entryUUID = id(given.entryUUID)
            association.source = id(given.source)
            association.target = id(given.target)
            association.availabilityStatus = .approved
            return association
        }
        byteCount = entries.reduce(4096) { $0 + $1.bytes.count }
    }

    /// Checks and writes, within the caller's savepoint; the errors, if any, ask for it to be undone.
    func perform(in db: Database) throws -> [RegistryError] {
        let errors = try RegistryState(db).errors(of: self)
        guard errors.isEmpty else { return errors }
        let encoder = JSONEncoder()
        try db.execute(
            sql: "INSERT INTO submission (entryUUID, uniqueId, patient, receivedAt, caller, metadata) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [set.entryUUID, set.uniqueId, submission.patient, receivedAt.timeIntervalSince1970, caller, try encoder.encode(set)])
        for (entry, bytes) in entries {
            try db.cachedStatement(
                sql: "INSERT INTO document (entryUUID, uniqueId, patient, submission, status, hash, size, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            ).execute(arguments: [
                entry.entryUUID, entry.uniqueId, submission.patient, set.entryUUID, AvailabilityStatus.approved.rawValue, entry.hash?.lowercased() ?? "",
                bytes.count, try encoder.encode(entry),
            ])
            try db.cachedStatement(sql: "INSERT INTO content (document, bytes) VALUES (?, ?)").execute(arguments: [db.lastInsertedRowID, Data(bytes)])
        }
        for folder in folders {
            try db.execute(
                sql: "INSERT INTO folder (entryUUID, uniqueId, patient, metadata) VALUES (?, ?, ?, ?)",
                arguments: [folder.entryUUID, folder.uniqueId, submission.patient, try encoder.encode(folder)])
        }
        for association in associations {
            try db.cachedStatement(sql: "INSERT INTO association (entryUUID, type, source, target, metadata) VALUES (?, ?, ?, ?, ?)").execute(
                arguments: [association.entryUUID, association.type.rawValue, association.source, association.target, try encoder.encode(association)])
            if association.type.replacesTarget {
                try db.execute(
                    sql: "UPDATE document SET status = ? WHERE entryUUID = ?", arguments: [AvailabilityStatus.deprecated.rawValue, association.target])
            }
        }
        return []
    }
}
