// The registry's description of one document.

/// The description of one document (ITI TF-3 4.2.3.2), attribute by attribute and under the names of XDS.
///
/// Values are plain: HL7 v2 strings (CX, XCN, XON) and times (DTM, UTC) exactly as ebRIM carries them. An attribute
/// that is absent is nil or empty; which ones are required is for the rules of the reader's side to say.
public struct DocumentEntry: Sendable, Hashable, Codable {
    /// The object's id: a `urn:uuid:` once registered, or a symbolic id of the submission such as `Document01`.
    public var entryUUID: String
    /// The id that stays the same over versions of the metadata (`lid`).
    public var logicalId: String?
    /// The version of the metadata (`VersionInfo`).
    public var version: Int?
    /// The home community, `urn:oid:…`.
    public var homeCommunityId: String?
    /// Stable or on demand.
    public var kind: DocumentEntryKind = .stable
    /// Whether the document is current; set by the registry.
    public var availabilityStatus: AvailabilityStatus?
    /// The media type of the document.
    public var mimeType: String
    /// The identifier that the producer gave to the document, OID or OID^extension.
    public var uniqueId: String
    /// The patient as the registry knows them, CX.
    public var patientId: String
    /// The patient as the source knows them, CX.
    public var sourcePatientId: String?
    /// The patient's traits, one `PID-n|value` each.
    public var sourcePatientInfo: [String] = []
    /// The authors in order.
    public var authors: [Author] = []
    /// Who answers for the document, XCN.
    public var legalAuthenticator: String?
    /// The title.
    public var title: String?
    /// Comments.
    public var comments: String?
    /// The class.
    public var classCode: Code?
    /// The type.
    public var typeCode: Code?
    /// The format of the content.
    public var formatCode: Code?
    /// The kind of facility.
    public var healthcareFacilityTypeCode: Code?
    /// The practice setting.
    public var practiceSettingCode: Code?
    /// The levels of confidentiality.
    public var confidentialityCodes: [Code] = []
    /// The acts documented.
    public var eventCodeList: [Code] = []
    /// When the document was made, DTM in UTC.
    public var creationTime: String?
    /// When the service began, DTM in UTC.
    public var serviceStartTime: String?
    /// When the service ended, DTM in UTC.
    public var serviceStopTime: String?
    /// The language, for instance `fr-FR`.
    public var languageCode: String?
    /// The SHA-1 of the document's bytes, 40 hexadecimal digits.
    public var hash: String?
    /// The number of bytes.
    public var size: Int?
    /// The file name, in media exchange.
    public var uri: String?
    /// The repository that holds the document, an OID; set by the repository.
    public var repositoryUniqueId: String?
    /// Online or offline.
    public var documentAvailability: String?
    /// Identifiers of orders, accessions, studies and the like, CXi.
    public var referenceIdList: [String] = []
    /// What else the object carries.
    public var extra = ExtraMetadata()

    /// Begins a description with what every one has.
    public init(entryUUID: String, uniqueId: String, patientId: String, mimeType: String) {
        self.entryUUID = entryUUID
        self.uniqueId = uniqueId
        self.patientId = patientId
        self.mimeType = mimeType
    }
}

/// Whether a document exists when it is registered.
public enum DocumentEntryKind: String, Sendable, Hashable, Codable {
    /// The bytes exist.
    case stable = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"
    /// The bytes are made when they are asked for.
    case onDemand = "urn:uuid:34268e47-fdf5-41a6-ba33-82133c465248"
}

extension DocumentEntry: CustomStringConvertible, CustomDebugStringConvertible {
    /// The identifiers of the entry: never the patient.
    public var description: String { "DocumentEntry \(entryUUID) uniqueId \(uniqueId)" }

    /// The same as `description`.
    public var debugDescription: String { description }
}
