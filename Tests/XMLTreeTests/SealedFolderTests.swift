// The wall around the files of a pack.

import Foundation
import Glibc
import Testing
import XMLTree

struct SealedFolderTests {
    /// A folder `pack` with files, and a file `secret.xml` beside it; gone when the body ends.
    private func withFolder(_ files: [String: String], _ body: (URL) throws -> Void) throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "sealed-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: place) }
        let pack = place.appending(path: "pack")
        try FileManager.default.createDirectory(at: pack, withIntermediateDirectories: true)
        try Data("secret".utf8).write(to: place.appending(path: "secret.xml"))
        for (name, text) in files {
            let file = pack.appending(path: name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try body(pack)
    }

    private func link(_ pack: URL, _ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: pack.appending(path: name).path, withDestinationPath: target)
    }

    @Test func `a folder gives its regular files by name, letter case only where none fits`() throws {
        try withFolder(["sub/A é.xml": "<a/>", "B.xml": "<b/>", "b.xml": "<bb/>"]) { pack in
            let files = SealedFolder(folder: pack.path)
            #expect(files.trouble == nil)
            #expect(files.names == ["B.xml", "b.xml", "sub/A é.xml"])
            #expect(files.bytes(of: "sub/A é.xml") == Array("<a/>".utf8))
            #expect(files.find("SUB/a É.XML") == files.find("sub/a é.xml"))
            #expect(files.find("SUB/a É.XML")?.name == "sub/A é.xml" && files.find("SUB/a É.XML")?.isExact == false)
            #expect(files.find("b.xml")?.name == "b.xml" && files.find("b.xml")?.isExact == true)
        }
    }

    @Test func `a link inside the folder is the file it leads to, a link that leads out is nothing`() throws {
        try withFolder(["sub/a.xml": "<a/>"]) { pack in
            try link(pack, "inside.xml", to: "sub/a.xml")
            try link(pack, "outside.xml", to: "../secret.xml")
            try link(pack, "absolute.xml", to: "/etc/hostname")
            try link(pack, "up", to: "..")
            try link(pack, "again", to: "sub")
            try link(pack, "loop.xml", to: "loop.xml")
            try link(pack, "gone.xml", to: "no.xml")
            let files = SealedFolder(folder: pack.path)
            #expect(files.names == ["inside.xml", "sub/a.xml"])
            #expect(files.bytes(of: "inside.xml") == Array("<a/>".utf8))
            for name in ["outside.xml", "../secret.xml", "up/secret.xml", "/etc/hostname", "again/a.xml"] {
                #expect(throws: SealedFolder.Refusal.missing, "\(name)") { try files.content(of: name) }
            }
        }
    }

    @Test func `what becomes a link after the folder was listed is not read`() throws {
        try withFolder(["sub/a.xml": "<a/>", "b.xml": "<b/>"]) { pack in
            let files = SealedFolder(folder: pack.path)
            try FileManager.default.removeItem(at: pack.appending(path: "b.xml"))
            try link(pack, "b.xml", to: "../secret.xml")
            try FileManager.default.removeItem(at: pack.appending(path: "sub"))
            try FileManager.default.createDirectory(at: pack.appending(path: "../other"), withIntermediateDirectories: true)
            try Data("secret".utf8).write(to: pack.appending(path: "../other/a.xml"))
            try link(pack, "sub", to: "../other")
            #expect(throws: SealedFolder.Refusal.unreadable) { try files.content(of: "b.xml") }
            #expect(throws: SealedFolder.Refusal.unreadable) { try files.content(of: "sub/a.xml") }
        }
    }

    @Test func `a pipe is no file, and does not keep the reader waiting`() throws {
        try withFolder(["a.xml": "<a/>"]) { pack in
            #expect(mkfifo(pack.appending(path: "pipe.xml").path, 0o600) == 0)
            let files = SealedFolder(folder: pack.path)
            #expect(files.names == ["a.xml"])
            try FileManager.default.removeItem(at: pack.appending(path: "a.xml"))
            #expect(mkfifo(pack.appending(path: "a.xml").path, 0o600) == 0)
            #expect(throws: SealedFolder.Refusal.unreadable) { try files.content(of: "a.xml") }
        }
    }

    @Test func `what exceeds a limit is not read, and said`() throws {
        try withFolder(["a.xml": "<aaaa/>", "b/b.xml": "<b/>", "b/c/c.xml": "<c/>"]) { pack in
            let small = SealedFolder(folder: pack.path, limits: .init(fileBytes: 4))
            #expect(throws: SealedFolder.Refusal.tooLarge) { try small.content(of: "a.xml") }
            #expect(small.bytes(of: "b/b.xml") != nil)
            #expect(SealedFolder(folder: pack.path, limits: .init(files: 2)).trouble == .tooManyFiles)
            #expect(SealedFolder(folder: pack.path, limits: .init(files: 2)).names.count == 2)
            #expect(SealedFolder(folder: pack.path, limits: .init(depth: 2)).trouble == .tooDeep)
            #expect(SealedFolder(folder: pack.path, limits: .init(depth: 2)).names == ["a.xml", "b/b.xml"])
            #expect(SealedFolder(folder: pack.appending(path: "no").path).trouble == .noFolder)
            #expect(SealedFolder(folder: pack.appending(path: "a.xml").path).trouble == .noFolder)
        }
        #expect(throws: SealedFolder.Refusal.tooLarge) { try SealedFolder(["a": [1, 2, 3]], limits: .init(fileBytes: 2)).content(of: "a") }
    }

    @Test func `a file can be replaced or added in a copy`() {
        let files = SealedFolder(["a.xml": [1]])
        let other = files.replacing("a.xml", with: [2]).replacing("C.xml", with: [3])
        #expect(files.bytes(of: "a.xml") == [1] && files.find("C.xml") == nil)
        #expect(other.bytes(of: "a.xml") == [2] && other.find("c.XML")?.name == "C.xml")
    }

    @Test(arguments: [
        ("b.xml", "x/a.sch", "x/b.xml"), ("../b.xml", "x/a.sch", "b.xml"), ("./c/../b.xml", "a.sch", "b.xml"), ("a%20b.xml", "a.sch", "a b.xml"),
        ("c\\b.xml", "x/a.sch", "x/c/b.xml"), ("#id", "x/a.sch", "x/a.sch"), ("b.xml#id", "a.sch", "b.xml"), ("%C3%A9.xml", "a.sch", "é.xml"),
        ("c/a:b.xml", "a.sch", "c/a:b.xml"),
    ])
    func `a relative reference is resolved from the file it stands in`(reference: String, file: String, expected: String) {
        #expect(SealedFolder.resolve(reference, from: file) == expected)
    }

    @Test(arguments: [
        "../b.xml", "/b.xml", "http://h/b.xml", "file:b.xml", "file:///b.xml", "c/../../b.xml", "%2e%2e%2fb.xml", "..\\b.xml", "c:\\b.xml", "%2fetc", "%G0",
        "%",
        "%4", "%ff", "//host/b.xml",
    ])
    func `a reference to elsewhere is none`(reference: String) {
        #expect(SealedFolder.resolve(reference, from: "a.sch") == nil)
    }
}
