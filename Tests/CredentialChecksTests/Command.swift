// The openssl command, run in a folder of its own.

import Foundation
import TestSupport

/// The `openssl` command in a folder of its own; nil where the machine has none.
struct Command {
    static let path = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first { FileManager.default.isExecutableFile(atPath: $0) }
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "passerelle-openssl-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func write(_ text: String, _ name: String) throws { try Data(text.utf8).write(to: folder.appending(path: name)) }
    func read(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func run(_ arguments: String...) throws -> (status: Int32, output: String) { try run(arguments: arguments) }

    func run(arguments: [String]) throws -> (status: Int32, output: String) {
        let process = ChildProcess()
        process.executableURL = URL(filePath: Self.path!)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }
}
