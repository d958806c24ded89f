// Documents and their metadata on media: the layout of cross-enterprise document media interchange.

/// A document of an archive and the entry that describes it.
public struct XDMDocument: Sendable, Hashable {
    /// The entry as it stands in the metadata.
    public var entry: DocumentEntry
    /// Where the document stands in the archive; nil while none is written.
    public var file: String?
    /// The bytes.
    public var bytes: [UInt8]

    /// Puts a document beside its entry.
    public init(entry: DocumentEntry, file: String? = nil, bytes: [UInt8]) {
        self.entry = entry
        self.file = file
        self.bytes = bytes
    }
}

/// One submission of an archive: a folder with its metadata and its documents.
public struct XDMSubmission: Sendable, Hashable {
    /// The folder, for instance `IHE_XDM/SUBSET01`; nil while none is written.
    public var folder: String?
    /// The objects, document entries among them, as METADATA.XML has them.
    public var objects: RegistryObjectList
    /// The documents that are there, in the order of their entries.
    public var documents: [XDMDocument]

    /// Gathers a submission.
    public init(folder: String? = nil, objects: RegistryObjectList, documents: [XDMDocument]) {
        self.folder = folder
        self.objects = objects
        self.documents = documents
    }
}

/// An archive of media interchange (ITI TF-2 3.32), read.
public struct XDMArchive: Sendable {
    /// The submissions, in the order of their folders.
    public var submissions: [XDMSubmission] = []
    /// What is wrong, in the order met; an archive whose faults are all remarks may be taken.
    public var faults: [XDMFault] = []

    /// Whether nothing worse than a remark is there to say.
    public var isAcceptable: Bool { faults.allSatisfy(\.code.isRemark) }

    /// Digests bytes; handed in, since this module has no cryptography of its own.
    public typealias SHA1 = ([UInt8]) -> [UInt8]
}
