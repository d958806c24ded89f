// The embedded pack is the one in the repository, and its manifest is true.

import CredentialChecks
import Foundation
import TestSupport
import Testing

@Suite struct CorePackTests {
    private struct Manifest: Decodable {
        var name: String
        var version: String
        var schema: String
        var files: [String: String]
    }

    private func manifest() throws -> Manifest {
        try JSONDecoder().decode(Manifest.self, from: Data(try #require(coreFiles["pack.json"])))
    }

    @Test func `the manifest names every file with its digest`() throws {
        let manifest = try manifest()
        let files = coreFiles.filter { $0.key != "pack.json" }
        #expect(manifest.files == files.mapValues { hexadecimal(Digest.sha256($0)) }, "run conformance/grammar/seal.py")
        #expect(files[manifest.schema] != nil)
        #expect(manifest.name == "core")
    }

    @Test func `every file of the pack is embedded`() throws {
        let folder = projectRoot.appending(path: "conformance/rules")
        let onDisk = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".xsd") || $0.hasSuffix(".sch") || $0 == "pack.json"
        }
        #expect(Set(onDisk) == Set(coreFiles.keys))
        for (name, bytes) in coreFiles {
            #expect(try [UInt8](Data(contentsOf: folder.appending(path: name))) == bytes, "\(name)")
        }
    }
}
