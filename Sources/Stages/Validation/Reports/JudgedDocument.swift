// One document of a run with all that a report shows of it: findings, and the stretches of source that they mean.

public import ClinicalTypes
import CredentialChecks

/// A document that was judged, ready to be reported; the source itself is not kept.
///
/// Excerpts hold content of the document: a report is meant for the person who sent it.
public struct JudgedDocument: Sendable {
    /// The name of the file, `-` for standard input.
    public let file: String
    /// What was found.
    public let report: ValidationReport
    /// How long judging took, in seconds, when it was measured.
    public let seconds: Double?
    /// How many bytes the document has.
    public let byteCount: Int
    /// The SHA-256 of the bytes, in hexadecimal.
    public let digest: String
    /// What each finding shows of the source, in the order of the findings.
    let views: [SourceView]

    /// Keeps what reports show.
    ///
    /// - Parameters:
    ///   - file: the name of the file.
    ///   - source: the document as received.
    ///   - report: what was found in it.
    ///   - seconds: how long judging took.
    public init(file: String, source: [UInt8], report: ValidationReport, seconds: Double? = nil) {
        self.file = file
        self.report = report
        self.seconds = seconds
        byteCount = source.count
        let running = RunningDigest(.sha256)
        running.update(source)
        digest = hexadecimal(running.finish())
        guard !report.findings.isEmpty else {
            views = []
            return
        }
        let lines = SourceLines(source)
        let positions = SourcePositions(source)
        views = report.findings.map { SourceView($0, lines: lines, positions: positions, source: source) }
    }

    /// The findings with what they show of the source.
    var told: Zip2Sequence<[Finding], [SourceView]> { zip(report.findings, views) }
}

/// What one finding shows of the source.
struct SourceView: Sendable {
    /// The line around the place, as a page of this width shows it.
    static let width = 110
    /// The longest text that an edit shows of what it replaces, in bytes.
    static let longestReplaced = 400

    /// The line with the place marked.
    let excerpt: SourceExcerpt?
    /// Where the bytes of the place end.
    let end: SourcePositions.Position?
    /// Where the edit begins and ends.
    let edited: (start: SourcePositions.Position, end: SourcePositions.Position)?
    /// The text that the edit replaces, when it is short and can be read.
    let replaced: String?

    init(_ finding: Finding, lines: SourceLines, positions: SourcePositions, source: [UInt8]) {
        excerpt = finding.place.flatMap { SourceExcerpt(lines, positions, $0, width: Self.width) }
        end = finding.place?.byteRange.flatMap { positions.position(of: $0.upperBound) }
        guard let range = finding.edit?.byteRange, let first = positions.position(of: range.lowerBound), let last = positions.position(of: range.upperBound)
        else {
            (edited, replaced) = (nil, nil)
            return
        }
        edited = (first, last)
        replaced = range.count <= Self.longestReplaced ? positions.text(of: source[range]) : nil
    }
}
