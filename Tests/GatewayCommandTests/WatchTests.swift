// `passerelle validate --watch`, with files saved as editors save them.

import Foundation
import SandboxSupport
import TestSupport
import Testing

@Suite(.enabled(if: BuiltProgram.path != nil, "needs the built program")) struct WatchTests {
    /// A running watch: what it says, line by line.
    private final class Watch {
        private let process = ChildProcess()
        private let output = Pipe()
        private var rest = Data()

        init(_ file: URL) throws {
            process.executableURL = URL(filePath: try #require(BuiltProgram.path))
            process.arguments = ["validate", "--lang", "en", "--watch", file.path]
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
        }

        deinit { if process.isRunning { process.terminate() } }

        /// Reads up to a line that holds a text; what came with it.
        func read(until text: String) async -> String {
            let handle = output.fileHandleForReading
            let known = rest
            let (told, left) = await besides { () -> (String, Data) in
                var rest = known
                while true {
                    let said = String(decoding: rest, as: UTF8.self)
                    if let range = said.range(of: text), let end = said[range.upperBound...].firstIndex(of: "\n") {
                        return (String(said[...end]), Data(said[said.index(after: end)...].utf8))
                    }
                    let more = handle.availableData
                    if more.isEmpty { return (said, Data()) }
                    rest.append(more)
                }
            }
            rest = left
            return told
        }

        /// Interrupts the program as Ctrl-C does, and answers its exit code.
        func interrupt() async -> Int32 {
            process.interrupt()
            await besides { [process] in process.waitUntilExit() }
            return process.terminationStatus
        }
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try SampleDocuments.bytes(name), as: UTF8.self)
    }

    @Test func `a save in place and a save by renaming are judged, and what changed is told`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "watch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "letter.xml")
        let good = try text("accepted/report-consultation")
        let broken = good.replacing("<realmCode code=\"FR\"/>", with: "<realmCode code=\"DE\"/>")
        try #require(broken != good)
        try Data(broken.utf8).write(to: file)

        let watch = try Watch(file)
        #expect(await watch.read(until: "letter.xml: invalid").contains("[header.realm-code]"))
        // In place.
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(good.utf8))
        try handle.close()
        let mended = await watch.read(until: "\n- ")
        #expect(mended.contains("letter.xml: valid") && mended.contains("[header.realm-code]") && !mended.contains("+ "))
        // Beside, and renamed over it.
        try Data(broken.utf8).write(to: file, options: .atomic)
        let again = await watch.read(until: "fix: ")
        #expect(again.contains("letter.xml: invalid") && again.contains("+ ") && again.contains("[header.realm-code]"))
        #expect(await watch.interrupt() == 1)
    }

    @Test func `a watch over a valid document ends well`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "watch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "letter.xml")
        let good = try text("accepted/report-consultation")
        try Data(good.utf8).write(to: file)
        let watch = try Watch(file)
        #expect(await watch.read(until: "letter.xml: valid").contains("0 errors"))
        try Data((good + "\n").utf8).write(to: file, options: .atomic)
        #expect(await watch.read(until: "nothing changed").contains("letter.xml: valid"))
        #expect(await watch.interrupt() == 0)
    }

    @Test func `what cannot be watched is wrong usage`() async throws {
        for arguments in [["-"], ["--format", "json", "Samples/accepted/report-consultation.xml"], ["/nowhere/letter.xml"]] {
            let run = try await BuiltProgram.run(["validate", "--watch"] + arguments)
            #expect(run.code == 2 && !run.complaints.isEmpty)
        }
    }
}
