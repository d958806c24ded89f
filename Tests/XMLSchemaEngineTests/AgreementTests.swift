// The core grammar agrees with the official schema, and the exceptions are written down.

import Foundation
import TestSupport
import Testing
import XMLSchemaEngine

/// One verdict of the official schema, recorded with libxml2.
private struct Recorded {
    var suite: String
    var file: URL
    var isValid: Bool
}

/// A disagreement in the ledger or in fact.
private struct Disagreement: Hashable, CustomStringConvertible {
    var suite: String
    var file: String
    var official: String
    var core: String
    var description: String { "\(suite)/\(file): official \(official), core \(core)" }
}

private func word(_ isValid: Bool) -> String { isValid ? "valid" : "invalid" }

/// Documents with one fault each: `verdicts.jsonl` names them and what libxml2 said.
private func singleFaults(_ shared: URL) throws -> [Recorded] {
    struct Line: Decodable {
        struct Verdicts: Decodable { var fr_extended: Verdict }
        struct Verdict: Decodable { var libxml2: String }
        var file: String
        var xsd: Verdicts
    }
    let folder = shared.appending(path: "suites/cda-mutants")
    return try String(contentsOf: folder.appending(path: "verdicts.jsonl"), encoding: .utf8).split(separator: "\n").map { line in
        let line = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
        return Recorded(suite: "cda-mutants", file: folder.appending(path: line.file), isValid: line.xsd.fr_extended.libxml2 == "valid")
    }
}

/// Official samples with many faults each.
private func manyFaults(_ shared: URL) throws -> [Recorded] {
    struct Verdict: Decodable { var valid: Bool }
    let verdicts = try JSONDecoder().decode([String: Verdict].self, from: Data(contentsOf: shared.appending(path: "truth/xsd.json")))
    return try documents(in: shared.appending(path: "truth/mutants")).compactMap { file in
        verdicts[file.lastPathComponent].map { Recorded(suite: "truth", file: file, isValid: $0.valid) }
    }
}

/// The ledger, each line with a reason.
private func ledger() throws -> Set<Disagreement> {
    let lines = try String(contentsOf: projectRoot.appending(path: "conformance/grammar/ledger.tsv"), encoding: .utf8).split(separator: "\n")
    return try Set(
        lines.filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            try #require(fields.count == 5 && !fields[4].isEmpty, "a line without a reason: \(line)")
            return Disagreement(suite: fields[0], file: fields[1], official: fields[2], core: fields[3])
        })
}

@Suite(.enabled(if: sharedFolder != nil, "needs ../shared"))
struct AgreementTests {
    @Test func `the core grammar agrees with the official schema but for the ledger`() throws {
        let shared = try #require(sharedFolder)
        let core = try coreSchema.get()
        let cases = try singleFaults(shared) + manyFaults(shared)
        #expect(cases.count >= 1200)
        var table: [String: Int] = [:]
        var disagreements: Set<Disagreement> = []
        for recorded in cases {
            let isValid = core.accepts(try clinicalDocument(at: recorded.file))
            table["\(recorded.suite): official \(word(recorded.isValid)), core \(word(isValid))", default: 0] += 1
            if isValid != recorded.isValid {
                disagreements.insert(
                    Disagreement(suite: recorded.suite, file: recorded.file.lastPathComponent, official: word(recorded.isValid), core: word(isValid)))
            }
        }
        for (cell, count) in table.sorted(by: { $0.key < $1.key }) { print("\(cell): \(count)") }
        let known = try ledger()
        #expect(disagreements.subtracting(known).isEmpty, "new disagreements: explain them in ledger.tsv, or mend the grammar")
        #expect(known.subtracting(disagreements).isEmpty, "gone: strike them from ledger.tsv")
        #expect(Double(disagreements.count) <= 0.01 * Double(cases.count))
    }

    @Test func `the official schema compiles from its folder alone`() throws {
        #expect(try #require(officialSchema).get().missingFiles == [])
    }
}
