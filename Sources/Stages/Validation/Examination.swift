// What comes out of the judge: the document, read, and the report on it.

public import CDADocuments
public import ClinicalTypes
public import SchematronEngine

/// One document, examined.
public struct Examination: Sendable {
    /// The document, nil where the bytes are no CDA document.
    public let document: CDADocument?
    /// What was found.
    public let report: ValidationReport
    /// What the Schematrons of each pack said, as the engine gives it; for SVRL, and for looking closer at what a rule compared.
    public let schematron: [SchematronExamination]

    /// Pairs a document with its report.
    public init(document: CDADocument?, report: ValidationReport, schematron: [SchematronExamination] = []) {
        self.document = document
        self.report = report
        self.schematron = schematron
    }
}

/// What the Schematrons of one pack said of a document.
public struct SchematronExamination: Sendable {
    /// The pack.
    public let pack: PackIdentity
    /// What the engine found, schema by schema.
    public let report: SchematronReport
}
