// A run as test results, in the XML of JUnit that continuous integration shows.

import ClinicalTypes

/// Writes a run as JUnit XML: one suite a document, one case a set of rules, and one more for every rule that is broken.
///
/// Viewers list failed cases by name and show their text: so a case is a rule, and its text tells every place. A set of rules that found no error is a
/// case that passed, and its warnings are its output. A rule that could not be judged is an `error`, not a `failure`.
struct JUnitReport {
    let text: String

    /// One case of a suite.
    private struct Case {
        let group: String
        let name: String
        var failures: [Int] = []
        var errors: [Int] = []
        var remarks: [Int] = []
    }

    init(_ run: ReportRun) {
        var writer = MarkupWriter(prolog: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        let suites = run.documents.map { Self.cases(of: $0) }
        let all = suites.flatMap { $0 }
        writer.open(
            "testsuites",
            [
                ("name", ReportRun.toolName), ("tests", String(all.count)), ("failures", String(all.count { $0.errors.isEmpty && !$0.failures.isEmpty })),
                ("errors", String(all.count { !$0.errors.isEmpty })), ("time", Self.time(run.documents.compactMap(\.seconds).reduce(0, +))),
            ])
        writer.breakLine()
        for (document, cases) in zip(run.documents, suites) {
            Self.write(document, cases, run, to: &writer)
        }
        writer.close("testsuites")
        writer.breakLine()
        text = writer.text
    }

    private static func cases(of document: JudgedDocument) -> [Case] {
        var cases: [Case] = []
        for set in document.ruleSets {
            var quiet = Case(group: set, name: set)
            var broken: [Case] = []
            for (number, finding) in document.report.findings.enumerated() where finding.ruleSet == set {
                if finding.severity < .error && !finding.leavesUndecided {
                    quiet.remarks.append(number)
                    continue
                }
                let index = broken.firstIndex { $0.name == finding.ruleKey } ?? broken.endIndex
                if index == broken.endIndex { broken.append(Case(group: set, name: finding.ruleKey)) }
                if finding.leavesUndecided { broken[index].errors.append(number) } else { broken[index].failures.append(number) }
            }
            // A set that is broken somewhere has not passed as a whole; its remarks are told all the same.
            if broken.isEmpty { cases.append(quiet) } else { broken[0].remarks = quiet.remarks }
            cases += broken
        }
        return cases.isEmpty ? [Case(group: document.file, name: ReportRun.toolName)] : cases
    }

    private static func write(_ document: JudgedDocument, _ cases: [Case], _ run: ReportRun, to writer: inout MarkupWriter) {
        let text = TextReport(language: run.language)
        writer.open(
            "testsuite",
            [
                ("name", document.file), ("tests", String(cases.count)), ("failures", String(cases.count { $0.errors.isEmpty && !$0.failures.isEmpty })),
                ("errors", String(cases.count { !$0.errors.isEmpty })), ("skipped", "0"), ("time", time(document.seconds ?? 0)),
                ("timestamp", run.moment.map { String($0.prefix(19)) }),
            ])
        writer.breakLine()
        writer.open("properties")
        for pack in document.report.packs {
            writer.empty("property", [("name", "pack"), ("value", "\(pack.name) \(pack.version) sha256:\(pack.digest)")])
        }
        writer.close("properties")
        writer.breakLine()
        for test in cases {
            let first = (test.errors + test.failures).first.map { document.report.findings[$0] }
            writer.open(
                "testcase",
                [
                    ("classname", test.group), ("name", test.name), ("file", document.file), ("line", first?.place.map { String($0.line) }), ("time", "0"),
                ])
            let element = test.errors.isEmpty ? "failure" : "error"
            if let first {
                let told = (test.errors + test.failures).map { text.text(for: document.report.findings[$0], of: document, number: $0) }.joined()
                let count = test.errors.count + test.failures.count
                let message = place(of: first) + first.message[run.language] + (count > 1 ? " (× \(count))" : "")
                writer.element(element, [("message", message), ("type", first.code)], told)
            }
            if !test.remarks.isEmpty {
                writer.element("system-out", [], test.remarks.map { text.text(for: document.report.findings[$0], of: document, number: $0) }.joined())
            }
            writer.close("testcase")
            writer.breakLine()
        }
        writer.close("testsuite")
        writer.breakLine()
    }

    private static func place(of finding: Finding) -> String { finding.place.map { "\($0.line):\($0.column): " } ?? "" }

    /// Seconds with three decimals.
    private static func time(_ seconds: Double) -> String {
        let thousandths = Int((seconds * 1000).rounded())
        let rest = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
