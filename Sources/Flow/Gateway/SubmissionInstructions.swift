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

    /// A registrar that follows them.
    func applied(to registrar: MetadataWriter) -> MetadataWriter {
        var registrar = registrar
        registrar.options.visibility += visibility
        if let contentType { registrar.options.contentType = contentType }
        if let submitter { registrar.options.submitter = submitter }
        return registrar
    }
}
