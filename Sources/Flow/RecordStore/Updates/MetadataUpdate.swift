// Reads what an update (ITI-57) asks for, and writes it into the registry.

import Foundation
import GRDB
import XDSMessages

/// Why an update is refused before the registry is looked at.
struct UpdateRefused: Error {
    var errors: [RegistryError]

    init(_ errors: [RegistryError]) { self.errors = errors }

    init(_ code: RegistryErrorCode, _ context: String, at object: String? = nil) {
        self.init([RegistryError(code, context, location: object.flatMap { $0.isEmpty ? nil : $0 })])
    }
}

/// One update: its submission set, and the changes that it asks for, all of them done or none (ITI TF-2 3.57.4.1.3).
struct MetadataUpdate: RegistryChange {
    let set: SubmissionSet
    let changes: [any MetadataChange]
    private let patient: String
    private let receivedAt: Date
    private let caller: String?

    let byteCount = 8192

    /// Reads what is asked for; refuses what the rules of a message, or the offer of this registry, do not have.
    init(_ request: UpdateDocumentSetRequest, options: StoreOptions, caller: String?, now: Date) throws(UpdateRefused) {
        let submission = Submission(request, patients: options.patients)
        let violations = MetadataRules.ofUpdates.flatMap { $0.violations(in: submission) }
        guard violations.isEmpty else { throw UpdateRefused(violations.map(\.ofRegistry)) }
        patient = submission.patient
        receivedAt = now
        self.caller = caller
        let given = request.objects.submissionSets[0]
        var set = given
        if !EntryUUID.isUniversal(given.entryUUID) { set.entryUUID = Answers.freshID() }
        set.availabilityStatus = .approved
        set.homeCommunityId = options.homeCommunityId
        self.set = set
        if let folder = request.objects.folders.first {
            throw UpdateRefused(.metadataUpdateOperationError, "metadata of folders are not updated here", at: folder.entryUUID)
        }
        var changes: [any MetadataChange] = []
        var used: Set<String> = []
        for association in request.objects.associations {
            guard association.source == given.entryUUID else {
                throw UpdateRefused(.metadataUpdateOperationError, "an update starts from the submission set", at: association.entryUUID)
            }
            switch association.type {
            case .updatesAvailabilityStatus: changes.append(try StatusChange(association))
            case .hasMember:
                guard let entry = request.objects.documentEntries.first(where: { $0.entryUUID == association.target }) else {
                    throw UpdateRefused(.metadataUpdateOperationError, "HasMember of an entry that the update does not bring", at: association.entryUUID)
                }
                guard used.insert(entry.entryUUID).inserted else {
                    throw UpdateRefused(.metadataUpdateOperationError, "two HasMember of one entry", at: association.entryUUID)
                }
                changes.append(try VersionChange(entry, association, set: set.entryUUID))
            default:
                throw UpdateRefused(
                    .metadataUpdateOperationError, "offered here: UpdateAvailabilityStatus, and HasMember of a next version", at: association.entryUUID)
            }
        }
        if let left = request.objects.documentEntries.first(where: { !used.contains($0.entryUUID) }) {
            throw UpdateRefused(.metadataUpdateOperationError, "an entry that is no member of the submission set", at: left.entryUUID)
        }
        guard !changes.isEmpty else { throw UpdateRefused(.metadataUpdateOperationError, "the update changes nothing", at: given.entryUUID) }
        self.changes = changes
    }

    func perform(in db: Database) throws -> [RegistryError] {
        let state = RegistryState(db)
        if let taken = try state.reproach(to: set) { return [taken] }
        let records = RegistryRecords(db)
        try records.insert(set, patient: patient, receivedAt: receivedAt, caller: caller)
        for change in changes {
            if let error = try change.perform(db, patient: patient, records) { return [error] }
        }
        return []
    }
}

/// One change of an update.
protocol MetadataChange: Sendable {
    /// Checks and writes; the error, if any, undoes the whole update.
    func perform(_ db: Database, patient: String, _ records: RegistryRecords) throws -> RegistryError?
}

extension RegistryError {
    /// The error as a registry gives it that has no repository before it.
    fileprivate var ofRegistry: RegistryError {
        var error = self
        switch code {
        case .repositoryMetadataError: error.code = .registryMetadataError
        case .repositoryDuplicateUniqueIdInMessage: error.code = .registryDuplicateUniqueIdInMessage
        case .patientIdDoesNotMatch: error.code = .patientIDReconciliationError
        default: break
        }
        return error
    }
}
