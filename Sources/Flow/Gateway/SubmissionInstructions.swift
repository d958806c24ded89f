// What the envelope of a document says of its submission, and the document itself cannot.

public import ClinicalTypes
public import SubmissionMetadata
public import XDSMessages

/// What a sender asks for beside the document.
public struct SubmissionInstructions: Sendable {
    /// Restrictions of visibility, put after the document's own confidentiality.
    public var visibility: [Visibility]
    /// The kind of activity (`contentTypeCode`); nil leaves the configured one.
    public var contentType: CodedValue?
    /// Who submits; nil leaves the document's author.
    public var submitter: Author?
    /// What the submission says that the document is to the earlier one; nil where it says nothing.
    public var relationType: AssociationType?
    /// The folders that the document goes into, and those that travel with it.
    public var folders: [FolderPlace] = []
    /// Registered documents that the submission refers to.
    public var references: [String] = []
    /// Whether the record store is among the destinations; if not, the document is kept for others alone.
    public var isForRecord = true

    /// Nothing is asked for.
    public static let none = SubmissionInstructions()

    /// Asks for something.
    public init(visibility: [Visibility] = [], contentType: CodedValue? = nil, submitter: Author? = nil) {
        self.visibility = visibility
        self.contentType = contentType
        self.submitter = submitter
    }

    /// The description of a document that transforms what it replaces: the submission may say so of one that itself says no more than that it replaces.
    func applied(to described: DescribedSubmission) -> DescribedSubmission {
        var described = described
        if relationType == .transformsAndReplaces, described.relation?.type == .replaces { described.relation?.type = .transformsAndReplaces }
        return described
    }

    /// A registrar that follows them.
    func applied(to registrar: MetadataWriter) -> MetadataWriter {
        var registrar = registrar
        registrar.options.visibility += visibility
        if let contentType { registrar.options.contentType = contentType }
        if let submitter { registrar.options.submitter = submitter }
        return registrar
    }
}
