// ITI-43: documents asked for, and documents given.

/// One document asked for.
public struct DocumentRequest: Sendable, Hashable, Codable {
    /// The home community, `urn:oid:…`.
    public var homeCommunityId: String?
    /// The repository that holds it, an OID.
    public var repositoryUniqueId: String
    /// The document's unique id.
    public var documentUniqueId: String

    /// Asks for a document.
    public init(repositoryUniqueId: String, documentUniqueId: String, homeCommunityId: String? = nil) {
        self.repositoryUniqueId = repositoryUniqueId
        self.documentUniqueId = documentUniqueId
        self.homeCommunityId = homeCommunityId
    }
}

/// ITI-43, Retrieve Document Set: the documents asked for.
public struct RetrieveRequest: Sendable, Hashable {
    /// Which.
    public var documents: [DocumentRequest]

    /// Asks for documents.
    public init(documents: [DocumentRequest]) { self.documents = documents }
}

/// One document given.
public struct RetrievedDocument: Sendable, Hashable {
    /// What was asked for.
    public var request: DocumentRequest
    /// The media type.
    public var mimeType: String
    /// The bytes.
    public var bytes: [UInt8]

    /// Gives a document.
    public init(request: DocumentRequest, mimeType: String, bytes: [UInt8]) {
        self.request = request
        self.mimeType = mimeType
        self.bytes = bytes
    }
}

/// The answer of ITI-43: how it ended, and the documents.
public struct RetrieveResponse: Sendable, Hashable {
    /// How it ended; a partial success where some were not found.
    public var response: RegistryResponse
    /// The documents.
    public var documents: [RetrievedDocument]

    /// Gives documents.
    public init(response: RegistryResponse, documents: [RetrievedDocument]) {
        self.response = response
        self.documents = documents
    }
}
