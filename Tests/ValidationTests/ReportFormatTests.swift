// A run in every form that it can be told in.

import ClinicalTypes
import Foundation
import TestSupport
import Testing
import XMLTree

@testable import Validation

@Suite struct ReportFormatTests {
    private static let names: [ReportFormat: String] = [
        .text: "txt", .json: "json", .svrl: "svrl", .sarif: "sarif", .junit: "junit.xml", .html: "html",
    ]

    @Test(arguments: ReportFormat.allCases, Language.allCases) func `a run is told as it was`(format: ReportFormat, language: Language) throws {
        let text = try ReportSamples.run(language).text(as: format)
        try expectSnapshot(text, named: "run-\(language.rawValue).\(Self.names[format] ?? "")")
    }

    @Test(arguments: [ReportFormat.svrl, .junit, .html]) func `markup is well formed whatever documents and packs say`(format: ReportFormat) throws {
        let text = try ReportSamples.run().text(as: format)
        // The page is written so that a reader of XML can read it, too, but for the first line and the empty elements' names.
        let markup = format == .html ? text.replacing("<!DOCTYPE html>\n", with: "") : text
        #expect(throws: Never.self) { try FrozenTree.parse(Array(markup.utf8)) }
        #expect(!text.contains("<b>gras</b>"))
    }

    @Test(arguments: [ReportFormat.json, .sarif]) func `JSON can be read whatever documents and packs say`(format: ReportFormat) throws {
        let value = try JSONSerialization.jsonObject(with: Data(try ReportSamples.run().text(as: format).utf8))
        #expect(value is [String: Any])
    }

    @Test func `the summary counts verdicts and findings`() throws {
        let run = try ReportSamples.run()
        let report = JSONRunReport(run)
        #expect(report.schemaVersion == 2)
        #expect((report.summary.documents, report.summary.valid, report.summary.invalid, report.summary.undecided) == (4, 1, 2, 1))
        #expect(report.summary.counts.error == report.documents.map(\.counts.error).reduce(0, +))
        #expect(report.packs.map(\.name) == ["core", "exemple"])
        #expect(try JSONDecoder().decode(JSONRunReport.self, from: Data(report.text().utf8)) == report)
    }

    @Test func `the exit code follows the worst verdict, a refusal before a doubt`() throws {
        var run = try ReportSamples.run()
        #expect(run.exitCode == 1)
        run.documents.removeAll { $0.report.verdict == .invalid }
        #expect(run.exitCode == 3)
        run.documents.removeAll { $0.report.verdict == .undecided }
        #expect(run.exitCode == 0)
    }

    // MARK: SARIF

    @Test func `SARIF names each rule once, and every result its rule, its bytes and its fingerprint`() throws {
        let log = try JSONSerialization.jsonObject(with: Data(try ReportSamples.run().text(as: .sarif).utf8)) as? [String: Any]
        let run = try #require((log?["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
        #expect(Set(rules).count == rules.count)
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == (try ReportSamples.run().documents.flatMap(\.report.findings).count))
        var fingerprints: Set<String> = []
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index] == result["ruleId"] as? String)
            let location = (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
            let file = (location?["artifactLocation"] as? [String: Any])?["uri"] as? String
            let prints = result["partialFingerprints"] as? [String: String]
            let print = try #require(file) + #require(prints?[SARIFReport.fingerprintName])
            #expect(!fingerprints.contains(print))
            fingerprints.insert(print)
        }
    }

    @Test func `a fingerprint stays when lines move`() throws {
        func prints(_ bytes: [UInt8]) throws -> [String] {
            let document = JudgedDocument(file: "a.xml", source: bytes, report: TestJudge.make().examine(bytes).report)
            let text = ReportRun(documents: [document], toolVersion: "1").text(as: .sarif)
            return text.split(separator: "\n").filter { $0.contains(SARIFReport.fingerprintName) }.map(String.init)
        }
        let moved = TextReportTests.broken.replacing("<realmCode", with: "<!-- one\nmore -->\n\n<realmCode")
        #expect(try prints(TextReportTests.broken.bytes) == prints(moved.bytes))
        #expect(try !prints(moved.bytes).isEmpty)
    }

    @Test func `a name becomes a URI`() {
        #expect(SARIFReport.uri("dossier é/a b.xml") == "dossier%20%C3%A9/a%20b.xml")
        #expect(SARIFReport.uri("/tmp/a.xml") == "file:///tmp/a.xml")
        #expect(SARIFReport.uri("-") == "stdin")
    }

    // MARK: JUnit

    @Test func `JUnit counts a rule that could not be judged as an error and a broken rule as a failure`() throws {
        let tree = try FrozenTree.parse(Array(try ReportSamples.run().text(as: .junit).utf8))
        let suites = tree.root.children("testsuite")
        #expect(suites.count == 4)
        for suite in suites {
            let cases = suite.children("testcase")
            #expect(suite[attribute: "tests"] == String(cases.count))
            #expect(suite[attribute: "failures"] == String(cases.count { $0.child("failure") != nil }))
            #expect(suite[attribute: "errors"] == String(cases.count { $0.child("error") != nil }))
        }
        #expect(suites.map { $0[attribute: "failures"] != "0" } == [true, false, true, false])
        #expect(suites.map { $0[attribute: "errors"] != "0" } == [false, false, false, true])
        #expect(suites[1].children("testcase").allSatisfy { $0.child("failure") == nil })
    }

    // MARK: SVRL

    @Test func `every SVRL finding follows a fired rule of a pattern that names its document`() throws {
        let tree = try FrozenTree.parse(Array(try ReportSamples.run().text(as: .svrl).utf8))
        var documents: Set<String> = []
        var isFired = false
        for element in tree.root.elements {
            #expect(element.namespaceURI == SVRLReport.namespace)
            switch element.localName {
            case "active-pattern":
                documents.insert(try #require(element[attribute: "documents"]))
                isFired = false
            case "fired-rule": isFired = true
            default:
                #expect(element.localName == "failed-assert" && isFired)
                #expect(element[attribute: "location"] != nil && element[attribute: "test"] != nil)
                #expect(element.elements.map(\.localName).last == "text")
            }
        }
        #expect(documents.count == 4)
    }

    // MARK: HTML

    @Test(arguments: Language.allCases) func `the page loads nothing, runs nothing and can be walked by headings`(language: Language) throws {
        let page = try ReportSamples.run(language).text(as: .html)
        for forbidden in ["<script", "javascript:", " src=", "<link", "@import", "url(", " onclick"] { #expect(!page.contains(forbidden)) }
        let tree = try FrozenTree.parse(Array(page.replacing("<!DOCTYPE html>\n", with: "").utf8))
        #expect(tree.root[attribute: "lang"] == language.rawValue)
        let levels = tree.root.descendants.compactMap { node in
            node.kind == .element && ["h1", "h2", "h3"].contains(node.localName) ? Int(node.localName.dropFirst()) : nil
        }
        #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
        let ids = tree.root.descendants.compactMap { $0.kind == .element ? $0[attribute: "id"] : nil }
        #expect(Set(ids).count == ids.count)
        for link in tree.root.descendants("a", in: nil) { #expect(ids.contains(String((link[attribute: "href"] ?? "").dropFirst()))) }
        for landmark in ["header", "main", "nav", "footer"] { #expect(!tree.root.descendants(landmark, in: nil).isEmpty) }
    }
}
