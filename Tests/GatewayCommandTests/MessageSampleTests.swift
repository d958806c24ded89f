// The sample messages: written again byte for byte, judged as the report beside each says, told by their rows.

import Foundation
import SandboxSupport
import TestSupport
import Testing

/// A sample message and its row in `Samples/messages/README.md`.
struct SampleMessage: Sendable, CustomTestStringConvertible {
    let fate: String
    let name: String
    /// The cells of its row after the name, without backticks.
    let cells: [String]

    var path: String { "Samples/messages/\(fate)/\(name).hl7" }
    var report: URL { projectRoot.appending(path: "Samples/messages/\(fate)/\(name).report.txt") }
    var testDescription: String { "\(fate)/\(name)" }

    /// All samples, by the tables of the page.
    static let all = ["accepted", "refused"].flatMap { fate in
        let page = (try? String(contentsOf: projectRoot.appending(path: "Samples/messages/README.md"), encoding: .utf8)) ?? ""
        let section = page.components(separatedBy: "\n").drop { $0 != "## \(fate.capitalized)" }.dropFirst().prefix { !$0.hasPrefix("## ") }
        return section.filter { $0.hasPrefix("| `") }.map { line in
            let cells = line.dropFirst().dropLast().split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "") }
            return SampleMessage(fate: fate, name: cells[0], cells: Array(cells.dropFirst()))
        }
    }
}

@Suite(.enabled(if: BuiltProgram.path != nil, "needs the built program")) struct MessageSampleTests {
    @Test(arguments: ["accepted", "refused"])
    func `every sample message has its row, and every row its message`(fate: String) throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: projectRoot.appending(path: "Samples/messages/\(fate)").path)
        for ending in [".hl7", ".report.txt"] {
            let names = files.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
            #expect(names == SampleMessage.all.filter { $0.fate == fate }.map(\.name).sorted())
        }
    }

    /// `RECORD_SNAPSHOTS=1` writes the report and fails, so that somebody reads it.
    @Test(arguments: SampleMessage.all)
    func `a sample message gets the report that stands beside it`(sample: SampleMessage) async throws {
        let run = try await BuiltProgram.run(["hl7", "validate", "--strict", "--lang", "en", sample.path])
        #expect(run.code == (sample.fate == "accepted" ? 0 : 1), "\(run.complaints)")
        if sample.fate == "refused" { #expect(run.output.contains("[\(sample.cells[0])]")) }
        let isRecorded = FileManager.default.fileExists(atPath: sample.report.path)
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil || !isRecorded {
            try Data(run.output.utf8).write(to: sample.report)
            Issue.record("recorded \(sample.report.lastPathComponent); read it, then run again")
        } else {
            #expect(try String(contentsOf: sample.report, encoding: .utf8) == run.output)
        }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "needs python3"))
    func `the messages are those that their script writes`() async throws {
        let script = projectRoot.appending(path: "Samples/messages/generate")
        let said = await besides {
            let process = ChildProcess()
            process.executableURL = URL(filePath: "/usr/bin/python3")
            process.arguments = [script.path, "--check"]
            let output = Pipe()
            process.standardOutput = output
            guard (try? process.run()) != nil else { return "it does not run" }
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return text + (process.terminationStatus == 0 ? "" : "exit \(process.terminationStatus)")
        }
        #expect(said == "")
    }

    @Test(arguments: ["laboratory", "radiology", "hospital"])
    func `the configuration of an example is understood, and nothing in it is unknown`(name: String) async throws {
        let run = try await BuiltProgram.run(["config", "print", "--config", "Samples/messages/\(name).yaml"])
        #expect(run.code == 0 && run.complaints.isEmpty, "\(run.complaints)")
        #expect(run.output.contains("repositoryURL: https://record.example/xds/repository\n"))
    }
}
