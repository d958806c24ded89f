// Schemas compile from their own files alone, and failures say where.

import Foundation
import Testing
import XMLSchemaEngine
import XMLTree

@Suite struct CompilationTests {
    private static let opening = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>"

    private func compile(_ files: [String: String], entry: String = "main.xsd") throws(SchemaFailure) -> CompiledSchema {
        try CompiledSchema(files: files.mapValues { Array($0.utf8) }, entry: entry)
    }

    private func folder(_ files: [String: String]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "schema-\(UUID().uuidString)")
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return folder
    }

    @Test func `includes are found in folders of the pack`() throws {
        let files = [
            "main.xsd": "\(Self.opening)<xs:include schemaLocation='parts/one.xsd'/><xs:element name='a' type='One'/></xs:schema>",
            "parts/one.xsd":
                "\(Self.opening)<xs:include schemaLocation='../two.xsd'/><xs:simpleType name='One'><xs:restriction base='Two'/></xs:simpleType></xs:schema>",
            "two.xsd": "\(Self.opening)<xs:simpleType name='Two'><xs:restriction base='xs:int'/></xs:simpleType></xs:schema>",
        ]
        let inMemory = try compile(files)
        let place = try folder(files)
        defer { try? FileManager.default.removeItem(at: place) }
        let onDisk = try CompiledSchema(contentsOf: place.path, entry: "main.xsd")
        for schema in [inMemory, onDisk] {
            #expect(schema.accepts(try document("<a>1</a>")))
            #expect(!schema.accepts(try document("<a>x</a>")))
            #expect(schema.missingFiles.isEmpty)
            #expect(schema.warnings.isEmpty)
        }
    }

    @Test func `an import outside the pack is skipped and reported`() throws {
        let schema = try compile([
            "main.xsd": """
            \(Self.opening)<xs:import namespace='urn:far' schemaLocation='http://127.0.0.1:9/far.xsd'/>
            <xs:import namespace='urn:near' schemaLocation='near.xsd'/><xs:element name='a'/></xs:schema>
            """
        ])
        #expect(schema.accepts(try document("<a/>")))
        #expect(schema.missingFiles == ["http://127.0.0.1:9/far.xsd", "near.xsd"])
        #expect(!schema.warnings.isEmpty)
    }

    @Test func `no path leaves the folder`() throws {
        let outside = "\(Self.opening)<xs:simpleType name='Out'><xs:restriction base='xs:int'/></xs:simpleType></xs:schema>"
        let place = try folder([
            "out.xsd": outside,
            "pack/main.xsd": "\(Self.opening)<xs:include schemaLocation='../out.xsd'/><xs:element name='a' type='Out'/></xs:schema>",
            "pack/linked.xsd": "\(Self.opening)<xs:include schemaLocation='link.xsd'/><xs:element name='a' type='Out'/></xs:schema>",
        ])
        defer { try? FileManager.default.removeItem(at: place) }
        let pack = place.appending(path: "pack")
        try FileManager.default.createSymbolicLink(at: pack.appending(path: "link.xsd"), withDestinationURL: place.appending(path: "out.xsd"))
        for entry in ["main.xsd", "linked.xsd"] {
            #expect(throws: SchemaFailure.self) { try CompiledSchema(contentsOf: pack.path, entry: entry) }
        }
        #expect(throws: SchemaFailure.self) { try CompiledSchema(contentsOf: pack.path, entry: "../out.xsd") }
    }

    @Test func `an entry that is not there`() throws {
        let failure = try #require(throws: SchemaFailure.self) { try compile([:]) }
        #expect(failure.code == .entryMissing)
        #expect(failure.file == "main.xsd")
        let unreadable = try #require(throws: SchemaFailure.self) { try CompiledSchema(contentsOf: "/no/such/folder", entry: "main.xsd") }
        #expect(unreadable.code == .unreadable)
    }

    @Test func `a schema that breaks the rules of schemas says where`() throws {
        let failure = try #require(throws: SchemaFailure.self) {
            try compile([
                "main.xsd": "\(Self.opening)\n<xs:include schemaLocation='part.xsd'/></xs:schema>",
                "part.xsd": "\(Self.opening)\n\n<xs:element name='a' type='Nowhere'/></xs:schema>",
            ])
        }
        #expect(failure.code == .invalid)
        #expect(failure.file == "part.xsd")
        #expect(failure.line == 3)
        #expect(failure.message.contains("Nowhere"))
    }

    @Test func `a schema that is not well-formed says where`() throws {
        let failure = try #require(throws: SchemaFailure.self) { try compile(["main.xsd": "\(Self.opening)\n<xs:element></xs:schema>"]) }
        #expect(failure.code == .invalid)
        #expect(failure.file == "main.xsd")
        #expect(failure.line == 2)
    }

    @Test func `the core grammar compiles without a warning`() throws {
        let schema = try coreSchema.get()
        #expect(schema.warnings.isEmpty)
        #expect(schema.missingFiles.isEmpty)
    }
}
