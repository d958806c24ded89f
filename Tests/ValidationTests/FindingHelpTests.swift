// The help on codes: in both languages, for every code of the judge, and the same as on the page.

import ClinicalTypes
import Foundation
import TestSupport
import Testing

@testable import Validation

@Suite struct FindingHelpTests {
    /// The rows of the page: code, meaning, cure.
    private static let page: [[String]] = {
        let text = (try? String(contentsOf: projectRoot.appending(path: "docs/findings.md"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("| `") else { return nil }
            let cells = line.split(separator: "|").map { $0.replacing("`", with: "").trimmingCharacters(in: .whitespaces) }
            return cells.count == 4 ? [cells[0], cells[2], cells[3]] : nil
        }
    }()

    @Test func `every code of the judge on the page has help, and the English is the page's`() {
        #expect(Self.page.count > 100)
        for row in Self.page where !["intake", "classification", "metadata"].contains(String(row[0].prefix { $0 != "." })) {
            guard let help = FindingHelp.of(row[0]) else {
                Issue.record("\(row[0]) has no help")
                continue
            }
            #expect(help.meaning.en == row[1], "\(row[0])")
            if row[2] != "as above" { #expect(help.cure.en == row[2], "\(row[0])") }
        }
    }

    @Test func `help is there in both languages`() {
        for (code, help) in FindingHelp.all {
            for text in [help.meaning.fr, help.meaning.en, help.cure.fr, help.cure.en] { #expect(!text.isEmpty, "\(code)") }
            #expect(help.meaning.fr != help.meaning.en, "\(code)")
        }
    }

    @Test func `there is no help on codes that nobody raises`() {
        let codes = Set(Self.page.map { $0[0] })
        for code in FindingHelp.all.keys { #expect(codes.contains(code), "\(code)") }
    }
}
