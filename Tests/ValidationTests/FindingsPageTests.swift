// The page of findings lists every code that can be raised, and no other.

import ClinicalTypes
import Foundation
import SchematronEngine
import TestSupport
import Testing
import XMLSchemaEngine
import XMLTree

@testable import Validation

@Suite struct FindingsPageTests {
    /// The first two cells of each row of the tables: code and weight.
    static let rows: [(code: String, weight: String)] = {
        let page = (try? String(contentsOf: projectRoot.appending(path: "docs/findings.md"), encoding: .utf8)) ?? ""
        return page.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard line.hasPrefix("| `"), cells.count >= 4 else { return nil }
            return (cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`")), cells[1])
        }
    }()

    static let raised: [String: String] = {
        var codes = Dictionary(uniqueKeysWithValues: FindingCode.allCases.map { ($0.rawValue, $0.severity.rawValue) })
        for code in SchematronCode.allCases { codes[code.rawValue] = code.severity.rawValue }
        for code in ParseFailureCode.allCases { codes[code.rawValue] = "fatal" }
        for kind in SchemaViolation.Kind.allCases { codes[kind.rawValue] = kind == .validatorFailed ? "fatal" : "error" }
        return codes
    }()

    /// The codes of the other stages, which have no catalogue, as they stand in their sources.
    static let raisedByOtherStages: [String: String] = {
        var codes: [String: String] = [:]
        for code in literals(in: "Intake", #/"(intake\.[a-z-]+)"/#) { codes[code] = code == "intake.charset-conflict" ? "warning" : "fatal" }
        for match in source(of: "Classification").matches(of: #/classification\(\s*"([a-z-]+)", \.(\w+)/#) {
            codes["classification.\(match.1)"] = String(match.2)
        }
        let metadata = source(of: "SubmissionMetadata")
        for match in metadata.matches(of: #/metadata\(\s*"([a-z-]+)", \.(\w+)/#) { codes["metadata.\(match.1)"] = String(match.2) }
        for match in metadata.matches(of: #/\.missing\("([a-z-]+)"/#) { codes["metadata.\(match.1)-missing"] = "error" }
        for match in metadata.matches(of: #/\btime\([^"\n]*"([a-z-]+)"/#) {
            codes["metadata.\(match.1)-malformed"] = "error"
            // The end of an act may be left out.
            if match.1 != "service-stop" { codes["metadata.\(match.1)-missing"] = "error" }
        }
        for match in metadata.matches(of: #/\bcode\(\s*[A-Za-z.]+,\s*"([a-z-]+)"/#) {
            codes["metadata.\(match.1)-missing"] = "error"
            codes["metadata.\(match.1)-outside-record"] = "warning"
        }
        for match in metadata.matches(of: #/case (missing|tooLong = "too-long"|malformed|inconsistent)\n/#) {
            codes["metadata.rule-\(match.1.hasPrefix("tooLong") ? "too-long" : match.1)"] = "error"
        }
        // What the gateway finds where it weighs what the stages say.
        let weighing = projectRoot.appending(path: "Sources/Flow/Gateway/RecordAssertions.swift")
        for match in ((try? String(contentsOf: weighing, encoding: .utf8)) ?? "").matches(of: #/"(metadata\.[a-z-]+)"/#) { codes[String(match.1)] = "error" }
        return codes
    }()

    static func source(of stage: String) -> String {
        let folder = projectRoot.appending(path: "Sources/Stages/\(stage)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { try? String(contentsOf: folder.appending(path: $0), encoding: .utf8) }.joined(separator: "\n")
    }

    static func literals(in stage: String, _ pattern: Regex<(Substring, Substring)>) -> Set<String> {
        Set(source(of: stage).matches(of: pattern).map { String($0.1) })
    }

    @Test func `every code that can be raised stands on the page, with its weight`() {
        #expect(Self.raisedByOtherStages.count > 35, "the sources are read")
        let listed = Dictionary(Self.rows.map { ($0.code, $0.weight) }, uniquingKeysWith: { first, _ in first })
        for (code, severity) in Self.raised.merging(Self.raisedByOtherStages, uniquingKeysWith: { first, _ in first }) {
            #expect(listed[code] != nil, "\(code) is not on the page")
            if let weight = listed[code] { #expect(weight.hasPrefix(severity), "\(code) is \(severity)") }
        }
    }

    @Test func `every code on the page can be raised, and stands there once`() {
        for row in Self.rows { #expect(Self.raised[row.code] != nil || Self.raisedByOtherStages[row.code] != nil, "\(row.code) is never raised") }
        #expect(Set(Self.rows.map(\.code)).count == Self.rows.count)
    }

    @Test func `every code of the catalogue is used by a rule`() {
        // The rules are the only place that may build a finding of a code: each case of the catalogue stands in their source, or in the core Schematron.
        let folder = projectRoot.appending(path: "Sources/Stages/Validation")
        var source = ""
        for case let file as URL in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)!
        where file.pathExtension == "swift" && file.lastPathComponent != "FindingCode.swift" {
            source += (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        }
        let asserted = Set(HeaderSchema.assertions.compactMap { $0.id.flatMap(HeaderReading.code) })
        for code in FindingCode.allCases where !asserted.contains(code) {
            let isUsed = source.contains(".\(code)")
            #expect(isUsed, "\(code) is unused")
        }
    }
}
