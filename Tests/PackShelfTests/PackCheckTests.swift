// A pack that changed since it was added is noticed, by the check and by the judge.

import ClinicalTypes
import Foundation
import Testing
import Validation

@testable import PackShelf

@Suite struct PackCheckTests {
    private let work = WorkFolder()

    @Test func `a pack as it was added passes, with what its assertions count`() throws {
        try work.writePack()
        let check = work.shelf.check(try work.shelf.add(work.source))
        #expect(check.failures.isEmpty)
        #expect(check.assertionCount == 2)
        #expect(check.defects == check.manifest.defects)
    }

    @Test func `each file that was changed or deleted is named`() throws {
        try work.writePack()
        let pack = try work.shelf.add(work.source)
        try Data("<codes/>".utf8).write(to: URL(filePath: pack.folder + "/sets/codes.xml"))
        try FileManager.default.removeItem(atPath: pack.folder + "/a.sch")
        let check = work.shelf.check(pack)
        #expect(check.failures.map(\.code) == [.missing, .changed])
        #expect(check.failures.map { $0.file.split(separator: "/").last } == ["a.sch", "codes.xml"])
    }

    @Test func `a value set that was changed leaves the verdict undecided, with its name`() throws {
        try work.writePack()
        let pack = try work.shelf.add(work.source)
        try Data("<codes><code>fr-FR</code></codes>".utf8).write(to: URL(filePath: pack.folder + "/sets/codes.xml"))
        let report = try work.judge("small").examine(work.document()).report
        let told = report.findings.filter { $0.rule?.pack == "small" }
        #expect(told.map(\.code) == ["undecided.pack-changed"])
        #expect(told.first?.message.en.contains("sets/codes.xml") ?? false)
        #expect(report.verdict == .undecided)
    }

    @Test func `a value set that was deleted leaves the verdict undecided, too`() throws {
        try work.writePack()
        let pack = try work.shelf.add(work.source)
        try FileManager.default.removeItem(atPath: pack.folder + "/sets/codes.xml")
        #expect(try work.judge("small").examine(work.document()).report.verdict == .undecided)
    }

    @Test func `a schema that was changed refuses the pack by the file's name, whatever is stored of it`() throws {
        try work.writePack()
        let pack = try work.shelf.add(work.source)
        #expect(try work.judge("small").examine(work.document()).report.verdict != .undecided)
        let file = URL(filePath: pack.folder + "/a.sch")
        let added = try Data(contentsOf: file)
        try Data("<schema/>".utf8).write(to: file)
        let refused = work.failure { try work.shelf.pack("small") }
        #expect(refused?.code == .changed && refused?.file.hasSuffix("/a.sch") == true)
        try added.write(to: file)
        #expect(try work.judge("small").examine(work.document()).report.verdict != .undecided)
        try FileManager.default.removeItem(at: file)
        #expect(work.failure { try work.shelf.pack("small") }?.code == .missing)
    }

    @Test func `without a store, a schema that was changed leaves the verdict undecided`() throws {
        try work.writePack()
        let pack = try work.shelf.add(work.source)
        try Data("<schema/>".utf8).write(to: URL(filePath: pack.folder + "/a.sch"))
        let bare = RulePackShelf(folder: work.shelf.folder)
        let judge = Validator(
            core: try .core(), packs: [try bare.pack("small")], options: ValidationOptions(now: { Date(timeIntervalSince1970: 2_000_000_000) }))
        #expect(judge.examine(try work.document()).report.findings.contains { $0.code.hasPrefix("undecided.") })
    }

    @Test func `a changed grammar is refused when the pack is taken`() throws {
        try work.writePack()
        try work.write("x.xsd", #"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"/></xs:schema>"#)
        try work.write("pack.json", #"{"name": "g", "version": "1", "schema": "x.xsd", "schematrons": [{"file": "a.sch"}]}"#)
        let pack = try work.shelf.add(work.source)
        #expect(try work.shelf.pack("g").hasOwnSchema)
        try Data(#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="b"/></xs:schema>"#.utf8)
            .write(to: URL(filePath: pack.folder + "/x.xsd"))
        let failure = work.failure { try work.shelf.pack("g") }
        #expect(failure?.code == .changed)
        #expect(failure?.file == "x.xsd")
    }

    @Test func `a folder is checked and judged by where it lies, without being added`() throws {
        try work.writePack()
        #expect(try work.shelf.check(folder: work.source).failures.isEmpty)
        let pack = try work.shelf.pack(at: work.source)
        #expect(pack.identity.name == "small")
        #expect(try work.shelf.packs().isEmpty)
    }
}
