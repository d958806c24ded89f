// A run as SVRL, the report language of Schematron (ISO/IEC 19757-3, annex D), for all that the judge finds.

import ClinicalTypes

/// Writes a run as one SVRL document.
///
/// Each set of rules that judged a document is an `active-pattern` that names the document in `documents`; what is no Schematron (the grammar, the header) stands
/// as a pattern of its own. Every finding follows a `fired-rule` for its place. Weights stand in `role`; a rule that could not be judged has `flag="undecided"`.
/// Places beyond the path stand in attributes of our own namespace; what was found, what is allowed and the edit in diagnostics.
struct SVRLReport {
    static let namespace = "http://purl.oclc.org/dsdl/svrl"
    /// The namespace of the attributes that SVRL has no word for: `line`, `column`, `start`, `end`.
    static let placeNamespace = "urn:passerelle:report"

    let text: String

    init(_ run: ReportRun) {
        var writer = MarkupWriter(prolog: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        let words = ReportWords(language: run.language)
        writer.open(
            "svrl:schematron-output",
            [
                ("xmlns:svrl", Self.namespace), ("xmlns:place", Self.placeNamespace), ("title", words("Rapport de validation", "Validation report")),
                ("schemaVersion", run.packs.map { "\($0.name) \($0.version) sha256:\($0.digest)" }.joined(separator: "; ")),
            ])
        writer.breakLine()
        for document in run.documents { Self.write(document, words, to: &writer) }
        writer.close("svrl:schematron-output")
        writer.breakLine()
        text = writer.text
    }

    private static func write(_ document: JudgedDocument, _ words: ReportWords, to writer: inout MarkupWriter) {
        for set in document.ruleSets {
            writer.empty("svrl:active-pattern", [("id", nil), ("documents", document.file), ("name", set)])
            writer.breakLine()
            for finding in document.report.findings where finding.ruleSet == set {
                writer.empty("svrl:fired-rule", [("context", finding.place?.xpath ?? "/"), ("role", finding.stage.rawValue)])
                writer.breakLine()
                write(finding, words, to: &writer)
            }
        }
    }

    private static func write(_ finding: Finding, _ words: ReportWords, to writer: inout MarkupWriter) {
        let place = finding.place
        writer.open(
            "svrl:failed-assert",
            [
                ("id", finding.rule?.id ?? finding.code), ("location", place?.xpath ?? "/"), ("test", finding.rule.map(\.id) ?? finding.code),
                ("role", finding.severity.rawValue), ("flag", finding.leavesUndecided ? "undecided" : nil), ("xml:lang", words.language.rawValue),
                ("place:line", place.map { String($0.line) }), ("place:column", place.map { String($0.column) }),
                ("place:start", place?.byteRange.map { String($0.lowerBound) }), ("place:end", place?.byteRange.map { String($0.upperBound) }),
            ])
        func diagnostic(_ name: String, _ content: String?) {
            guard let content else { return }
            writer.open("svrl:diagnostic-reference", [("diagnostic", name)])
            writer.element("svrl:text", [], content)
            writer.close("svrl:diagnostic-reference")
        }
        diagnostic("found", finding.found)
        diagnostic("allowed", finding.allowed.flatMap { $0.text(words.language) })
        diagnostic("closest", finding.allowed.flatMap { $0.closest.isEmpty ? nil : $0.closest.joined(separator: ", ") })
        diagnostic("fix", finding.edit.map { words.edit($0) })
        writer.element("svrl:text", [], finding.detail ?? finding.message[words.language])
        writer.close("svrl:failed-assert")
        writer.breakLine()
    }
}

extension JudgedDocument {
    /// The sets of rules that judged the document: those that say so, then those that only their findings name.
    var ruleSets: [String] {
        (report.schemas.map(\.ruleSet) + report.findings.map(\.ruleSet)).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
