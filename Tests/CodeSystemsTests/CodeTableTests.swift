// A table of codes: which entry is found, which is nearest, what is offered.

import ClinicalTypes
import Testing

@testable import CodeSystems

struct CodeTableTests {
    private let table = CodeTable(
        name: "T", source: "s", version: "1",
        entries: [
            CodedValue(code: "A1", system: "1.1", displayName: "Premier"), CodedValue(code: "A1", system: "1.1", displayName: "Encore"),
            CodedValue(code: "A1", system: "1.2", displayName: "Autre système"), CodedValue(code: "B2", system: "1.1", displayName: nil),
            CodedValue(code: "a1", system: "1.1", displayName: "Minuscule"),
        ])

    @Test func `of entries given twice the first is found, and all by code alone`() {
        #expect(table["A1", "1.1"]?.displayName == "Premier" && table["A1", "1.2"]?.displayName == "Autre système")
        #expect(table.entries(of: "A1").count == 3 && table.entries(of: "C3").isEmpty)
    }

    @Test(arguments: [("A1", "1.3"), ("A1 ", "1.1"), ("", "1.1"), ("A1", ""), ("b2", "1.1"), ("A", "1.1")])
    func `a code is known exactly, in its system, or not at all`(code: String, system: String) {
        #expect(table[code, system] == nil)
        #expect(!table.contains(CodedValue(code: code, system: system)))
    }

    @Test func `a label does not decide whether a code is known`() {
        #expect(table.contains(CodedValue(code: "B2", system: "1.1", displayName: "anything")))
    }

    @Test func `what is offered is the code with its label, the first few and the nearest`() {
        let allowed = table.allowed(nearestTo: "B3", first: 2)
        #expect(allowed.name == "T" && allowed.first == ["A1 Premier", "A1 Encore"] && allowed.count == 5)
        #expect(allowed.closest.first == "B2")
        #expect(table.allowed().closest.isEmpty && table.allowed().first.count == 5)
        #expect(table.nearest(to: "A1", limit: 1).map(\.displayName) == ["Premier"])
        #expect(table.nearest(to: "A1", limit: 0).isEmpty)
    }

    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "abc", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "ab", 1), ("abc", "xabc", 1), ("abc", "acb", 1),
        ("abcd", "badc", 2), ("kitten", "sitting", 3), ("ab", "ba", 1), ("abc", "xyz", 3),
    ])
    func `edits are insertions, deletions, replacements and swaps of neighbours`(left: String, right: String, expected: Int) {
        #expect(NearestCodes.edits(Array(left.utf8), Array(right.utf8)) == expected)
        #expect(NearestCodes.edits(Array(right.utf8), Array(left.utf8)) == expected)
    }

    @Test(arguments: [
        ("Évaluation", "evaluation"), ("CŒUR", "coeur"), ("a--b", "a b"), ("L'été", "l ete"), ("ÇA", "ca"), ("A1-b2", "a1 b2"), ("", ""), ("é", "e"),
        ("日本", " "),
    ])
    func `accents, letter case and punctuation do not count`(text: String, folded: String) {
        #expect(String(decoding: NearestCodes.folded(text), as: UTF8.self) == folded)
    }

    @Test func `likeness is the share of the longer text that must be edited`() {
        #expect(NearestCodes.distance([], []) == 0 && NearestCodes.distance([1], []) == 1 && NearestCodes.distance([1, 2, 3, 4], [1, 2, 3]) == 0.25)
    }

    @Test func `six tenths of edits are still near, more are not`() {
        let ten = CodeTable(name: "", source: "", version: "", entries: [CodedValue(code: "abcdefghij", system: "1", displayName: nil)])
        #expect(ten.nearest(to: "abcdxxxxxx").count == 1)
        #expect(ten.nearest(to: "abcxxxxxxx").isEmpty)
    }

    @Test func `labels are near by the words that they share, short words apart`() {
        let table = CodeTable(
            name: "", source: "", version: "",
            entries: [
                CodedValue(code: "1", system: "1", displayName: "Compte rendu de biologie"),
                CodedValue(code: "2", system: "1", displayName: "Lettre de sortie"),
            ])
        #expect(table.nearest(to: "zzzzzz", label: "biologie : compte rendu").map(\.code) == ["1"])
        let health = CodeTable(name: "", source: "", version: "", entries: [CodedValue(code: "1", system: "1", displayName: "de la santé publique")])
        #expect(health.nearest(to: "zzzzzz", label: "de la").isEmpty)
        #expect(health.nearest(to: "zzzzzz", label: "publique, santé").count == 1)
    }
}
