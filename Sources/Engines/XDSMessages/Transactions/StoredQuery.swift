// ITI-18: a stored query and its answer.

/// The stored queries (ITI TF-2 3.18.4.1.2.3.7), by their ids.
public struct StoredQueryID: RawRepresentable, Sendable, Hashable, Codable {
    /// The `urn:uuid:`.
    public var rawValue: String

    /// Names a query.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The documents of a patient, filtered.
    public static let findDocuments = StoredQueryID(rawValue: "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d")
    /// The documents of a patient that carry an identifier of an order, a study and the like, filtered.
    public static let findDocumentsByReferenceId = StoredQueryID(rawValue: "urn:uuid:12941a89-e02e-4be5-967c-ce4bfc8fe492")
    /// The submission sets of a patient, filtered.
    public static let findSubmissionSets = StoredQueryID(rawValue: "urn:uuid:f26abbcb-ac74-4422-8a30-edb644bbc1a9")
    /// The folders of a patient, filtered.
    public static let findFolders = StoredQueryID(rawValue: "urn:uuid:958f3006-baad-4929-a4de-ff1114824431")
    /// All that is registered of a patient.
    public static let getAll = StoredQueryID(rawValue: "urn:uuid:10b545ea-725c-446d-9b95-8aeb444eddf3")
    /// Documents by their ids.
    public static let getDocuments = StoredQueryID(rawValue: "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4")
    /// Folders by their ids.
    public static let getFolders = StoredQueryID(rawValue: "urn:uuid:5737b14c-8a1a-4539-b659-e03a34a5e1e4")
    /// The associations that an object is part of.
    public static let getAssociations = StoredQueryID(rawValue: "urn:uuid:a7ae438b-4bc2-4642-93e9-be891f7bb155")
    /// Documents by their ids, with their associations.
    public static let getDocumentsAndAssociations = StoredQueryID(rawValue: "urn:uuid:bab9529a-4a10-40b3-a01f-f68a615d247a")
    /// The submission sets that brought objects.
    public static let getSubmissionSets = StoredQueryID(rawValue: "urn:uuid:51224314-5390-4169-9b91-b1980040715a")
    /// A submission set with all that it holds.
    public static let getSubmissionSetAndContents = StoredQueryID(rawValue: "urn:uuid:e8e3cb2c-e39c-46b9-99e4-c12f57260b83")
    /// A folder with all that it holds.
    public static let getFolderAndContents = StoredQueryID(rawValue: "urn:uuid:b909a503-523d-4517-8acf-8e5834dfc4c7")
    /// The folders that a document is in.
    public static let getFoldersForDocument = StoredQueryID(rawValue: "urn:uuid:10cae35a-c7f9-4cf5-b61e-fc3278ffb578")
    /// The documents that a document is associated with.
    public static let getRelatedDocuments = StoredQueryID(rawValue: "urn:uuid:d90e5407-b356-4d91-a89f-873917b4b0e6")
}

/// What a query answers with.
public enum StoredQueryReturnType: String, Sendable, Hashable, Codable {
    /// Whole objects.
    case leafClass = "LeafClass"
    /// References only.
    case objectRef = "ObjectRef"
}

/// ITI-18, Registry Stored Query.
public struct StoredQueryRequest: Sendable, Hashable {
    /// Which query.
    public var query: StoredQueryID
    /// What to answer with.
    public var returnType: StoredQueryReturnType
    /// The parameters in order; a parameter may be there more than once, which means: and.
    public var parameters: [QueryParameter]
    /// The home community asked, `urn:oid:…`.
    public var homeCommunityId: String?
    /// The first object wanted of the answer, counted from 0 (ebRS 3.0, iterative queries); nil for the whole answer.
    public var startIndex: Int?
    /// The most objects wanted; nil for all.
    public var maxResults: Int?

    /// Asks.
    public init(query: StoredQueryID, returnType: StoredQueryReturnType = .leafClass, parameters: [QueryParameter], homeCommunityId: String? = nil) {
        self.query = query
        self.returnType = returnType
        self.parameters = parameters
        self.homeCommunityId = homeCommunityId
    }
}

/// The answer of ITI-18.
public struct StoredQueryResponse: Sendable, Hashable {
    /// How it ended.
    public var response: RegistryResponse
    /// The objects found, or references to them.
    public var objects: RegistryObjectList
    /// The place of the first object in the whole answer, where a part was asked for.
    public var startIndex: Int?
    /// How many objects the whole answer has, where a part was asked for.
    public var totalResultCount: Int?

    /// Answers.
    public init(response: RegistryResponse, objects: RegistryObjectList = RegistryObjectList()) {
        self.response = response
        self.objects = objects
    }
}
