// What comes out of the judge: the document, read, and the report on it.

public import CDADocuments
public import ClinicalTypes

/// One document, examined.
public struct Examination: Sendable {
    /// The document, nil where the bytes are no CDA document.
    public let document: CDADocument?
    /// What was found.
    public let report: ValidationReport

    /// Pairs a document with its report.
    public init(document: CDADocument?, report: ValidationReport) {
        self.document = document
        self.report = report
    }
}
