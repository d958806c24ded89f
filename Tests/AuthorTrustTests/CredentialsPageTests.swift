// The page of credentials lists every code that a check can have, and no other.

import Foundation
import TestSupport
import Testing

@Suite struct CredentialsPageTests {
    /// The first two cells of each row of the tables of codes.
    private static let rows: [(code: String, outcome: String)] = {
        let page = (try? String(contentsOf: projectRoot.appending(path: "docs/credentials.md"), encoding: .utf8)) ?? ""
        return page.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard line.hasPrefix("| `"), cells.count >= 3, cells[0].contains(".") else { return nil }
            return (cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`")), cells[1])
        }
    }()

    /// Every code in the sources: those of paths in the engine, the others in the stage.
    private static let raised: Set<String> = {
        var codes: Set<String> = []
        let kinds = "certificate|author|credential|assertion|token|directory|rights"
        let stage = try! Regex("\"((?:\(kinds))\\.[a-z][a-z-]*)\"", as: (Substring, Substring).self)
        for text in sources("Sources/Stages/AuthorTrust") { codes.formUnion(text.matches(of: stage).map { String($0.output.1) }) }
        let engine = #/case \w+ = "((?:certificate|token)\.[a-z-]+)"/#
        for text in sources("Sources/Engines/CredentialChecks") { codes.formUnion(text.matches(of: engine).map { String($0.1) }) }
        return codes
    }()

    private static func sources(_ folder: String) -> [String] {
        var found: [String] = []
        for case let file as URL in FileManager.default.enumerator(at: projectRoot.appending(path: folder), includingPropertiesForKeys: nil)!
        where file.pathExtension == "swift" { found += (try? String(contentsOf: file, encoding: .utf8)).map { [$0] } ?? [] }
        return found
    }

    @Test func `every code of a check stands on the page, and no other`() {
        #expect(Self.raised.count > 30, "the sources are read")
        let listed = Set(Self.rows.map(\.code))
        #expect(Self.raised.subtracting(listed).sorted() == [], "not on the page")
        #expect(listed.subtracting(Self.raised).sorted() == [], "never raised")
    }

    @Test func `every code stands on the page once, with its outcome`() {
        #expect(Set(Self.rows.map(\.code)).count == Self.rows.count)
        for row in Self.rows { #expect(["passed", "failed", "notApplicable"].contains(row.outcome), "\(row.code)") }
    }
}
