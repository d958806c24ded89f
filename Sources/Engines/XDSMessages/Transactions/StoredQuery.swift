// ITI-18: a stored query and its answer.

/// The stored queries (ITI TF-2 3.18.4.1.2.3.7), by their ids.
public struct StoredQueryID: RawRepresentable, Sendable, Hashable, Codable {
    /// The `urn:uuid:`.
    public var rawValue: String

    /// Names a query.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The documents of a patient, filtered.
    public static let findDocuments = StoredQueryID(rawValue: "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d")
    /// Documents by their ids.
    public static let getDocuments = StoredQueryID(rawValue: "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4")
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

    /// Answers.
    public init(response: RegistryResponse, objects: RegistryObjectList = RegistryObjectList()) {
        self.response = response
        self.objects = objects
    }
}
