// The directory in force: asked, replaced while it is asked, damaged.

import Foundation
import PractitionerDirectory
import Testing

private let now = Date(timeIntervalSince1970: 1_800_000_000)

@Suite struct ImportedDirectoryTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func put(_ activities: [Activity]) throws {
        _ = try DirectoryImport(into: scratch.directory, leastShare: 0).run([try scratch.file("a.txt", Array(extraction(activities).utf8))], now: now)
    }

    @Test func `nobody is known by another identifier`() throws {
        try put([Activity()])
        let directory = try ImportedDirectory(path: scratch.directory)
        for identifier in ["", "99700000001", "899700000002", "899700000001 ", "' OR 1=1 --"] { #expect(try directory.entries(for: identifier).isEmpty) }
        #expect(try directory.entries(for: "899700000001").count == 1)
    }

    @Test func `a replaced file is noticed at the next question`() throws {
        try put([Activity()])
        let directory = try ImportedDirectory(path: scratch.directory)
        #expect(try directory.entries(for: "899700000009").isEmpty)
        try put([Activity(person: "899700000009")])
        #expect(try directory.entries(for: "899700000009").count == 1)
        #expect(try directory.entries(for: "899700000001").isEmpty)
    }

    @Test func `a file that vanishes or breaks leaves the open one in force`() throws {
        try put([Activity()])
        let directory = try ImportedDirectory(path: scratch.directory)
        try FileManager.default.removeItem(atPath: scratch.directory)
        #expect(try directory.entries(for: "899700000001").count == 1)
        _ = try scratch.file("directory.sqlite", Array("no directory at all, but longer than a heading of SQLite would be, to be sure of it".utf8))
        #expect(try directory.entries(for: "899700000001").count == 1)
        #expect(try #require(throws: DirectoryFailure.self) { try ImportedDirectory(path: scratch.directory) }.code == .storage)
    }

    @Test func `a directory that was never imported is told`() {
        #expect(throws: DirectoryFailure.self) { try ImportedDirectory(path: scratch.directory) }
    }

    @Test func `many ask at once while it is replaced`() async throws {
        try put([Activity()])
        let directory = try ImportedDirectory(path: scratch.directory)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { try (0..<50).reduce(0) { count, _ in try count + directory.entries(for: "899700000001").count } } }
            for _ in 0..<5 { try put([Activity()]) }
            for try await count in group { #expect(count == 50) }
        }
    }

    @Test func `a file that is copied over the open one ends nobody`() throws {
        try put([Activity](repeating: Activity(), count: 300))
        let directory = try ImportedDirectory(path: scratch.directory)
        #expect(try directory.entries(for: "899700000001").count == 1)
        let file = try FileHandle(forWritingTo: URL(filePath: scratch.directory))
        try file.truncate(atOffset: 8192)
        try file.close()
        // What stands in the pages that are left is told or refused; the process goes on.
        _ = try? directory.entries(for: "899700000001")
        try put([Activity()])
        #expect(try directory.entries(for: "899700000001").count == 1)
    }
}
