// What a sender is told of a document that is only examined.

public import ClinicalTypes

/// The answer of `POST /v1/validate`: the report, and nothing kept.
public struct ValidationAnswer: Sendable {
    /// What was found.
    public var report: ValidationReport
    /// Where the document would belong.
    public var classified: Classified?

    /// Describes an examination.
    public init(report: ValidationReport, classified: Classified? = nil) {
        self.report = report
        self.classified = classified
    }

    /// The answer: 200, whatever was found, since the question was what there is to find.
    public func answer() -> HTTPAnswer {
        HTTPAnswer(status: 200, mediaType: "application/json", value: ValidationOutline(report, classified))
    }
}

/// The members of a report in JSON: those of `passerelle validate --format json`, without a file name.
private struct ValidationOutline: Encodable {
    var schemaVersion = 1
    var valid: Bool
    var verdict: Verdict
    var counts: FindingCounts
    var packs: [PackIdentity]
    var schemas: [AppliedSchema]
    var findings: [FindingOutline]
    var type: SubmissionOutline.Code?
    var `class`: SubmissionOutline.Code?
    var space: SubmissionOutline.NamedSpace?

    init(_ report: ValidationReport, _ classified: Classified?) {
        valid = report.isValid
        verdict = report.verdict
        counts = FindingCounts(report.findings)
        packs = report.packs
        schemas = report.schemas
        findings = report.findings.map(FindingOutline.init)
        type = classified.map { SubmissionOutline.Code($0.type) }
        self.class = classified.map { SubmissionOutline.Code($0.classCode) }
        space = classified.flatMap { place in place.space.map { .init(code: $0, label: $0.label, rule: place.rule) } }
    }
}
