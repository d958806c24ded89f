// The objects of one submission, or of one answer of a registry.

/// The objects of one submission, or of one answer of a registry (ebRIM `RegistryObjectList`).
public struct RegistryObjectList: Sendable, Hashable, Codable {
    /// The document entries in order.
    public var documentEntries: [DocumentEntry]
    /// The submission sets; a submission has exactly one.
    public var submissionSets: [SubmissionSet]
    /// The folders.
    public var folders: [Folder]
    /// The associations.
    public var associations: [Association]
    /// References to registered objects (`ObjectRef/@id`).
    public var references: [String]
    /// What reading met that the lists above cannot hold; nothing is dropped in silence.
    public var irregularities: [MetadataIrregularity] = []

    /// Collects objects.
    public init(
        documentEntries: [DocumentEntry] = [], submissionSets: [SubmissionSet] = [], folders: [Folder] = [],
        associations: [Association] = [], references: [String] = []
    ) {
        self.documentEntries = documentEntries
        self.submissionSets = submissionSets
        self.folders = folders
        self.associations = associations
        self.references = references
    }
}

/// Something in received metadata that the typed form cannot hold.
public struct MetadataIrregularity: Sendable, Hashable, Codable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// Two slots of one name in one object.
        case repeatedSlot
        /// Two classifications or identifiers where one is allowed.
        case repeatedAttribute
        /// A number that is none.
        case notANumber
        /// More values than the attribute may have.
        case tooManyValues
        /// An object without an id.
        case missingId
        /// Two objects of one id.
        case repeatedId
        /// A package that is neither a submission set nor a folder.
        case unknownPackage
        /// An object of a class that XDS does not use.
        case unknownObject
        /// An extrinsic object of a type that is neither stable nor on demand.
        case unknownObjectType
        /// An author whose classification has a code.
        case authorWithCode
        /// A code without its scheme.
        case codeWithoutScheme
    }

    /// What it is.
    public var kind: Kind
    /// The id of the object.
    public var object: String
    /// The attribute, slot or element by its name; never a value.
    public var attribute: String

    /// Reports an irregularity.
    public init(kind: Kind, object: String, attribute: String) {
        self.kind = kind
        self.object = object
        self.attribute = attribute
    }
}
