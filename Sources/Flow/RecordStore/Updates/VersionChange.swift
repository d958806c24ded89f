// The next version of one document's metadata.

import GRDB
import XDSMessages

/// An entry under a registered `lid` (ITI TF-2 3.57.4.1.3.3.1); only its levels of confidentiality may differ from the version before.
struct VersionChange: MetadataChange {
    private let entry: DocumentEntry
    private let member: XDSMessages.Association
    private let set: String
    private let previous: Int
    private let propagates: Bool

    init(_ given: DocumentEntry, _ member: XDSMessages.Association, set: String) throws(UpdateRefused) {
        guard let logicalId = given.logicalId, EntryUUID.isUniversal(logicalId) else {
            throw UpdateRefused(.metadataUpdateOperationError, "lid is not a registered urn:uuid", at: given.entryUUID)
        }
        guard let values = member.values(of: "PreviousVersion"), values.count == 1, let previous = Int(values[0]), previous > 0 else {
            throw UpdateRefused(.metadataVersionError, "PreviousVersion is no version", at: member.entryUUID)
        }
        guard member.values(of: "SubmissionSetStatus") == ["Original"] else {
            throw UpdateRefused(.metadataUpdateOperationError, "SubmissionSetStatus of a next version must be Original", at: member.entryUUID)
        }
        switch member.values(of: "AssociationPropagation") {
        case nil, ["yes"]: propagates = true
        case ["no"]: propagates = false
        default: throw UpdateRefused(.metadataUpdateOperationError, "AssociationPropagation is yes or no", at: member.entryUUID)
        }
        self.previous = previous
        self.set = set
        var entry = given
        entry.logicalId = logicalId.lowercased()
        entry.entryUUID = EntryUUID.isUniversal(given.entryUUID) ? given.entryUUID.lowercased() : Answers.freshID()
        self.entry = entry
        var association = member
        association.entryUUID = EntryUUID.isUniversal(member.entryUUID) ? member.entryUUID.lowercased() : Answers.freshID()
        association.source = set
        association.target = entry.entryUUID
        association.availabilityStatus = .approved
        self.member = association
    }

    func perform(_ db: Database, patient: String, _ records: RegistryRecords) throws -> RegistryError? {
        let sql = "SELECT entryUUID, version, patient, status, content, metadata FROM document WHERE logicalId = ? ORDER BY version DESC LIMIT 1"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [entry.logicalId]) else {
            return error(.unresolvedReference, "lid is that of no registered document")
        }
        guard row["patient"] as String == patient else { return error(.patientIDReconciliationError, "lid is that of a document of another patient") }
        let version: Int = row["version"]
        guard version == previous else { return error(.metadataVersionError, "PreviousVersion is not the last version, which is \(version)") }
        guard row["status"] as String == AvailabilityStatus.approved.rawValue else { return error(.metadataUpdateError, "the document is not current") }
        let former = try StoreDatabase.entry(row)
        let changed = UnmodifiableAttributes.changed(from: former, to: entry)
        guard changed.isEmpty else {
            return error(.unmodifiableMetadata, "only confidentialityCode may change, not \(changed.joined(separator: ", "))")
        }
        if let taken = try RegistryState(db).reproach(toNew: [entry.entryUUID, member.entryUUID]) { return taken }

        var next = former
        next.entryUUID = entry.entryUUID
        next.logicalId = entry.logicalId
        next.version = version + 1
        next.availabilityStatus = .approved
        next.confidentialityCodes = entry.confidentialityCodes
        try records.setStatus(.deprecated, ofDocument: former.entryUUID)
        try records.insert(next, patient: patient, submission: set, content: row["content"])
        try records.insert(member)
        if propagates { try records.propagateAssociations(from: former.entryUUID, to: next.entryUUID) }
        return nil
    }

    private func error(_ code: RegistryErrorCode, _ context: String) -> RegistryError {
        RegistryError(code, context, location: member.entryUUID)
    }
}

/// The attributes of an entry that an update leaves as they are.
enum UnmodifiableAttributes {
    /// The names of those that differ; what the registry states itself, and what an update need not repeat, is not compared when absent.
    static func changed(from former: DocumentEntry, to next: DocumentEntry) -> [String] {
        func differs<Value: Equatable>(_ path: KeyPath<DocumentEntry, Value>) -> Bool { former[keyPath: path] != next[keyPath: path] }
        func differs(ifStated path: KeyPath<DocumentEntry, String?>) -> Bool { next[keyPath: path] != nil && differs(path) }
        let compared: [(String, Bool)] = [
            ("objectType", differs(\.kind)), ("uniqueId", differs(\.uniqueId)), ("mimeType", differs(\.mimeType)),
            ("hash", next.hash.map { $0.lowercased() != former.hash?.lowercased() } ?? false), ("size", next.size != nil && differs(\.size)),
            ("repositoryUniqueId", differs(ifStated: \.repositoryUniqueId)), ("homeCommunityId", differs(ifStated: \.homeCommunityId)),
            ("sourcePatientId", differs(\.sourcePatientId)), ("sourcePatientInfo", differs(\.sourcePatientInfo)), ("author", differs(\.authors)),
            ("legalAuthenticator", differs(\.legalAuthenticator)), ("title", differs(\.title)), ("comments", differs(\.comments)),
            ("classCode", differs(\.classCode)), ("typeCode", differs(\.typeCode)), ("formatCode", differs(\.formatCode)),
            ("healthcareFacilityTypeCode", differs(\.healthcareFacilityTypeCode)), ("practiceSettingCode", differs(\.practiceSettingCode)),
            ("eventCodeList", differs(\.eventCodeList)), ("creationTime", differs(\.creationTime)), ("serviceStartTime", differs(\.serviceStartTime)),
            ("serviceStopTime", differs(\.serviceStopTime)), ("languageCode", differs(\.languageCode)), ("URI", differs(ifStated: \.uri)),
            ("documentAvailability", differs(ifStated: \.documentAvailability)), ("referenceIdList", differs(\.referenceIdList)),
            ("extra metadata", differs(\.extra)),
        ]
        return compared.filter(\.1).map(\.0)
    }
}
