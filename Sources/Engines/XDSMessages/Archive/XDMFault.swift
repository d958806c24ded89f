// What is wrong with the layout or the metadata of an XDM archive.

public import XMLTree

/// What is wrong; the raw value is the stable code.
public enum XDMFaultCode: String, Sendable, Hashable, Codable, CaseIterable {
    /// No METADATA.XML in a folder below IHE_XDM.
    case noMetadata = "xdm.metadata-missing"
    /// More submission sets than two digits can number.
    case tooManySets = "xdm.too-many-sets"
    /// A METADATA.XML that is not XML that we accept; `parse` says why.
    case metadataNotXML = "xdm.metadata-not-xml"
    /// A METADATA.XML that is no SubmitObjectsRequest with exactly one submission set.
    case metadataStructure = "xdm.metadata-structure"
    /// Metadata that say something in a way that XDS has no place for.
    case irregular = "xdm.metadata-irregular"
    /// An entry without URI.
    case noURI = "xdm.uri-missing"
    /// A URI that is no plain path below the folder of the metadata; nothing else is ever looked up.
    case foreignURI = "xdm.uri-path"
    /// Two entries for one file.
    case sharedURI = "xdm.uri-shared"
    /// Two entries of one unique id.
    case repeatedUniqueID = "xdm.unique-id-repeated"
    /// The file that a URI names is not there.
    case noDocument = "xdm.document-missing"
    /// An entry without size, which archives must say.
    case noSize = "xdm.size-missing"
    /// A file of another size.
    case otherSize = "xdm.size"
    /// An entry without hash, which archives must say.
    case noHash = "xdm.hash-missing"
    /// A file of another SHA-1.
    case otherHash = "xdm.hash"
    /// A file that is said to be XML and is none that we accept; `parse` says why.
    case documentNotXML = "xdm.document-not-xml"
    /// An entry and its submission set name different patients.
    case otherPatient = "xdm.patient"
    /// A document that names another patient than its entry.
    case otherPatientInDocument = "xdm.document-patient"
    /// A document whose id is not the unique id of its entry.
    case otherIDInDocument = "xdm.document-id"
    /// An entry that names a repository, which says nothing in an archive.
    case repositoryNamed = "xdm.repository-named"
    /// A further IHE_XDM folder, not read.
    case furtherCopy = "xdm.further-copy"
    /// No INDEX.HTM beside IHE_XDM.
    case noIndex = "xdm.index-missing"
    /// No README.TXT beside IHE_XDM.
    case noReadme = "xdm.readme-missing"

    /// Whether the archive can be taken all the same.
    public var isRemark: Bool {
        switch self {
        case .repositoryNamed, .furtherCopy, .noIndex, .noReadme, .irregular: true
        default: false
        }
    }
}

/// One fault of an archive; names of files and objects, never content.
public struct XDMFault: Error, Sendable, Hashable {
    /// The stable code.
    public var code: XDMFaultCode
    /// The file in the archive, nil for the whole.
    public var file: String?
    /// The id of the object in the metadata.
    public var object: String?
    /// A number or the name of an attribute that explains it.
    public var detail: String?
    /// What the parser said, where the code is about XML.
    public var parse: ParseFailure?

    /// States a fault.
    public init(_ code: XDMFaultCode, file: String? = nil, object: String? = nil, detail: String? = nil, parse: ParseFailure? = nil) {
        self.code = code
        self.file = file
        self.object = object
        self.detail = detail
        self.parse = parse
    }
}

extension XDMFault: CustomStringConvertible {
    /// The code, the file and what explains it.
    public var description: String {
        [code.rawValue, file, object, detail, parse.map { "\($0.code.rawValue) at \($0.line):\($0.column)" }].compactMap { $0 }.joined(separator: ": ")
    }
}
