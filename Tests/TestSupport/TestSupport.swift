// What the tests share: the project's folders and golden files.

public import Foundation
public import Testing

/// The root of the project.
public let projectRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The folder of reference material beside the project (or at `PASSERELLE_SHARED`), nil where it is absent.
public let sharedFolder: URL? = {
    let folder =
        ProcessInfo.processInfo.environment["PASSERELLE_SHARED"].map { URL(filePath: $0) } ?? projectRoot.deletingLastPathComponent().appending(path: "shared")
    return FileManager.default.fileExists(atPath: folder.appending(path: "ans").path) ? folder : nil
}()

/// Compares a value with the golden file named after the test; `RECORD_SNAPSHOTS=1` rewrites it and fails.
public func expectSnapshot(_ actual: String, named name: String, filePath: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name)")
    let recording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil || !FileManager.default.fileExists(atPath: file.path)
    if recording {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(actual.utf8).write(to: file)
        Issue.record("recorded \(file.lastPathComponent); look at it, then run again", sourceLocation: sourceLocation)
    } else {
        #expect(try String(contentsOf: file, encoding: .utf8) == actual, sourceLocation: sourceLocation)
    }
}
