// One Schematron by itself as a judge, for documents of any kind.

public import ClinicalTypes
import CredentialChecks
public import SchematronEngine
public import XMLTree

/// Judges XML documents by one Schematron, outside of any pack; findings are told and explained as those of packs are.
public struct SchematronJudge: Sendable {
    /// What is wrong with the schema but does not keep it from being used.
    public let defects: [SchemaDefect]
    private let rules: RuleSet
    private let schema: CompiledSchematron
    private let options: RunOptions
    private let identity: PackIdentity

    /// Reads and compiles a schema.
    ///
    /// - Parameters:
    ///   - file: the schema, by its name in the files.
    ///   - files: what it may include and read.
    ///   - phase: the phase; nil for the schema's own.
    ///   - currentDateTime: the present moment, ISO 8601, for rules that ask for it.
    /// - Throws: what is wrong with the schema.
    public init(_ file: String, in files: RuleFiles, phase: String? = nil, currentDateTime: String? = nil) throws(SchematronFailure) {
        let model = try SchemaModel(file, in: files)
        let documents = RuleDocuments(files)
        schema = try CompiledSchematron(model, phase: phase, documents: documents)
        rules = RuleSet([schema])
        defects = model.defects
        options = RunOptions(documents: documents, currentDateTime: currentDateTime)
        identity = PackIdentity(
            name: file, version: model.version ?? "unversioned", digest: files.bytes(of: file).map { hexadecimal(Digest.sha256($0)) } ?? "")
    }

    /// Judges a document as received.
    ///
    /// - Returns: the report, and the engine's own SVRL; no SVRL for bytes that are no XML.
    public func examine(_ bytes: [UInt8]) -> (report: ValidationReport, svrl: String?) {
        let applied = AppliedSchema(pack: identity.name, file: schema.model.file, kind: .schematron, title: schema.model.title)
        let tree: FrozenTree
        do {
            tree = try FrozenTree.parse(bytes)
        } catch {
            return (ValidationReport(findings: [parseFinding(error, in: bytes)], packs: [identity], schemas: [applied]), nil)
        }
        let found = rules.judge(tree, options: options)
        let findings = SchematronFindings(pack: identity, report: found, namingFindings: [], header: nil, options: options).all
        return (ValidationReport(findings: findings, packs: [identity], schemas: [applied]), found.svrl(for: schema))
    }
}
