// Another status for one registered document.

import GRDB
import XDSMessages

/// An UpdateAvailabilityStatus (ITI TF-2 3.57.4.1.3.3.2).
struct StatusChange: MetadataChange {
    private let association: String
    private let target: String
    private let original: AvailabilityStatus
    private let new: AvailabilityStatus

    /// What may become of each status: a document that is deleted stays so, and of one that was replaced nothing becomes any more, for it is the last
    /// version that is deleted.
    private static let allowed: [AvailabilityStatus: Set<AvailabilityStatus>] = [
        .approved: [.archived, .deleted, .deprecated], .archived: [.approved, .deleted], .deprecated: [.approved, .deleted], .deleted: [],
    ]

    init(_ association: XDSMessages.Association) throws(UpdateRefused) {
        self.association = association.entryUUID
        target = association.target.lowercased()
        func status(_ slot: String) throws(UpdateRefused) -> AvailabilityStatus {
            guard let values = association.values(of: slot), values.count == 1 else {
                throw UpdateRefused(.metadataUpdateOperationError, "\(slot) has one value", at: association.entryUUID)
            }
            return AvailabilityStatus(rawValue: values[0])
        }
        original = try status("OriginalStatus")
        new = try status("NewStatus")
        guard let targets = Self.allowed[original], Self.allowed[new] != nil else {
            throw UpdateRefused(.metadataUpdateOperationError, "statuses are Approved, Deprecated, Archived and Deleted", at: association.entryUUID)
        }
        guard targets.contains(new) else {
            throw UpdateRefused(.metadataUpdateError, "NewStatus does not follow OriginalStatus", at: association.entryUUID)
        }
    }

    func perform(_ db: Database, patient: String, _ records: RegistryRecords) throws -> RegistryError? {
        guard let document = try Row.fetchOne(db, sql: "SELECT logicalId, version, patient, status FROM document WHERE entryUUID = ?", arguments: [target])
        else { return error(.unresolvedReference, "targetObject is no registered document") }
        guard document["patient"] as String == patient else { return error(.patientIDReconciliationError, "targetObject is of another patient") }
        let last = try Int.fetchOne(db, sql: "SELECT MAX(version) FROM document WHERE logicalId = ?", arguments: [document["logicalId"] as String])
        guard document["version"] == last else { return error(.metadataVersionError, "targetObject is not the last version, which is \(last ?? 0)") }
        guard document["status"] as String == original.rawValue else { return error(.metadataUpdateError, "OriginalStatus is not the status registered") }
        if original == .deprecated, try isReplaced(in: db) { return error(.metadataUpdateError, "targetObject was replaced") }
        try records.setStatus(new, ofDocument: target)
        return nil
    }

    private func isReplaced(in db: Database) throws -> Bool {
        let sql = "SELECT 1 FROM association WHERE target = ? AND type IN (?, ?)"
        let arguments: StatementArguments = [target, AssociationType.replaces.rawValue, AssociationType.transformsAndReplaces.rawValue]
        return try Bool.fetchOne(db, sql: sql, arguments: arguments) ?? false
    }

    private func error(_ code: RegistryErrorCode, _ context: String) -> RegistryError { RegistryError(code, context, location: association) }
}
