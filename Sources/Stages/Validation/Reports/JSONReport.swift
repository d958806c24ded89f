// A report as a program reads it: JSON of a stable schema, described in docs/findings.md.

public import ClinicalTypes
import FoundationEssentials

/// The report on one file, in the stable schema of version 1.
///
/// Members are only added within a version; a changed meaning makes a new version. Absent values are left out. `found` and
/// `edit.replacement` may hold content of the document; nothing else does.
public struct JSONReport: Sendable, Hashable, Codable {
    /// A stretch of bytes of the document as received: `start` is the first, `end` the one behind the last.
    public struct Bytes: Sendable, Hashable, Codable {
        /// The first byte, from 0.
        public var start: Int
        /// One behind the last byte.
        public var end: Int
    }

    /// A place in the document.
    public struct Spot: Sendable, Hashable, Codable {
        /// The line, from 1.
        public var line: Int
        /// The column, from 1, in Unicode scalars.
        public var column: Int
        /// The bytes.
        public var byteRange: Bytes?
        /// The path from the root.
        public var xpath: String?
    }

    /// An edit that would mend the finding.
    public struct Edit: Sendable, Hashable, Codable {
        /// The bytes to replace; empty to insert.
        public var byteRange: Bytes
        /// The new text.
        public var replacement: String
        /// The edit in words.
        public var summary: Bilingual
    }

    /// One finding.
    public struct Item: Sendable, Hashable, Codable {
        /// The stable code.
        public var code: String
        /// How much it weighs.
        public var severity: Severity
        /// The stage that found it.
        public var stage: FindingStage
        /// The rule behind it.
        public var rule: RuleIdentity?
        /// Where.
        public var place: Spot?
        /// What is wrong, in both languages.
        public var message: Bilingual
        /// What stands in the document.
        public var found: String?
        /// What would be right.
        public var allowed: AllowedValues?
        /// How to mend it.
        public var edit: Edit?
    }

    /// How many findings there are of each weight.
    public struct Counts: Sendable, Hashable, Codable {
        /// Fatal ones.
        public var fatal: Int
        /// Errors.
        public var error: Int
        /// Warnings.
        public var warning: Int
        /// Notes.
        public var info: Int
    }

    /// The version of this schema.
    public var schemaVersion: Int
    /// The name of the file.
    public var file: String
    /// Whether nothing found is an error.
    public var valid: Bool
    /// How many findings there are of each weight.
    public var counts: Counts
    /// The packs that judged.
    public var packs: [PackIdentity]
    /// The findings, in document order.
    public var findings: [Item]

    /// Puts a report into the stable schema.
    public init(_ report: ValidationReport, file: String) {
        schemaVersion = 1
        self.file = file
        valid = report.isValid
        counts = Counts(
            fatal: report.count(of: .fatal), error: report.count(of: .error), warning: report.count(of: .warning), info: report.count(of: .info))
        packs = report.packs
        findings = report.findings.map(Item.init)
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

extension JSONReport.Item {
    fileprivate init(_ finding: Finding) {
        code = finding.code
        severity = finding.severity
        stage = finding.stage
        rule = finding.rule
        place = finding.place.map {
            JSONReport.Spot(line: $0.line, column: $0.column, byteRange: $0.byteRange.map(JSONReport.Bytes.init), xpath: $0.xpath)
        }
        message = finding.message
        found = finding.found
        allowed = finding.allowed
        edit = finding.edit.map { JSONReport.Edit(byteRange: JSONReport.Bytes($0.byteRange), replacement: $0.replacement, summary: $0.summary) }
    }
}

extension JSONReport.Bytes {
    fileprivate init(_ range: Range<Int>) { self.init(start: range.lowerBound, end: range.upperBound) }
}
