// What `passerelle pack` and `--pack` do, from outside: a pack added, judged by, compared, changed.

import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: BuiltProgram.path != nil, "needs the built program")) struct PackCommandTests {
    private let document = "Samples/accepted/report-consultation.xml"

    /// A folder with the source of a pack and a shelf; gone with the test.
    private final class Place {
        let root = FileManager.default.temporaryDirectory.appending(path: "pack-command-\(UUID().uuidString)")
        var source: String { root.appending(path: "source").path }
        var shelf: [String] { ["--packs", root.appending(path: "shelf").path] }

        init() throws { try FileManager.default.createDirectory(at: root.appending(path: "source"), withIntermediateDirectories: true) }

        deinit { try? FileManager.default.removeItem(at: root) }

        /// A pack of one assertion.
        func write(version: String, test: String, file: String = "a.sch") throws {
            let schema = """
                <schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><ns prefix="cda" uri="urn:hl7-org:v3"/>
                <pattern id="p"><rule context="cda:ClinicalDocument"><assert id="own-rule" test="\(test)">the title is another</assert></rule></pattern></schema>
                """
            try Data(schema.utf8).write(to: root.appending(path: "source/a.sch"))
            let manifest = "{\"name\":\"own\",\"version\":\"\(version)\",\"schematrons\":[{\"file\":\"\(file)\"}]}"
            try Data(manifest.utf8).write(to: root.appending(path: "source/pack.json"))
        }
    }

    @Test func `a pack is added, listed, shown, checked and judged by`() async throws {
        let place = try Place()
        try place.write(version: "1", test: "cda:title = 'another'")
        let added = try await BuiltProgram.run(["pack", "add", place.source] + place.shelf)
        #expect(added.code == 0 && added.output.contains("own@1"))
        #expect(try await BuiltProgram.run(["pack", "list"] + place.shelf).output.contains("own@1  sha256 "))
        #expect(try await BuiltProgram.run(["pack", "show", "own"] + place.shelf).output.contains("a.sch  every document"))
        #expect(try await BuiltProgram.run(["pack", "check", "own"] + place.shelf).code == 0)
        let judged = try await BuiltProgram.run(["validate", "--pack", "own", document] + place.shelf)
        #expect(judged.code == 1 && judged.output.contains("the title is another") && judged.output.contains("own-rule"))
        #expect(try await BuiltProgram.run(["validate", document]).code == 0)
    }

    @Test func `two versions stand side by side, and their difference is told`() async throws {
        let place = try Place()
        try place.write(version: "1", test: "cda:title = 'another'")
        _ = try await BuiltProgram.run(["pack", "add", place.source] + place.shelf)
        try place.write(version: "2", test: "cda:title")
        _ = try await BuiltProgram.run(["pack", "add", place.source] + place.shelf)
        #expect(try await BuiltProgram.run(["validate", "--pack", "own", document] + place.shelf).code == 0)
        #expect(try await BuiltProgram.run(["validate", "--pack", "own@1", document] + place.shelf).code == 1)
        let compared = try await BuiltProgram.run(["diff-packs", "own@1", "own@2", document] + place.shelf)
        #expect(compared.code == 1 && compared.output.contains("own-rule"))
        #expect(try await BuiltProgram.run(["diff-packs", "own@2", "own@2", document] + place.shelf).code == 0)
    }

    @Test func `a schema that changed since it was added ends with code 3 and its name`() async throws {
        let place = try Place()
        try place.write(version: "1", test: "true()")
        _ = try await BuiltProgram.run(["pack", "add", place.source] + place.shelf)
        #expect(try await BuiltProgram.run(["validate", "--pack", "own", document] + place.shelf).code == 0)
        let file = place.root.appending(path: "shelf/own/1/a.sch")
        try Data("<schema/>".utf8).write(to: file)
        for command in [["pack", "check", "own"], ["validate", "--pack", "own", document]] {
            let run = try await BuiltProgram.run(command + place.shelf)
            #expect(run.code == 3 && (run.output + run.complaints).contains("own/1/a.sch"), "\(command)")
        }
    }

    @Test func `a rule in error leaves the document undecided, with code 3`() async throws {
        let place = try Place()
        try place.write(version: "1", test: "xs:integer(cda:title) = 1")
        let added = try await BuiltProgram.run(["pack", "add", place.source] + place.shelf)
        #expect(added.code == 0)
        let run = try await BuiltProgram.run(["validate", "--pack", "own", document] + place.shelf)
        #expect(run.code == 3 && run.output.contains("undecided"))
    }

    @Test func `what is no pack is refused with code 3`() async throws {
        let place = try Place()
        #expect(try await BuiltProgram.run(["pack", "add", place.source] + place.shelf).code == 3)
        try place.write(version: "1", test: "true()", file: "../outside.sch")
        let outside = try await BuiltProgram.run(["pack", "add", place.source] + place.shelf)
        #expect(outside.code == 3 && outside.complaints.contains("outside"))
        let unknown = try await BuiltProgram.run(["validate", "--pack", "nobody", document] + place.shelf)
        #expect(unknown.code == 3 && unknown.complaints.contains("nobody"))
    }

    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"))
    func `the national pack is recognised as published, its defects are told, and a sample is judged by all that applies`() async throws {
        let place = try Place()
        let pack = try #require(sharedFolder).appending(path: "ans").path
        let added = try await BuiltProgram.run(["pack", "add", pack] + place.shelf)
        #expect(added.code == 0 && added.output.contains("voc-1.2.250.1.213.1.1.5.471-DYNAMIC.xml"))
        let sample = pack + "/ExemplesCDA/VAC_2023.01.xml"
        let run = try await BuiltProgram.run(["validate", "--pack", "ans", "--format", "json", sample] + place.shelf)
        #expect(run.code == 0)
        let told = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let report = (told?["documents"] as? [[String: Any]])?.first
        #expect(report?["verdict"] as? String == "valid")
        #expect((report?["schemas"] as? [Any])?.count ?? 0 >= 6)
    }
}
