// What came and what went between two reports.

import ClinicalTypes
import Testing

@testable import Validation

@Suite struct FindingChangesTests {
    private func finding(_ code: String, _ path: String?, found: String? = nil, line: Int = 1) -> Finding {
        Finding(
            code: code, severity: .error, stage: .header, place: Place(line: line, column: 1, xpath: path), message: Bilingual(fr: "fr", en: "en"), found: found
        )
    }

    @Test func `a finding that moved with its line stayed`() {
        let changes = FindingChanges(from: [finding("a", "/x/y", line: 3)], to: [finding("a", "/x/y", line: 9)])
        #expect(changes.isEmpty && changes.keptCount == 1)
    }

    @Test func `a finding whose path moved stayed when the same was found`() {
        let changes = FindingChanges(from: [finding("a", "/x/y[1]", found: "DE")], to: [finding("a", "/x/y[2]", found: "DE")])
        #expect(changes.isEmpty)
    }

    @Test func `another fault at the same path stayed one finding of its rule`() {
        let changes = FindingChanges(from: [finding("a", "/x", found: "DE")], to: [finding("a", "/x", found: "EN")])
        #expect(changes.isEmpty && changes.keptCount == 1)
    }

    @Test func `what came and what went are told in their order`() {
        let changes = FindingChanges(
            from: [finding("a", "/1"), finding("b", "/2"), finding("c", "/3")], to: [finding("d", "/0"), finding("b", "/2"), finding("e", "/4")])
        #expect(changes.new.map(\.code) == ["d", "e"])
        #expect(changes.gone.map(\.code) == ["a", "c"])
        #expect(changes.keptCount == 1)
    }

    @Test func `one of two equal findings may go`() {
        let two = [finding("a", "/x", found: "1"), finding("a", "/x", found: "1")]
        let changes = FindingChanges(from: two, to: [two[0]])
        #expect(changes.gone.count == 1 && changes.new.isEmpty)
    }

    @Test func `findings of different rules are never the same`() {
        let changes = FindingChanges(from: [finding("a", "/x", found: "1")], to: [finding("b", "/x", found: "1")])
        #expect(changes.new.count == 1 && changes.gone.count == 1)
    }
}
