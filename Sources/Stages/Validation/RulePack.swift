// The rules that a document is judged by: the core pack inside the program, or a schema given as a file.

import CRules
public import ClinicalTypes
import CredentialChecks
import Foundation
public import XMLSchemaEngine

/// A rule pack, compiled and named.
public struct RulePack: Sendable {
    /// The grammar of CDA R2.
    public let schema: CompiledSchema
    /// The name, version and digest that stand in every report.
    public let identity: PackIdentity

    /// The pack that ships inside the program (`conformance/rules`): our own writing of the CDA R2 grammar.
    public static func core() throws(SchemaFailure) -> RulePack {
        var files: [String: [UInt8]] = [:]
        for index in 0..<passerelle_rule_file_count() {
            let file = passerelle_rule_file_at(index)
            files[String(cString: file.name)] = [UInt8](UnsafeBufferPointer(start: file.bytes, count: file.count))
        }
        let manifest = files.removeValue(forKey: "pack.json").flatMap { try? JSONDecoder().decode(Manifest.self, from: Data($0)) }
        let schema = try CompiledSchema(files: files, entry: manifest?.schema ?? "CDA.xsd")
        return RulePack(
            schema: schema, identity: PackIdentity(name: manifest?.name ?? "core", version: manifest?.version ?? "0", digest: digest(of: files)))
    }

    /// The schema at a path, with the files of its folder that it includes or imports; nothing outside the folder is read.
    public static func schema(at path: String) throws(SchemaFailure) -> RulePack {
        let file = URL(filePath: path)
        let folder = file.deletingLastPathComponent()
        let schema = try CompiledSchema(contentsOf: folder.path, entry: file.lastPathComponent)
        var files: [String: [UInt8]] = [:]
        for name in (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? [] where name.hasSuffix(".xsd") {
            files[name] = FileManager.default.contents(atPath: folder.appending(path: name).path).map { [UInt8]($0) }
        }
        return RulePack(schema: schema, identity: PackIdentity(name: file.lastPathComponent, version: "unversioned", digest: digest(of: files)))
    }

    private struct Manifest: Decodable {
        var name: String
        var version: String
        var schema: String?
    }

    /// The SHA-256 over the names and the bytes of the files, in the order of their names.
    private static func digest(of files: [String: [UInt8]]) -> String {
        let running = RunningDigest(.sha256)
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            running.update("\(name)\n\(bytes.count)\n".utf8)
            running.update(bytes)
        }
        return hexadecimal(running.finish())
    }
}
