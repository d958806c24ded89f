// The registry's description of one submission, and of a folder.

/// The description of one submission (ITI TF-3 4.2.3.3).
public struct SubmissionSet: Sendable, Hashable, Codable {
    /// The object's id, a `urn:uuid:` once registered, or a symbolic id.
    public var entryUUID: String
    /// The identifier of the submission, an OID.
    public var uniqueId: String
    /// The system that submits, an OID.
    public var sourceId: String
    /// The patient, CX.
    public var patientId: String
    /// When it was submitted, DTM in UTC.
    public var submissionTime: String?
    /// Who submits.
    public var authors: [Author] = []
    /// The kind of activity that led to the submission.
    public var contentTypeCode: Code?
    /// For whom, `XON|XCN|XTN` each.
    public var intendedRecipients: [String] = []
    /// The title.
    public var title: String?
    /// Comments.
    public var comments: String?
    /// The home community, `urn:oid:…`.
    public var homeCommunityId: String?
    /// Whether it is current; set by the registry.
    public var availabilityStatus: AvailabilityStatus?
    /// What else the object carries.
    public var extra = ExtraMetadata()

    /// Begins a description with what every one has.
    public init(entryUUID: String, uniqueId: String, sourceId: String, patientId: String) {
        self.entryUUID = entryUUID
        self.uniqueId = uniqueId
        self.sourceId = sourceId
        self.patientId = patientId
    }
}

extension SubmissionSet: CustomStringConvertible, CustomDebugStringConvertible {
    /// The identifiers of the set: never the patient.
    public var description: String { "SubmissionSet \(entryUUID) uniqueId \(uniqueId)" }

    /// The same as `description`.
    public var debugDescription: String { description }
}

/// The description of a folder (ITI TF-3 4.2.3.4).
public struct Folder: Sendable, Hashable, Codable {
    /// The object's id, a `urn:uuid:` once registered, or a symbolic id.
    public var entryUUID: String
    /// The identifier of the folder, an OID.
    public var uniqueId: String
    /// The patient, CX.
    public var patientId: String
    /// The clinical codes of the folder.
    public var codeList: [Code] = []
    /// When it last changed, DTM in UTC; set by the registry.
    public var lastUpdateTime: String?
    /// The title.
    public var title: String?
    /// Comments.
    public var comments: String?
    /// The home community, `urn:oid:…`.
    public var homeCommunityId: String?
    /// Whether it is current; set by the registry.
    public var availabilityStatus: AvailabilityStatus?
    /// What else the object carries.
    public var extra = ExtraMetadata()

    /// Begins a description with what every one has.
    public init(entryUUID: String, uniqueId: String, patientId: String) {
        self.entryUUID = entryUUID
        self.uniqueId = uniqueId
        self.patientId = patientId
    }
}

extension Folder: CustomStringConvertible, CustomDebugStringConvertible {
    /// The identifiers of the folder: never the patient.
    public var description: String { "Folder \(entryUUID) uniqueId \(uniqueId)" }

    /// The same as `description`.
    public var debugDescription: String { description }
}
