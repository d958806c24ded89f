// The page of findings lists every code that can be raised, and no other.

import ClinicalTypes
import Foundation
import TestSupport
import Testing
import XMLSchemaEngine
import XMLTree

@testable import Validation

@Suite struct FindingsPageTests {
    /// The first two cells of each row of the tables: code and severity.
    static let rows: [(code: String, severity: String)] = {
        let page = (try? String(contentsOf: projectRoot.appending(path: "docs/findings.md"), encoding: .utf8)) ?? ""
        return page.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard line.hasPrefix("| `"), cells.count >= 4 else { return nil }
            return (cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`")), cells[1])
        }
    }()

    static let raised: [String: String] = {
        var codes = Dictionary(uniqueKeysWithValues: FindingCode.allCases.map { ($0.rawValue, $0.severity.rawValue) })
        for code in ParseFailureCode.allCases { codes[code.rawValue] = "fatal" }
        for kind in SchemaViolation.Kind.allCases { codes[kind.rawValue] = kind == .validatorFailed ? "fatal" : "error" }
        return codes
    }()

    @Test func `every code that can be raised stands on the page, with its weight`() {
        let listed = Dictionary(Self.rows.map { ($0.code, $0.severity) }, uniquingKeysWith: { first, _ in first })
        for (code, severity) in Self.raised {
            #expect(listed[code] != nil, "\(code) is not on the page")
            if let weight = listed[code] { #expect(weight.hasPrefix(severity), "\(code) is \(severity)") }
        }
    }

    @Test func `every code of these stages on the page can be raised, and stands there once`() {
        let stages: Set<String> = Set(Self.raised.keys.map { String($0.prefix(while: { $0 != "." })) })
        for row in Self.rows where stages.contains(String(row.code.prefix(while: { $0 != "." }))) {
            #expect(Self.raised[row.code] != nil, "\(row.code) is never raised")
        }
        #expect(Set(Self.rows.map(\.code)).count == Self.rows.count)
    }

    @Test func `every code of the catalogue is used by a rule`() {
        // The rules are the only place that may build a finding of a code: each case of the catalogue stands in their source.
        let folder = projectRoot.appending(path: "Sources/Stages/Validation")
        var source = ""
        for case let file as URL in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)!
        where file.pathExtension == "swift" && file.lastPathComponent != "FindingCode.swift" {
            source += (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        }
        for code in FindingCode.allCases { #expect(source.contains(".\(code)"), "\(code) is unused") }
    }
}
