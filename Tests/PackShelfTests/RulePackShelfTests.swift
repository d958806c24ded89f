// The shelf: what goes in comes out whole, beside its other versions, and nothing else does.

import ClinicalTypes
import Foundation
import TestSupport
import Testing
import Validation

@testable import PackShelf

@Suite struct RulePackShelfTests {
    private let work = WorkFolder()

    @Test func `a shelf without a folder has no packs`() throws {
        #expect(try RulePackShelf(folder: "/nonexistent/packs").packs().isEmpty)
        #expect(throws: PackFailure.self) { try RulePackShelf(folder: "/nonexistent/packs").find("ans") }
    }

    @Test func `a pack that was added is found by its name, and judges`() throws {
        try work.writePack()
        let added = try work.shelf.add(work.source)
        #expect(added.reference == "small@1")
        #expect(try work.shelf.packs() == [added])
        #expect(try work.shelf.find("small") == added)
        let report = try work.judge("small").examine(work.document()).report
        #expect(report.findings.map(\.code).contains("schematron.assert"))
        #expect(report.packs.last == added.manifest.identity)
        #expect(added.bytes > 100)
    }

    @Test func `adding the same pack again changes nothing`() throws {
        try work.writePack()
        let first = try work.shelf.add(work.source)
        #expect(try work.shelf.add(work.source) == first)
        #expect(try work.shelf.packs().count == 1)
    }

    @Test func `versions stand side by side, and a bare name means the latest`() throws {
        for version in ["2", "10", "9"] {
            try work.writePack(words: "version \(version)")
            _ = try work.shelf.add(work.source, version: version)
        }
        #expect(try work.shelf.packs().map(\.reference).sorted() == ["small@10", "small@2", "small@9"])
        #expect(try work.shelf.find("small").reference == "small@10")
        #expect(try work.shelf.find("small@2").reference == "small@2")
        let report = try work.judge("small@9").examine(work.document()).report
        #expect(report.findings.contains { $0.message.en == "version 9" })
    }

    @Test func `another content under the same name and version is refused`() throws {
        try work.writePack()
        _ = try work.shelf.add(work.source)
        try work.writePack(words: "other")
        let failure = work.failure { try work.shelf.add(work.source) }
        #expect(failure?.code == .conflict)
        #expect(failure?.reason.contains("version of its own") ?? false)
        _ = try work.shelf.add(work.source, name: "other")
        #expect(try work.shelf.packs().count == 2)
    }

    @Test func `a pack that is not there is refused with those that are`() throws {
        try work.writePack()
        _ = try work.shelf.add(work.source)
        #expect(work.failure { try work.shelf.find("ans") }?.reason.contains("there is small") ?? false)
        #expect(work.failure { try work.shelf.find("small@7") }?.reason.contains("small@1") ?? false)
        for reference in ["", "../small", "small@../1", "small@", "/etc"] {
            #expect(work.failure { try work.shelf.find(reference) }?.code == .unknown)
        }
    }

    @Test func `a folder that is no pack is refused, and so is one without rules`() throws {
        try work.write("readme.txt", "x")
        #expect(work.failure { try work.shelf.add(work.source) }?.code == .layout)
        #expect(work.failure { try work.shelf.add(work.source + "/nowhere") }?.code == .folder)
        try work.write("pack.json", #"{"name": "a", "version": "1"}"#)
        #expect(work.failure { try work.shelf.add(work.source) }?.code == .empty)
        try FileManager.default.removeItem(atPath: work.source + "/pack.json")
        try work.write("schematrons/include/part.sch", #"<pattern xmlns="http://purl.oclc.org/dsdl/schematron"/>"#)
        #expect(work.failure { try work.shelf.add(work.source) }?.code == .empty)
    }

    @Test func `a manifest that leads out of its folder is refused with file and line`() throws {
        try work.write("pack.json", "{\"name\": \"a\", \"version\": \"1\",\n\"schematrons\": [{\"file\": \"../a.sch\"}]}")
        let failure = work.failure { try work.shelf.add(work.source) }
        #expect(failure?.code == .outside)
        #expect(failure?.description.hasPrefix("\(work.source)/pack.json:2: ") ?? false)
    }

    @Test func `a file that differs from its digest, is gone or is a link that leads out is refused with its name`() throws {
        try work.writePack()
        try work.write("a.sch", "<x/>")
        #expect(work.failure { try work.shelf.add(work.source) }?.code == .changed)
        try FileManager.default.removeItem(atPath: work.source + "/a.sch")
        #expect(work.failure { try work.shelf.add(work.source) }?.code == .missing)
        try FileManager.default.createSymbolicLink(atPath: work.source + "/a.sch", withDestinationPath: "/etc/hostname")
        let failure = work.failure { try work.shelf.add(work.source) }
        #expect(failure?.reason.contains("link") ?? false)
        #expect(failure?.file.hasSuffix("/a.sch") ?? false)
        #expect(try work.shelf.packs().isEmpty)
    }

    @Test func `a manifest without digests gets them when the pack is added`() throws {
        try work.writePack()
        try work.write("pack.json", #"{"name": "bare", "version": "1", "schematrons": [{"file": "a.sch"}]}"#)
        let added = try work.shelf.add(work.source)
        #expect(added.manifest.files["a.sch"]?.utf8.count == 64)
        #expect(added.manifest.files["pack.json"] == nil)
    }

    @Test func `nothing is left of a pack that could not be written`() throws {
        try work.writePack()
        try work.write("../shelf", "a file in the way")
        #expect(work.failure { try work.shelf.add(work.source) }?.code == .folder)
    }

    @Test func `the shelf of a user is where the environment says`() {
        let shelf = RulePackShelf(environment: ["XDG_DATA_HOME": "/d", "XDG_CACHE_HOME": "/c", "HOME": "/h"])
        #expect(shelf.folder == "/d/passerelle/packs")
        #expect(shelf.cache == "/c/passerelle/packs")
        #expect(RulePackShelf(environment: ["HOME": "/h"]).folder == "/h/.local/share/passerelle/packs")
        #expect(RulePackShelf(folder: "/p", environment: [:]).cache == "/p/.cache")
    }
}
