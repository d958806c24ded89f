// Writes one submission into the registry, once its rules against what is registered hold.

import CredentialChecks
import Foundation
import GRDB
import XDSMessages

/// One submission, its ids made universal, ready to be written.
struct Registration: RegistryChange {
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
            folder.lastUpdateTime = RegistryTime.text(of: now)
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

    func perform(in db: Database) throws -> [RegistryError] {
        let errors = try RegistryState(db).errors(of: self)
        guard errors.isEmpty else { return errors }
        let records = RegistryRecords(db)
        try records.insert(set, patient: submission.patient, receivedAt: receivedAt, caller: caller)
        for (entry, bytes) in entries { try records.insert(entry, patient: submission.patient, submission: set.entryUUID, bytes: bytes) }
        for folder in folders { try records.insert(folder, patient: submission.patient) }
        for association in associations { try records.insert(association) }
        for association in associations where association.type.replacesTarget {
            try records.setStatus(.deprecated, ofDocument: association.target)
            try records.putIntoFolders(association.source, of: association.target)
        }
        try records.touchFolders(holding: entries.map(\.entry.entryUUID) + associations.map(\.target), at: RegistryTime.text(of: receivedAt))
        return []
    }
}
