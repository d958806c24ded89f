// A finding in JSON: the stable schema, version 1, of every report and answer.

/// A finding in the stable JSON schema, version 1, described in `docs/findings.md`.
///
/// Members are only added within a version; a changed meaning makes a new version. Absent values are left out. `found`, `detail` and
/// `edit.replacement` may hold content of the document; nothing else does.
public struct FindingOutline: Sendable, Hashable, Codable {
    /// A stretch of bytes of the document as received: `start` is the first, `end` the one behind the last.
    public struct Bytes: Sendable, Hashable, Codable {
        /// The first byte, from 0.
        public var start: Int
        /// One behind the last byte.
        public var end: Int

        init(_ range: Range<Int>) { (start, end) = (range.lowerBound, range.upperBound) }

        /// The range; empty where the end lies before the start.
        var range: Range<Int> { start..<max(start, end) }
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
    /// The rule's own words with values of the document in them.
    public var detail: String?
    /// What would be right.
    public var allowed: AllowedValues?
    /// How to mend it.
    public var edit: Edit?

    /// Outlines a finding.
    public init(_ finding: Finding) {
        code = finding.code
        severity = finding.severity
        stage = finding.stage
        rule = finding.rule
        place = finding.place.map { Spot(line: $0.line, column: $0.column, byteRange: $0.byteRange.map(Bytes.init), xpath: $0.xpath) }
        message = finding.message
        found = finding.found
        detail = finding.detail
        allowed = finding.allowed
        edit = finding.edit.map { Edit(byteRange: Bytes($0.byteRange), replacement: $0.replacement, summary: $0.summary) }
    }

    /// The finding again.
    public var finding: Finding {
        Finding(
            code: code, severity: severity, stage: stage, rule: rule,
            place: place.map { Place(line: $0.line, column: $0.column, byteRange: $0.byteRange?.range, xpath: $0.xpath) }, message: message, found: found,
            detail: detail, allowed: allowed, edit: edit.map { SuggestedEdit(byteRange: $0.byteRange.range, replacement: $0.replacement, summary: $0.summary) })
    }
}

/// How many findings there are of each weight.
public struct FindingCounts: Sendable, Hashable, Codable {
    /// Fatal ones.
    public var fatal: Int
    /// Errors.
    public var error: Int
    /// Warnings.
    public var warning: Int
    /// Notes.
    public var info: Int

    /// Counts findings.
    public init(_ findings: [Finding]) {
        func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
        (fatal, error, warning, info) = (count(.fatal), count(.error), count(.warning), count(.info))
    }
}
