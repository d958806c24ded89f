// Findings of documents broken at random: each has its place, tells no content, and an edit that is offered mends it.

import ClinicalTypes
import Foundation
import Testing
import XMLTree

@testable import Validation

/// A generator that gives the same numbers on every run (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct EditPropertyTests {
    /// Values that people and programs write where others are due; each can be told from what a message may say.
    static let strangeValues = [
        "", " ", "zq-7", "ZQ&amp;&lt;7", "fr", "FR-fr", "2026-03-01T10:15:00+01:00", "01/03/2026", "1.2.250.1.71.4.2.9", "é\u{301}zq", "application/zq", "b64",
        "899900063481", "-1", "UNK",
    ]

    /// The small document with one attribute's value, one attribute or one element changed or gone.
    private func broken(_ seed: Int) throws -> SmallDocument {
        var random = Seeded(state: UInt64(seed))
        let small = SmallDocument()
        let tree = try FrozenTree.parse(small.bytes)
        let elements = tree.root.descendants.filter { $0.kind == .element }
        let attributes = elements.flatMap { Array($0.attributes) }
        var bytes = small.bytes
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.removeSubrange(elements.randomElement(using: &random)!.byteRange)
        case 1: bytes.removeSubrange(attributes.randomElement(using: &random)!.byteRange)
        case 2:
            let element = elements.randomElement(using: &random)!
            bytes.insert(contentsOf: bytes[element.byteRange], at: element.byteRange.upperBound)
        default:
            bytes.replaceSubrange(attributes.randomElement(using: &random)!.valueRange, with: Array(Self.strangeValues.randomElement(using: &random)!.utf8))
        }
        var copy = small
        copy.text = String(decoding: bytes, as: UTF8.self)
        return copy
    }

    @Test(arguments: 0..<12)
    func `every finding has a place, tells no content, and is mended by its edit`(part: Int) throws {
        var edits = 0
        for seed in part * 40..<part * 40 + 40 {
            let document = try broken(seed)
            let findings = document.findings()
            for finding in findings {
                let range = try #require(finding.place?.byteRange, "\(finding.code)")
                #expect(range.upperBound <= document.bytes.count)
                #expect(!finding.message.en.contains("zq") && !finding.message.fr.contains("zq"), "\(finding.code) tells content")
                guard let edit = finding.edit else { continue }
                edits += 1
                #expect(edit.byteRange.upperBound <= document.bytes.count)
                let left = document.applying(edit).findings()
                // The same fault is not found again, and the document is not further from valid than before.
                let before = findings.count { $0.severity >= .error }
                let after = left.count { $0.severity >= .error }
                #expect(!left.contains { $0.code == finding.code && $0.place == finding.place && $0.found == finding.found }, "seed \(seed): \(finding)")
                #expect(left.allSatisfy { $0.stage != .parsing }, "seed \(seed): no longer XML")
                #expect(after <= before, "seed \(seed): \(finding.code) \(edit.replacement) leads to \(left.map(\.description))")
            }
        }
        #expect(edits > 0)
    }

    @Test func `a report of every document broken at random has no line that ends in a blank`() throws {
        for seed in 0..<120 {
            let document = try broken(seed)
            let report = TestJudge.make().examine(document.bytes).report
            for language in Language.allCases {
                let text = TextReport(language: language).text(for: report, file: "a.xml", source: document.bytes)
                for line in text.split(separator: "\n") where line.hasPrefix("  fix:") || line.hasPrefix("  correction :") || line.hasPrefix("a.xml:") {
                    #expect(!line.hasSuffix(" "), "\(line)")
                }
            }
        }
    }
}

@Suite struct OfferedTypeTests {
    private let valid = SmallDocument()

    private func enclosing(_ bytes: [UInt8], as mediaType: String) -> SmallDocument {
        valid.replacing(SmallDocument.file, with: Data(bytes).base64EncodedString())
            .replacing("mediaType=\"application/pdf\"", with: "mediaType=\"\(mediaType)\"")
    }

    @Test func `a media type is offered by what the file is, not by what its name looks like`() {
        enclosing([0xFF, 0xD8, 0xFF, 0xE0], as: "application/pfd").expectOnly(.bodyMediaType, at: "text/@mediaType", isMendable: true)
        enclosing(Array("<html>bonjour</html>".utf8), as: "text/html").expectOnly(.bodyMediaType, at: "text/@mediaType")
        // Known by its first bytes, and still not allowed.
        enclosing([0x89, 0x50, 0x4E, 0x47, 0x0D], as: "image/png").expectOnly(.bodyMediaType, at: "text/@mediaType", found: "image/png")
        enclosing([0x50, 0x4B, 0x03, 0x04], as: "application/zip").expectOnly(.bodyMediaType, at: "text/@mediaType")
    }

    @Test func `a malformed timestamp is told with the form that is expected`() throws {
        for written in ["12/03/2026 10:15", "hier", "2026"] {
            let finding = valid.replacing("20260301101500+0100", with: written).findings().first { $0.stage == .structure }
            guard let finding else { continue }
            #expect(finding.code == "structure.value-malformed")
            #expect(finding.message.en.hasSuffix("write YYYYMMDD or YYYYMMDDhhmmss+ZZzz") && finding.message.fr.hasSuffix("AAAAMMJJ ou AAAAMMJJhhmmss+ZZzz"))
        }
        #expect(valid.replacing("20260301101500+0100", with: "hier").findings().contains { $0.code == "structure.value-malformed" })
    }
}
