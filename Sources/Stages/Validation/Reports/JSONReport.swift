// A report as a program reads it: JSON of a stable schema, described in docs/findings.md.

public import ClinicalTypes
import FoundationEssentials

/// The report on one file, in the stable schema of version 1.
///
/// Members are only added within a version; a changed meaning makes a new version. Absent values are left out. `found` and
/// `edit.replacement` may hold content of the document; nothing else does.
public struct JSONReport: Sendable, Hashable, Codable {
    /// The version of this schema.
    public var schemaVersion: Int
    /// The name of the file.
    public var file: String
    /// Whether nothing found is an error.
    public var valid: Bool
    /// How many findings there are of each weight.
    public var counts: FindingCounts
    /// The packs that judged.
    public var packs: [PackIdentity]
    /// The findings, in document order.
    public var findings: [FindingOutline]

    /// What is to be thought of the document.
    public var verdict: Verdict
    /// The schemas that judged.
    public var schemas: [AppliedSchema]
    /// How many bytes were judged, where the report is on a file.
    public var byteCount: Int?
    /// The SHA-256 of the bytes, in hexadecimal.
    public var sha256: String?
    /// How long judging took, in seconds.
    public var seconds: Double?

    /// Puts a report into the stable schema.
    public init(_ report: ValidationReport, file: String) {
        schemaVersion = 1
        self.file = file
        valid = report.isValid
        verdict = report.verdict
        counts = FindingCounts(report.findings)
        packs = report.packs
        schemas = report.schemas
        findings = report.findings.map(FindingOutline.init)
    }

    /// Puts a judged document into the stable schema.
    public init(_ document: JudgedDocument) {
        self.init(document.report, file: document.file)
        byteCount = document.byteCount
        sha256 = document.digest
        seconds = document.seconds
    }

    /// The report as JSON text, keys sorted, ended by a line feed.
    public func text(isPretty: Bool = true) -> String { Self.encoded(self, isPretty: isPretty) }

    /// Several reports as one JSON array.
    public static func text(_ reports: [JSONReport], isPretty: Bool = true) -> String { encoded(reports, isPretty: isPretty) }

    static func encoded(_ value: some Encodable, isPretty: Bool) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = isPretty ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
        // Strings, numbers and arrays of them always encode.
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? "null\n"
    }
}
