// What `passerelle validate` says of documents.

import Foundation
import SandboxSupport
import TestSupport
import Testing

@Suite(.enabled(if: BuiltProgram.path != nil, "needs the built program")) struct ValidateCommandTests {
    private let refused = "Samples/refused/author-id-bad-format.xml"

    /// The digest of the rules changes with every rule.
    private func withoutDigest(_ text: String) -> String {
        text.replacing(#/[0-9a-f]{64}/#, with: "<digest>").replacing(#/"moment" : "[^"]*"/#, with: "\"moment\" : \"<moment>\"")
            .replacing(#/"seconds" : [0-9.e-]+/#, with: "\"seconds\" : 0")
    }

    @Test(arguments: ["en", "fr"]) func `a refused document is told in either language`(language: String) async throws {
        let run = try await BuiltProgram.run(["validate", "--lang", language, refused])
        #expect(run.code == 1 && run.complaints.isEmpty)
        try expectSnapshot(withoutDigest(run.output), named: "validate-refused.\(language).txt")
    }

    @Test func `a report for programs is JSON`() async throws {
        let run = try await BuiltProgram.run(["validate", "--format", "json", refused])
        #expect(run.code == 1)
        try expectSnapshot(withoutDigest(run.output), named: "validate-refused.json")
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(run.output.utf8)) }
    }

    @Test func `standard input is judged like a file`() async throws {
        let bytes = try SampleDocuments.bytes("refused/author-id-bad-format")
        let fromInput = try await BuiltProgram.run(["validate", "-"], input: bytes)
        let fromFile = try await BuiltProgram.run(["validate", refused])
        #expect(fromInput.code == 1)
        #expect(fromInput.output == fromFile.output.replacing(refused, with: "-"))
    }

    @Test func `many files are told in their order, and one refused decides the code`() async throws {
        let files = ["Samples/accepted/report-consultation.xml", refused, "Samples/accepted/laboratory-report.xml"]
        let run = try await BuiltProgram.run(["validate", "--format", "json"] + files)
        #expect(run.code == 1)
        let told = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let reports = told?["documents"] as? [[String: Any]]
        #expect(reports?.compactMap { $0["file"] as? String } == files)
        #expect(reports?.compactMap { $0["valid"] as? Bool } == [true, false, true])
    }

    @Test func `the language follows the locale`() async throws {
        let french = try await BuiltProgram.run(["validate", refused], environment: ["LANG": "fr_FR.UTF-8"])
        #expect(try await french.output == BuiltProgram.run(["validate", "--lang", "fr", refused]).output)
    }

    @Test func `quiet says nothing of documents without findings`() async throws {
        let run = try await BuiltProgram.run(["validate", "--quiet", "Samples/accepted/report-consultation.xml"])
        #expect(run.code == 0 && run.output.isEmpty)
    }

    @Test func `a reader that has seen enough ends the program without a word`() async throws {
        let program = try #require(BuiltProgram.path)
        let process = ChildProcess()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "'\(program)' config keys 2>&1 >/dev/full; '\(program)' config keys 2>&1 | head -n 1 | wc -l"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = await besides { String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }
        #expect(text.trimmingCharacters(in: .whitespacesAndNewlines).hasSuffix("1"))
    }

    @Test(arguments: ["svrl", "sarif", "junit", "html"]) func `every form can be written to a file`(format: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "report")
        let run = try await BuiltProgram.run(["validate", "--format", format, "--output", file.path, refused])
        #expect(run.code == 1 && run.output.isEmpty && run.complaints.isEmpty)
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("professional.id-form"))
        // Whole or not at all: nothing else is left beside it.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["report"])
    }

    @Test func `a report that cannot be written is wrong usage`() async throws {
        let run = try await BuiltProgram.run(["validate", "--format", "json", "--output", "/nowhere/report", refused])
        #expect(run.code == 2 && run.complaints.contains("/nowhere/report"))
    }

    @Test func `a folder is judged with what is in it, when that is asked for`() async throws {
        #expect(try await BuiltProgram.run(["validate", "Samples/accepted"]).code == 2)
        let run = try await BuiltProgram.run(["validate", "--recursive", "Samples/accepted"])
        #expect(run.code == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: projectRoot.appending(path: "Samples/accepted").path)
        #expect(run.output.split(separator: "\n").count { $0.contains(": valid (") } == names.count { $0.hasSuffix(".xml") })
    }

    @Test func `packs that are the same change nothing`() async throws {
        let run = try await BuiltProgram.run(["diff-packs", "core", "core", refused, "--format", "json"])
        #expect(run.code == 0)
        let told = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        #expect(told?["same"] as? Bool == true)
        #expect(try await BuiltProgram.run(["diff-packs", "core", "nobody-has-this", refused]).code == 3)
    }
}
