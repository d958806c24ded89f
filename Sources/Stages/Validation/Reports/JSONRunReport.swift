// A whole run as a program reads it: JSON of a stable schema, described in docs/reports.md.

import ClinicalTypes

/// The report on a run, in the stable schema of version 2; each document stands in it as `JSONReport` writes it.
struct JSONRunReport: Sendable, Hashable, Codable {
    struct Tool: Sendable, Hashable, Codable {
        var name: String
        var version: String
    }

    struct Summary: Sendable, Hashable, Codable {
        var documents: Int
        var valid: Int
        var invalid: Int
        var undecided: Int
        var counts: FindingCounts
    }

    /// The version of this schema.
    var schemaVersion = 2
    /// The program.
    var tool: Tool
    /// When the run was made.
    var moment: String?
    /// The verdicts and the findings, counted.
    var summary: Summary
    /// The packs that judged.
    var packs: [PackIdentity]
    /// The documents, in the order in which they were named.
    var documents: [JSONReport]

    init(_ run: ReportRun) {
        tool = Tool(name: ReportRun.toolName, version: run.toolVersion)
        moment = run.moment
        summary = Summary(
            documents: run.documents.count, valid: run.count(of: .valid), invalid: run.count(of: .invalid), undecided: run.count(of: .undecided),
            counts: run.counts)
        packs = run.packs
        documents = run.documents.map { JSONReport($0) }
    }

    func text(isPretty: Bool = true) -> String { JSONReport.encoded(self, isPretty: isPretty) }
}
