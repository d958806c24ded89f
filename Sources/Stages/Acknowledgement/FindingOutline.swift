// A finding as the HTTP door writes it: the members of the report of `passerelle validate --format json`.

import ClinicalTypes

/// How many findings there are of each weight.
struct FindingCounts: Encodable {
    var fatal: Int
    var error: Int
    var warning: Int
    var info: Int

    init(_ findings: [Finding]) {
        func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
        (fatal, error, warning, info) = (count(.fatal), count(.error), count(.warning), count(.info))
    }
}

/// A finding in the stable schema, version 1; absent values are left out.
struct FindingOutline: Encodable {
    struct Bytes: Encodable {
        var start: Int
        var end: Int

        init(_ range: Range<Int>) { (start, end) = (range.lowerBound, range.upperBound) }
    }

    struct Spot: Encodable {
        var line: Int
        var column: Int
        var byteRange: Bytes?
        var xpath: String?
    }

    struct Edit: Encodable {
        var byteRange: Bytes
        var replacement: String
        var summary: Bilingual
    }

    var code: String
    var severity: Severity
    var stage: FindingStage
    var rule: RuleIdentity?
    var place: Spot?
    var message: Bilingual
    var found: String?
    var allowed: AllowedValues?
    var edit: Edit?

    init(_ finding: Finding) {
        code = finding.code
        severity = finding.severity
        stage = finding.stage
        rule = finding.rule
        place = finding.place.map { Spot(line: $0.line, column: $0.column, byteRange: $0.byteRange.map(Bytes.init), xpath: $0.xpath) }
        message = finding.message
        found = finding.found
        allowed = finding.allowed
        edit = finding.edit.map { Edit(byteRange: Bytes($0.byteRange), replacement: $0.replacement, summary: $0.summary) }
    }
}
