// Two packs over the same documents.

import ClinicalTypes
import Foundation
import TestSupport
import Testing

@testable import Validation

@Suite struct PackComparisonTests {
    private func finding(_ id: String, _ words: String, path: String = "/a", severity: Severity = .error) -> Finding {
        Finding(
            code: "schematron.assert", severity: severity, stage: .schematron, rule: RuleIdentity(pack: "p", schema: "s/Exemple.sch", pattern: "x", id: id),
            place: Place(line: 3, column: 1, xpath: path), message: Bilingual(fr: words, en: words))
    }

    private func report(_ findings: Finding...) -> ValidationReport { ValidationReport(findings: findings, packs: []) }

    private var comparison: PackComparison {
        var comparison = PackComparison(
            old: [PackIdentity(name: "p", version: "1", digest: "aa")], new: [PackIdentity(name: "p", version: "2", digest: "bb")])
        // The same rule under another number is the same rule.
        comparison.add("same.xml", old: report(finding("p1.r1.a1", "un")), new: report(finding("p1.r1.a2", "un")))
        comparison.add("now-refused.xml", old: report(), new: report(finding("p1.r1.a1", "neuf"), finding("p1.r1.a1", "neuf", path: "/b")))
        comparison.add("now-accepted.xml", old: report(finding("p1.r1.a1", "un")), new: report(finding("p1.r1.a1", "un", severity: .warning)))
        return comparison
    }

    @Test func `a rule is known by its words, not by its number`() {
        #expect(comparison.documents.map(\.isChanged) == [false, true, true])
        #expect(comparison.documents.map(\.new) == [.invalid, .invalid, .valid])
        #expect(!comparison.isSame)
    }

    @Test func `rules are counted over all documents, those with most changes first`() {
        #expect(comparison.rules.map { [$0.new, $0.gone] } == [[2, 0], [1, 1]])
    }

    @Test(arguments: Language.allCases) func `the comparison is told as it was`(language: Language) throws {
        try expectSnapshot(comparison.text(language), named: "diff-packs-\(language.rawValue).txt")
    }

    @Test func `the comparison for programs is JSON as it was`() throws {
        let json = comparison.json()
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.utf8)) }
        try expectSnapshot(json, named: "diff-packs.json")
    }

    @Test func `nothing is told of documents that stay as they are`() {
        var same = PackComparison(old: [], new: [])
        same.add("a.xml", old: report(), new: report())
        #expect(same.isSame)
        #expect(same.text(.english) == "1 document, the verdict changes for 0, findings for 0\n")
    }
}
