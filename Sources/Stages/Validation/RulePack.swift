// The rules that a document is judged by: the core pack inside the program, a pack of a folder, or a schema given as a file.

import CRules
public import ClinicalTypes
import CredentialChecks
import Foundation
public import SchematronEngine
public import XMLSchemaEngine
public import XMLTree

/// A rule pack, named; its Schematrons are compiled when they are first needed, once for all copies.
public struct RulePack: Sendable {
    /// The grammar of CDA R2: the pack's own, else that of the core pack.
    public let schema: CompiledSchema
    /// The name, version and digest that stand in every report.
    public let identity: PackIdentity
    /// What the pack consists of.
    public let manifest: PackManifest
    let rules: PackRules?
    let seal: PackSeal?

    /// Whether the pack brings a grammar of its own.
    public var hasOwnSchema: Bool { manifest.schema != nil }

    /// A pack of files at hand, or of a folder whose files nobody changes.
    ///
    /// - Parameters:
    ///   - manifest: what the pack consists of.
    ///   - files: its files; digests are not looked at.
    /// - Throws: what is wrong with the pack's grammar.
    public init(_ manifest: PackManifest, files: SealedFolder) throws(PackFailure) {
        try self.init(manifest, files: files, seal: nil, source: SchemaSource(files: files))
    }

    /// A pack in a folder; every file is held against the digest in the manifest at the moment that it is read, and not used when it differs.
    ///
    /// - Parameters:
    ///   - manifest: what the pack consists of.
    ///   - folder: its folder.
    ///   - models: schemas that were read before, from these same files; nil for one that must be read.
    ///   - whenRead: is told of each schema that had to be read.
    /// - Throws: what is wrong with the pack's grammar.
    public init(
        _ manifest: PackManifest, folder: String, models: @escaping @Sendable (_ file: String) -> SchemaModel? = { _ in nil },
        whenRead: @escaping @Sendable (SchemaModel) -> Void = { _ in }
    ) throws(PackFailure) {
        let seal = PackSeal(manifest.files)
        let files = SealedFolder(folder: folder, names: manifest.files.keys, admitting: { seal.admits($0, $1) })
        try self.init(manifest, files: files, seal: seal, source: SchemaSource(files: files, models: models, whenRead: whenRead))
    }

    private init(_ manifest: PackManifest, files: SealedFolder, seal: PackSeal?, source: SchemaSource) throws(PackFailure) {
        self.manifest = manifest
        self.seal = seal
        identity = manifest.identity
        schema = try Self.grammar(manifest, files: files, seal: seal)
        rules = manifest.schematrons.isEmpty ? nil : PackRules(manifest, source: source)
    }

    private init(schema: CompiledSchema, manifest: PackManifest, files: SealedFolder) {
        self.schema = schema
        self.manifest = manifest
        identity = manifest.identity
        rules = manifest.schematrons.isEmpty ? nil : PackRules(manifest, source: SchemaSource(files: files))
        seal = nil
    }

    private static func grammar(_ manifest: PackManifest, files: SealedFolder, seal: PackSeal?) throws(PackFailure) -> CompiledSchema {
        do throws(SchemaFailure) {
            guard let entry = manifest.schema else { return try coreGrammar.get() }
            let schema = try CompiledSchema(files, entry: entry)
            guard let changed = seal?.changed.first else { return schema }
            throw SchemaFailure(code: .unreadable, problems: [SchemaProblem(file: changed, line: 0, message: "", libxmlCode: 0)])
        } catch {
            if let changed = seal?.changed.first { throw PackFailure(.changed, file: changed, "the file is not what the manifest says") }
            throw PackFailure(.schema, file: error.file.isEmpty ? manifest.schema ?? "" : error.file, line: error.line == 0 ? nil : error.line, error.message)
        }
    }

    /// The pack that ships inside the program (`conformance/rules`): our own writing of the CDA R2 grammar and of the header rules.
    public static func core() throws(SchemaFailure) -> RulePack { try corePack.get() }

    /// Compiled once a process.
    private static let corePack: Result<RulePack, SchemaFailure> = Result { () throws(SchemaFailure) in
        let schema = try coreGrammar.get()
        let manifest = coreManifest ?? PackManifest(name: "core", version: "0")
        return RulePack(schema: schema, manifest: manifest, files: coreFiles)
    }

    private static let coreGrammar: Result<CompiledSchema, SchemaFailure> = Result { () throws(SchemaFailure) in
        try CompiledSchema(coreFiles, entry: coreManifest?.schema ?? "CDA.xsd")
    }

    private static let coreManifest = coreFiles.bytes(of: PackManifest.fileName).flatMap { try? PackManifest($0) }

    private static let coreFiles: SealedFolder = {
        var files: [String: [UInt8]] = [:]
        for index in 0..<passerelle_rule_file_count() {
            let file = passerelle_rule_file_at(index)
            files[String(cString: file.name)] = [UInt8](UnsafeBufferPointer(start: file.bytes, count: file.count))
        }
        return SealedFolder(files)
    }()

    /// The schema at a path, with the files of its folder that it includes or imports; nothing outside the folder is read.
    public static func schema(at path: String) throws(SchemaFailure) -> RulePack {
        let file = URL(filePath: path)
        let folder = file.deletingLastPathComponent()
        let name = file.lastPathComponent
        let schema = try CompiledSchema(contentsOf: folder.path, entry: name)
        var manifest = PackManifest(name: name, version: "unversioned", schema: name)
        for name in (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? [] where name.hasSuffix(".xsd") {
            manifest.files[name] = FileManager.default.contents(atPath: folder.appending(path: name).path).map { hexadecimal(Digest.sha256([UInt8]($0))) }
        }
        return RulePack(schema: schema, manifest: manifest, files: SealedFolder([:]))
    }
}
