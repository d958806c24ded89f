// The report as SVRL, the standard's own report language (ISO/IEC 19757-3, annex D).

import XMLTree
import XPathEngine

extension SchematronReport {
    /// What the report says for one schema, as an SVRL document.
    ///
    /// An assertion that could not be judged appears as failed, with `flag="undecided"` and the error's code as its text: SVRL has no other word for it.
    /// The text may hold content of the document.
    public func svrl(for schema: CompiledSchematron) -> String { String(decoding: svrlBytes(for: schema), as: UTF8.self) }

    /// The same in UTF-8.
    public func svrlBytes(for schema: CompiledSchematron) -> [UInt8] {
        var writing = SVRLWriting(self)
        writing.write(schema)
        return writing.writer.bytes
    }
}

/// One document of SVRL in the making.
private struct SVRLWriting {
    private let report: SchematronReport
    private(set) var writer = SVRLWriter()
    private var paths: NodePaths?

    init(_ report: SchematronReport) { self.report = report }

    mutating func write(_ schema: CompiledSchematron) {
        writer.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svrl:schematron-output xmlns:svrl=\"http://purl.oclc.org/dsdl/svrl\"")
        writer.write([("title", schema.model.title), ("schemaVersion", schema.model.version), ("phase", schema.phase ?? "#ALL")])
        writer.write(">\n")
        for namespace in schema.model.namespaces {
            writer.empty("ns-prefix-in-attribute-values", [("uri", namespace.uri), ("prefix", namespace.prefix)])
        }
        for part in report.patterns.parts {
            // A set may hold several schemas, each in one piece.
            guard let first = part.patterns.firstIndex(where: { $0.schema === schema }) else { continue }
            let count = part.patterns[first...].prefix { $0.schema === schema }.count
            write(part.patterns[first..<first + count], from: part.start + first)
        }
        writer.write("</svrl:schematron-output>\n")
    }

    /// Writes what successive patterns say; the first one has a number in the report.
    private mutating func write(_ patterns: ArraySlice<SchematronReport.ActivePattern>, from start: Int) {
        let meant = start..<start + patterns.count
        // What is said of contexts is found before any rule is run; it belongs to no fired rule.
        var told: [Int] = []
        var asides: [Int] = []
        for index in report.findings.indices where meant.contains(report.findings[index].pattern) {
            if report.findings[index].isOfContext { asides.append(index) } else { told.append(index) }
        }
        var next = 0
        var firing = report.firstFiring(of: start)
        for (number, active) in zip(meant, patterns) {
            writer.write(active.compiled.markup.value { PatternMarkup(active.pattern) }.element)
            while firing < report.firings.count, report.firings[firing].pattern == number {
                let rule = report.firings[firing].compiled
                writer.write(rule.markup.value { RuleMarkup(rule.model) }.element)
                while next < told.count, report.findings[told[next]].pattern == number, report.findings[told[next]].node == report.firings[firing].node {
                    write(report.findings[told[next]])
                    next += 1
                }
                firing += 1
            }
            for aside in asides where report.findings[aside].pattern == number { write(report.findings[aside]) }
        }
    }

    private mutating func write(_ finding: SchematronFinding) {
        switch finding.outcome {
        case .failed: write(finding, "failed-assert", finding.message)
        case .reported: write(finding, "successful-report", finding.message)
        case .undecided(let error), .contextUndecided(let error): write(finding, "failed-assert", error.description, isUndecided: true)
        case .incompleteMessage: break
        }
    }

    private mutating func write(_ finding: SchematronFinding, _ name: StaticString, _ said: String, isUndecided: Bool = false) {
        let rule = finding.compiledRule
        let markup =
            finding.compiledAssertion.map { assertion in assertion.markup.value { AssertionMarkup(assertion.model, of: rule.model) } }
            ?? AssertionMarkup(nil, of: rule.model)
        writer.write("<svrl:")
        writer.write(name)
        writer.write(markup.before)
        write(" location=\"", finding.node)
        writer.write(markup.between)
        if isUndecided { writer.write(" flag=\"undecided\"") } else { writer.write(markup.flag) }
        writer.write(markup.after)
        if let subject = finding.subject { write(" subject=\"", subject) }
        writer.write(">\n")
        for note in finding.diagnostics { write(note, "diagnostic-reference", "diagnostic") }
        for note in finding.properties { write(note, "property-reference", "property") }
        writer.text(said)
        writer.write("</svrl:")
        writer.write(name)
        writer.write(">\n")
    }

    private mutating func write(_ attribute: StaticString, _ node: Node) {
        writer.write(attribute)
        if paths?.tree !== node.tree { paths = NodePaths(node.tree) }
        paths?.write(node, to: &writer)
        writer.write("\"")
    }

    private mutating func write(_ note: SchematronFinding.Note, _ name: StaticString, _ attribute: StaticString) {
        writer.write("<svrl:")
        writer.write(name)
        writer.write(attribute, note.id)
        writer.write(">\n")
        writer.text(note.text, language: note.language)
        writer.write("</svrl:")
        writer.write(name)
        writer.write(">\n")
    }
}

extension SchematronReport {
    /// The place of the first rule that applied of a pattern or of those after it.
    fileprivate func firstFiring(of pattern: Int) -> Int {
        var (low, high) = (0, firings.count)
        while low < high {
            let middle = (low + high) / 2
            if firings[middle].pattern < pattern { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
