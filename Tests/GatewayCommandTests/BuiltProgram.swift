// The program as it was built, run in a process of its own.

import Foundation
import SandboxSupport
import TestSupport

/// What a run of the program said, and how it ended.
struct ProgramRun {
    var output: String
    var complaints: String
    var code: Int32
}

enum BuiltProgram {
    /// The executable beside the tests, nil when it was not built.
    static let path: String? = {
        guard let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
        var folder = URL(filePath: tests).deletingLastPathComponent()
        for _ in 0..<4 {
            let program = folder.appending(path: "passerelle")
            if FileManager.default.isExecutableFile(atPath: program.path), !program.hasDirectoryPath { return program.path }
            folder.deleteLastPathComponent()
        }
        return nil
    }()

    /// Runs the program in the folder of the project, in English, without any configuration in its environment.
    static func run(_ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]) async throws -> ProgramRun {
        guard let path else { throw CocoaError(.fileNoSuchFile) }
        let process = ChildProcess()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = projectRoot
        var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PASSERELLE_") && !$0.key.hasPrefix("LC_") }
        variables["LANG"] = "C.UTF-8"
        variables["COLUMNS"] = "100"
        process.environment = variables.merging(environment) { $1 }
        let (standardInput, output, complaints) = (Pipe(), Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = complaints
        try process.run()
        async let written: Bool = besides {
            // A program that reads no input may end before it is written.
            let isWritten = (try? standardInput.fileHandleForWriting.write(contentsOf: Data(input))) != nil
            try? standardInput.fileHandleForWriting.close()
            return isWritten
        }
        async let said = besides { String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }
        async let complained = besides { String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }
        let texts = await (said, complained, written)
        await besides { process.waitUntilExit() }
        return ProgramRun(output: texts.0, complaints: texts.1, code: process.terminationStatus)
    }
}
