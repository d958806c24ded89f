// One run of the judge over documents, and the forms in which it is told.

public import ClinicalTypes

/// A run over documents, ready to be told.
public struct ReportRun: Sendable {
    /// The program's name in reports that name their tool.
    public static let toolName = "passerelle"

    /// The documents, in the order in which they were named.
    public var documents: [JudgedDocument]
    /// The language of our own texts; those of a pack stay in theirs.
    public var language: Language
    /// The version of the program.
    public var toolVersion: String
    /// When the run was made, as an ISO 8601 date and time with its zone; nil leaves it out.
    public var moment: String?

    /// Collects what is told.
    public init(documents: [JudgedDocument], language: Language = .english, toolVersion: String, moment: String? = nil) {
        self.documents = documents
        self.language = language
        self.toolVersion = toolVersion
        self.moment = moment
    }

    /// The report in a form.
    public func text(as format: ReportFormat) -> String {
        switch format {
        case .text: documents.map { TextReport(language: language).text(for: $0) }.joined()
        case .json: JSONRunReport(self).text()
        case .svrl: SVRLReport(self).text
        case .sarif: SARIFReport(self).text
        case .junit: JUnitReport(self).text
        case .html: HTMLReport(self).text
        }
    }

    /// The exit code that the verdicts ask for: 0 when all documents are valid, 1 when one is not, 3 when the rules leave one undecided.
    public var exitCode: Int { count(of: .invalid) > 0 ? 1 : count(of: .undecided) > 0 ? 3 : 0 }

    /// The packs that judged, each once.
    var packs: [PackIdentity] { documents.reduce(into: []) { all, document in all += document.report.packs.filter { !all.contains($0) } } }

    /// How many documents there are of a verdict.
    func count(of verdict: Verdict) -> Int { documents.count { $0.report.verdict == verdict } }

    /// How many findings there are in all, of each weight.
    var counts: FindingCounts { FindingCounts(documents.flatMap(\.report.findings)) }
}

/// A form of report.
public enum ReportFormat: String, Sendable, CaseIterable {
    /// Lines for a terminal.
    case text
    /// JSON of our own, described in `docs/reports.md`.
    case json
    /// Schematron Validation Report Language (ISO/IEC 19757-3, annex D).
    case svrl
    /// Static Analysis Results Interchange Format 2.1.0 (OASIS).
    case sarif
    /// The XML that continuous integration reads as test results.
    case junit
    /// One page to be read and printed.
    case html
}
