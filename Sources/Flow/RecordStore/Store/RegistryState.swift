// The rules that hold between a submission and what is registered already.

import GRDB
import XDSMessages

/// What is registered, asked within the transaction that will write.
struct RegistryState {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Why a submission cannot be registered; none when it can.
    func errors(of registration: Registration) throws -> [RegistryError] {
        var errors: [RegistryError] = []
        if let error = try duplicate(of: registration.set) { errors.append(error) }
        for (entry, _) in registration.entries { errors += try duplicates(of: entry) }
        for folder in registration.folders where try exists("SELECT 1 FROM folder WHERE uniqueId = ?", folder.uniqueId) {
            errors.append(RegistryError(.duplicateUniqueIdInRegistry, "the folder is registered already", location: folder.entryUUID))
        }
        let ids =
            [registration.set.entryUUID] + registration.entries.map(\.entry.entryUUID) + registration.folders.map(\.entryUUID)
            + registration.associations.map(\.entryUUID)
        for id in ids where try isRegistered(id) {
            errors.append(RegistryError(.registryMetadataError, "the id is registered already", location: id))
        }
        let own = Set(ids)
        for association in registration.associations { errors += try reproaches(to: association, own: own, patient: registration.submission.patient) }
        return errors
    }

    /// Why a submission set cannot be registered; nil when it can.
    func reproach(to set: SubmissionSet) throws -> RegistryError? { try duplicate(of: set) ?? reproach(toNew: [set.entryUUID]) }

    /// Why ids cannot be given to new objects; nil when they can.
    func reproach(toNew ids: [String]) throws -> RegistryError? {
        try ids.first { try isRegistered($0) }.map { RegistryError(.registryMetadataError, "the id is registered already", location: $0) }
    }

    private func duplicate(of set: SubmissionSet) throws -> RegistryError? {
        guard try exists("SELECT 1 FROM submission WHERE uniqueId = ?", set.uniqueId) else { return nil }
        return RegistryError(.duplicateUniqueIdInRegistry, "the submission set is registered already", location: set.entryUUID)
    }

    /// The same unique id with the same bytes is a repetition; with others it is another document under a used name.
    private func duplicates(of entry: DocumentEntry) throws -> [RegistryError] {
        guard let known = try String.fetchOne(db, sql: "SELECT hash FROM document WHERE uniqueId = ?", arguments: [entry.uniqueId]) else { return [] }
        return known == entry.hash?.lowercased()
            ? [RegistryError(.duplicateUniqueIdInRegistry, "uniqueId \(entry.uniqueId) is registered already", location: entry.entryUUID)]
            : [RegistryError(.nonIdenticalHash, "uniqueId \(entry.uniqueId) is registered with other bytes", location: entry.entryUUID)]
    }

    /// What is wrong with an association of a submission: its ends must be there, of the same patient, current, and of the right kind.
    private func reproaches(to association: XDSMessages.Association, own: Set<String>, patient: String) throws -> [RegistryError] {
        func error(_ code: RegistryErrorCode, _ context: String) -> [RegistryError] { [RegistryError(code, context, location: association.entryUUID)] }
        if !own.contains(association.source) {
            if try exists("SELECT 1 FROM submission WHERE entryUUID = ?", association.source) {
                return error(.registryMetadataError, "a registered submission set is not added to")
            }
            guard let folder = try end("folder", association.source) else {
                return error(.unresolvedReference, "sourceObject is neither in the submission nor registered")
            }
            guard folder.patient == patient else { return error(.patientIdDoesNotMatch, "sourceObject is of another patient") }
            guard folder.isCurrent else { return error(.registryMetadataError, "sourceObject is not current") }
        }
        if own.contains(association.target), !association.type.replacesTarget { return [] }
        if let document = try end("document", association.target) {
            guard document.patient == patient else { return error(.patientIdDoesNotMatch, "targetObject is of another patient") }
            if association.type == .isSnapshotOf { return error(.registryMetadataError, "targetObject is not on demand") }
            let mayBeFormer = association.type == .signs || association.type == .hasMember
            return mayBeFormer || document.isCurrent ? [] : error(.registryDeprecatedDocumentError, "targetObject is not current")
        }
        if association.type.replacesTarget { return error(.replaceFailed, "the document to be replaced is not registered") }
        guard try isRegistered(association.target) else {
            return error(.unresolvedReference, "targetObject is neither in the submission nor registered")
        }
        if let package = try end("folder", association.target) ?? end("submission", association.target), package.patient != patient {
            return error(.patientIdDoesNotMatch, "targetObject is of another patient")
        }
        let mayBeOther = association.type == .signs || association.type == .hasMember
        return mayBeOther ? [] : error(.registryMetadataError, "targetObject is no document")
    }

    /// The patient of a registered object, and whether it is current.
    private func end(_ table: String, _ id: String) throws -> (patient: String, isCurrent: Bool)? {
        let status = table == "submission" ? "'\(AvailabilityStatus.approved.rawValue)'" : "status"
        let sql = "SELECT patient, \(status) AS status FROM \(table) WHERE entryUUID = ?"
        guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id]) else { return nil }
        return (row["patient"], row["status"] as String == AvailabilityStatus.approved.rawValue)
    }

    private func isRegistered(_ id: String) throws -> Bool {
        for table in ["document", "submission", "folder", "association"] where try exists("SELECT 1 FROM \(table) WHERE entryUUID = ?", id) { return true }
        return false
    }

    private func exists(_ sql: String, _ argument: String) throws -> Bool {
        try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [argument]) ?? false
    }
}
