// The wall around the files of a pack.

import Foundation
import SchematronEngine
import Testing
import XPathEngine

struct RuleFilesTests {
    @Test func `a folder gives its regular files and never what links point to`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rule-files-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appending(path: "pack/sub"), withIntermediateDirectories: true)
        try Data("secret".utf8).write(to: folder.appending(path: "secret.xml"))
        try Data("<a/>".utf8).write(to: folder.appending(path: "pack/sub/A é.xml"))
        try FileManager.default.createSymbolicLink(at: folder.appending(path: "pack/link.xml"), withDestinationURL: folder.appending(path: "secret.xml"))
        let files = RuleFiles(folder: folder.appending(path: "pack").path)
        #expect(files.names == ["sub/A é.xml"])
        #expect(files.bytes(of: "sub/A é.xml") == Array("<a/>".utf8))
        #expect(files.find("SUB/a É.XML")?.name == "sub/A é.xml")
        #expect(files.find("link.xml") == nil && files.bytes(of: "../secret.xml") == nil)
    }

    @Test(arguments: [
        ("b.xml", "x/a.sch", "x/b.xml"), ("../b.xml", "x/a.sch", "b.xml"), ("./c/../b.xml", "a.sch", "b.xml"), ("a%20b.xml", "a.sch", "a b.xml"),
        ("c\\b.xml", "x/a.sch", "x/c/b.xml"), ("#id", "x/a.sch", "x/a.sch"),
    ])
    func `a relative reference is resolved from the file it stands in`(reference: String, file: String, expected: String) {
        #expect(RuleFiles.resolve(reference, from: file) == expected)
    }

    @Test(arguments: ["../b.xml", "/b.xml", "http://h/b.xml", "file:b.xml", "c/../../b.xml", "%2e%2e%2fb.xml", "c:\\b.xml"])
    func `a reference to elsewhere is none`(reference: String) {
        #expect(RuleFiles.resolve(reference, from: "a.sch") == nil)
    }

    @Test func `a document is read once, and what is missing or broken is named`() throws {
        let documents = RuleDocuments(RuleFiles(["A.xml": Array("<a/>".utf8), "bad.xml": Array("<a>".utf8), "empty.xml": []]))
        let first = try #require(try documents.document(at: "pack:///A.xml"))
        #expect(try documents.document(at: "pack:///a.XML") === first)
        #expect(try documents.document(at: "pack:///bad.xml") == nil)
        #expect(try documents.document(at: "pack:///empty.xml") == nil)
        #expect(try documents.document(at: "pack:///no.xml") == nil)
        #expect(try documents.document(at: "file:///etc/hostname") == nil)
        #expect(documents.missing == ["bad.xml", "empty.xml", "file:///etc/hostname", "no.xml"])
    }
}
