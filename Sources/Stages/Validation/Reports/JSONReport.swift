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

    /// Puts a report into the stable schema.
    public init(_ report: ValidationReport, file: String) {
        schemaVersion = 1
        self.file = file
        valid = report.isValid
        counts = FindingCounts(report.findings)
        packs = report.packs
        findings = report.findings.map(FindingOutline.init)
    }

    /// The report as JSON text, keys sorted, ended by a line feed.
    public func text(isPretty: Bool = true) -> String { Self.text(self, isPretty: isPretty) }

    /// Several reports as one JSON array.
    public static func text(_ reports: [JSONReport], isPretty: Bool = true) -> String { encoded(reports, isPretty: isPretty) }

    private static func text(_ report: JSONReport, isPretty: Bool) -> String { encoded(report, isPretty: isPretty) }

    private static func encoded(_ value: some Encodable, isPretty: Bool) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = isPretty ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
        // Strings, numbers and arrays of them always encode.
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? "null\n"
    }
}
