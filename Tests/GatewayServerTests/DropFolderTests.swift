// Names, folders and watches, without a gateway.

import Foundation
import Testing

@testable import GatewayServer

@Suite struct DropFolderTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "drop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test(arguments: ["", ".hidden", "a.part", "a.PART", "a.tmp", "a.xml.accepted.json", "a.zip.Refused.JSON"])
    func `a name that says unfinished, hidden or ours is passed over`(name: String) { #expect(FileName(name).isPassedOver) }

    @Test(arguments: ["a.xml", "part", "tmp.xml", "a.json", "accepted.json", " "])
    func `any other name is taken`(name: String) { #expect(!FileName(name).isPassedOver) }

    @Test func `names that are cut stay apart`() {
        let first = FileName([UInt8](repeating: 0x61, count: 254) + [0x62]).followed(by: ".accepted.json")
        let second = FileName([UInt8](repeating: 0x61, count: 254) + [0x63]).followed(by: ".accepted.json")
        #expect(first.bytes.count == 255 && first != second && first.ends(with: ".accepted.json"))
        #expect(FileName("a").followed(by: ".b") == FileName("a.b"))
    }

    @Test func `what was written to just now is not taken unannounced`() throws {
        let root = try folder()
        defer { try? FileManager.default.removeItem(at: root) }
        let drop = try DropFolder(path: root.path)
        try Data("x".utf8).write(to: root.appending(path: "new.xml"))
        let now = Date().timeIntervalSince1970
        #expect(drop.unannounced(before: now - 60).isEmpty)
        #expect(drop.unannounced(before: now + 60) == [FileName("new.xml")])
    }

    @Test func `files that wait are taken oldest first`() throws {
        let root = try folder()
        defer { try? FileManager.default.removeItem(at: root) }
        let drop = try DropFolder(path: root.path)
        for (name, age) in [("c", 10.0), ("a", 30.0), ("b", 20.0)] {
            let file = root.appending(path: name)
            try Data("x".utf8).write(to: file)
            try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: file.path)
        }
        #expect(drop.unannounced(before: Date().timeIntervalSince1970) == ["a", "b", "c"].map(FileName.init))
    }

    @Test func `a second gateway is kept out`() throws {
        let root = try folder()
        defer { try? FileManager.default.removeItem(at: root) }
        let first = try DropFolder(path: root.path)
        #expect(throws: FileFailure.self) { try DropFolder(path: root.path) }
        _ = consume first
    }

    @Test func `a second file of a name waits for the first`() throws {
        let root = try folder()
        defer { try? FileManager.default.removeItem(at: root) }
        let drop = try DropFolder(path: root.path)
        try Data("1".utf8).write(to: root.appending(path: "a"))
        #expect(drop.claim(FileName("a")))
        try Data("2".utf8).write(to: root.appending(path: "a"))
        #expect(!drop.claim(FileName("a")) && drop.claimed() == [FileName("a")])
        guard case .bytes(let bytes) = drop.read(FileName("a"), limit: 9) else { throw CocoaError(.fileReadUnknown) }
        #expect(bytes == Array("1".utf8))
        try drop.conclude(FileName("a"), FileOutcome(isAccepted: true, json: []))
        #expect(drop.claim(FileName("a")))
    }

    @Test func `a file that disappeared, and a folder, are no files`() throws {
        let root = try folder()
        defer { try? FileManager.default.removeItem(at: root) }
        let drop = try DropFolder(path: root.path)
        #expect(!drop.claim(FileName("gone")) && !drop.claim(FileName("accepted")))
        guard case .gone = drop.read(FileName("gone"), limit: 9) else { throw CocoaError(.fileReadUnknown) }
    }

    @Test func `a link in place of a folder of ours is not followed`() throws {
        let (root, other) = (try folder(), try folder())
        defer { for folder in [root, other] { try? FileManager.default.removeItem(at: folder) } }
        #expect(symlink(other.path, root.appending(path: "accepted").path) == 0)
        #expect(throws: FileFailure.self) { try DropFolder(path: root.path) }
    }

    @Test func `a watch tells of files that are closed or moved in, of links where it is asked to, and ends`() throws {
        let root = try folder()
        defer { try? FileManager.default.removeItem(at: root) }
        let plain = try FolderWatch([root.path])
        let linked = try FolderWatch([root.path], includesLinks: true)
        let outside = root.path + "-outside"
        defer { try? FileManager.default.removeItem(atPath: outside) }
        try Data("x".utf8).write(to: URL(filePath: outside))
        #expect(link(outside, root.appending(path: "linked").path) == 0)
        let told = FolderWatch.Appearance(folder: root.path, name: Array("linked".utf8))
        #expect(linked.next() == .appeared([told]))
        #expect(rename(outside, root.appending(path: "moved").path) == 0)
        // The link alone told the other one nothing.
        #expect(plain.next() == .appeared([FolderWatch.Appearance(folder: root.path, name: Array("moved".utf8))]))
        plain.interrupt()
        #expect(plain.next() == .interrupted && plain.next() == .interrupted)
        #expect(throws: FolderWatchFailure.self) { try FolderWatch(["/nowhere"]) }
    }
}
