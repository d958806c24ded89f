// ITI-41: a submission, its metadata and its documents.

/// A document as it travels in a submission.
public struct ProvidedDocument: Sendable, Hashable {
    /// The id of the entry that describes it.
    public var id: String
    /// The media type that its part declares, in a package.
    public var mediaType: String?
    /// The bytes.
    public var bytes: [UInt8]

    /// Pairs bytes with their entry.
    public init(id: String, mediaType: String? = nil, bytes: [UInt8]) {
        self.id = id
        self.mediaType = mediaType
        self.bytes = bytes
    }
}

/// ITI-41, Provide and Register Document Set-b: metadata and documents.
public struct ProvideAndRegisterRequest: Sendable, Hashable {
    /// The metadata.
    public var objects: RegistryObjectList
    /// The documents.
    public var documents: [ProvidedDocument]

    /// Collects a submission.
    public init(objects: RegistryObjectList, documents: [ProvidedDocument]) {
        self.objects = objects
        self.documents = documents
    }
}
