// What is stored of a pack saves time, and never decides anything.

import ClinicalTypes
import Foundation
import SchematronEngine
import TestSupport
import Testing
import Validation
import XMLTree

@testable import PackShelf

@Suite struct StoredSchemasTests {
    private let work = WorkFolder()

    private func storedFiles() -> [String] {
        let cache = work.shelf.cache ?? ""
        return ((try? FileManager.default.subpathsOfDirectory(atPath: cache)) ?? []).filter { $0.split(separator: "/").count == 3 }.map { "\(cache)/\($0)" }
    }

    private func codes() throws -> [String] { try work.judge("small").examine(work.document()).report.findings.map(\.code) }

    @Test func `adding a pack stores its schemas`() throws {
        try work.writePack()
        let pack = try work.shelf.add(work.source)
        #expect(storedFiles().count == 1)
        let stored = StoredSchemas(in: try #require(work.shelf.cache), digest: pack.manifest.digest)
        #expect(stored.schema("a.sch")?.patterns.count == 1)
        #expect(stored.schema("b.sch") == nil)
    }

    @Test func `what is stored for one digest is not found for another`() throws {
        try work.writePack()
        _ = try work.shelf.add(work.source)
        #expect(StoredSchemas(in: try #require(work.shelf.cache), digest: String(repeating: "0", count: 64)).schema("a.sch") == nil)
    }

    @Test func `a spoilt or deleted file is written anew, and the verdict is the same`() throws {
        try work.writePack()
        _ = try work.shelf.add(work.source)
        let before = try codes()
        let file = try #require(storedFiles().first)
        let whole = try Data(contentsOf: URL(filePath: file))
        var flipped = whole
        flipped[flipped.count / 2] ^= 1
        for spoilt in [Data(), whole.prefix(20), whole.prefix(whole.count - 1), whole + [0], flipped, Data(repeating: 0, count: 1000)] {
            try spoilt.write(to: URL(filePath: file))
            #expect(try codes() == before)
            #expect(try Data(contentsOf: URL(filePath: file)) == whole)
        }
        try FileManager.default.removeItem(atPath: try #require(work.shelf.cache))
        #expect(try codes() == before)
        #expect(storedFiles().count == 1)
    }

    @Test func `a cache that cannot be written costs nothing but time`() throws {
        try work.writePack()
        _ = try work.shelf.add(work.source)
        let before = try codes()
        let cache = try #require(work.shelf.cache)
        try FileManager.default.removeItem(atPath: cache)
        try Data().write(to: URL(filePath: cache))
        #expect(try codes() == before)
    }

    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"))
    func `the official pack judges the same from what is stored and without`() throws {
        let folder = try #require(sharedFolder).appending(path: "ans")
        var manifest = try PackManifest(officialLayout: SealedFolder(folder: folder.path))
        manifest.defects = [
            PackDefect(
                code: PackDefect.documentMissing, subject: "known",
                disables: [DisabledRule(schema: "schematrons/profils/structurationMinimale/ASIP-STRUCT-MIN-StrucMin.sch", rule: "p3.r8.a8")])
        ]
        let stored = StoredSchemas(in: work.root + "/official", digest: manifest.digest)
        let sample = [UInt8](try Data(contentsOf: folder.appending(path: "ExemplesCDA/VAC_2023.01.xml")))
        let reports = try (0..<2).map { _ in
            let pack = try RulePack(manifest, folder: folder.path, models: stored.schema, whenRead: stored.store)
            return Validator(core: try .core(), packs: [pack], options: ValidationOptions(now: { Date(timeIntervalSince1970: 2_000_000_000) })).examine(sample)
                .report
        }
        #expect(reports[0] == reports[1])
        #expect(reports[0].verdict == .valid)
        #expect(stored.schema("schematrons/CI-SIS_VAC_2023.01.sch") != nil)
    }
}
