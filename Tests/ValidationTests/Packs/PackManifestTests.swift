// What a manifest may say, and what its digest stands for.

import Testing

@testable import Validation

@Suite struct PackManifestTests {
    private let digest = String(repeating: "a", count: 64)

    private func failure(_ text: String) -> PackFailure? {
        do throws(PackFailure) {
            _ = try PackManifest(Array(text.utf8), file: "pack.json")
            return nil
        } catch {
            return error
        }
    }

    @Test func `a manifest is read as it was written`() throws {
        let manifest = PackManifest(
            name: "a", version: "1.2", schema: "x.xsd",
            schematrons: [PackSchematron(file: "a.sch"), PackSchematron(file: "b.sch", templates: [TemplateMatch(root: "1.2", extension: "3", code: "4")])],
            valueSets: ["sets"], files: ["a.sch": digest, "b.sch": digest, "x.xsd": digest],
            defects: [PackDefect(code: "c", file: "a.sch", line: 3, subject: "s", disables: [DisabledRule(schema: "a.sch", rule: "p1.r1.a1")])])
        #expect(try PackManifest(Array(manifest.text.utf8)) == manifest)
    }

    @Test(arguments: ["../x.xsd", "/etc/passwd", "a/../../b.xsd", "a\\\\b.xsd", "./x.xsd", "a//b.xsd"])
    func `a path that leads out of the pack is refused with its line`(path: String) {
        let failure = failure("{\n\"name\": \"a\", \"version\": \"1\",\n\"schema\": \"\(path)\",\n\"files\": {\"\(path)\": \"\(digest)\"}}")
        #expect(failure?.code == .outside)
        if !path.contains("\\") { #expect(failure?.description.hasPrefix("pack.json:3: ") ?? false) }
    }

    @Test(arguments: ["A", "", "a b", "../a", ".hidden", "é"])
    func `a name of other letters is refused`(name: String) {
        #expect(failure("{\"name\": \"\(name)\", \"version\": \"1\", \"schema\": \"x.xsd\", \"files\": {\"x.xsd\": \"\(digest)\"}}")?.code == .manifest)
    }

    @Test func `what is no JSON, lacks a member or has one of another form is refused`() {
        #expect(failure("{\"name\": \"a\",\n \"version\": }")?.code == .manifest)
        #expect(failure("{\"name\": \"a\"}")?.reason.contains("version") ?? false)
        #expect(failure("{\"name\": \"a\",\n\"version\": 1}")?.line == 2)
        #expect(failure("{\"name\": \"a\", \"version\": \"1\", \"schema\": \"x.xsd\", \"files\": {\"x.xsd\": \"short\"}}")?.code == .manifest)
        #expect(
            failure("{\"name\": \"a\", \"version\": \"1\", \"schema\": \"x.xsd\", \"files\": {\"y.xsd\": \"\(digest)\"}}")?.reason.contains(
                "not among the files") ?? false)
    }

    @Test func `a pack without any schema is refused`() {
        #expect(failure("{\"name\": \"a\", \"version\": \"1\"}")?.code == .empty)
    }

    @Test func `the digest changes with whatever changes verdicts, and with nothing else`() {
        let manifest = PackManifest(name: "a", version: "1", schematrons: [PackSchematron(file: "a.sch")], files: ["a.sch": digest])
        var other = manifest
        other.name = "b"
        other.version = "2"
        #expect(other.digest == manifest.digest)
        let changes: [(inout PackManifest) -> Void] = [
            { $0.files["a.sch"] = String(repeating: "b", count: 64) }, { $0.files["b.xml"] = String(repeating: "a", count: 64) },
            { $0.schematrons[0].templates = [TemplateMatch(root: "1")] }, { $0.schematrons[0].phase = "x" }, { $0.schema = "x.xsd" },
            { $0.defects = [PackDefect(code: "c", subject: "s", disables: [DisabledRule(schema: "a.sch", rule: "p1")])] },
        ]
        for change in changes {
            var changed = manifest
            change(&changed)
            #expect(changed.digest != manifest.digest)
        }
    }
}
