// The one judge: the same for the command line, the sandbox and the gateway.

public import CDADocuments
public import ClinicalTypes
import SchematronEngine
public import XMLSchemaEngine
import XMLTree

/// The one judge of documents: bytes in, findings out; it never throws and never traps.
///
/// Parsing, then structure, then the header, then the Schematrons of the packs: a document that is no XML or no CDA gets one fatal finding; a document
/// with faults of structure gets those and what the rules find in what is there. One parse serves them all.
public struct Validator: Sendable {
    private let schema: CompiledSchema
    /// The pack that the grammar comes from.
    private let grammar: PackIdentity
    private let grammarFile: String
    /// The pack that header findings are told under.
    private let header: PackIdentity
    private let packs: [RulePack]
    /// The pack whose Schematron judges the header, where it is not among the packs.
    private let headerRules: RulePack?
    private let options: ValidationOptions

    /// Sets up a judge by the core pack and others.
    ///
    /// - Parameters:
    ///   - core: the pack of the header rules; its grammar judges where no other pack brings one.
    ///   - packs: further packs; the last one with a grammar gives the grammar, the Schematrons of all judge.
    ///   - options: how strict, and what time it is.
    public init(core: RulePack, packs: [RulePack] = [], options: ValidationOptions) {
        let giver = packs.last(where: \.hasOwnSchema) ?? core
        schema = giver.schema
        grammar = giver.identity
        grammarFile = giver.manifest.schema ?? ""
        header = core.identity
        self.packs = [core] + packs
        headerRules = nil
        self.options = options
    }

    /// Sets up a judge by a grammar and the header rules alone.
    ///
    /// - Parameters:
    ///   - schema: the grammar of CDA R2, compiled once and shared.
    ///   - pack: the pack that the grammar comes from; it stands in every report.
    ///   - options: how strict, and what time it is.
    public init(schema: CompiledSchema, pack: PackIdentity, options: ValidationOptions) {
        self.schema = schema
        grammar = pack
        grammarFile = ""
        header = pack
        packs = []
        headerRules = try? .core()
        self.options = options
    }

    /// The packs that judge, the core pack first.
    public var identities: [PackIdentity] { packs.isEmpty ? [grammar] : packs.map(\.identity) }

    /// Examines a document as received.
    public func examine(_ bytes: [UInt8]) -> Examination {
        switch CDADocument.read(bytes, limits: options.limits) {
        case .success(let document): examine(document)
        case .failure(.notXML(let failure)): Examination(document: nil, report: report([parseFinding(failure, in: bytes)]))
        case .failure(.wrongRoot(let root)): Examination(document: nil, report: report([rootFinding(root)]))
        }
    }

    /// Examines a document that is already read.
    public func examine(_ document: CDADocument) -> Examination {
        let violations = schema.violations(in: document.node, limit: options.structureLimit)
        var findings = violations.map { structureFinding($0, in: document, pack: grammar) }
        let context = RuleContext(document: document, options: options, pack: header, gaps: StructuralGaps(violations))
        for rule in frenchMinimalStructure { findings += rule.findings(in: document, context: context) }
        let reading = HeaderReading(context)
        let runs = ([headerRules].compactMap(\.self) + packs).compactMap { SchematronRunning(pack: $0, options: options, header: reading)?.run(on: document) }
        for run in runs { findings += run.findings }
        let told = FindingTally.told(of: sayingKeysOnce(inDocumentOrder(findings)))
        return Examination(
            document: document, report: report(told, schemas: runs.flatMap(\.schemas)), schematron: runs.compactMap(\.examined))
    }

    private func report(_ findings: [Finding], schemas: [AppliedSchema] = []) -> ValidationReport {
        let grammar = AppliedSchema(pack: grammar.name, file: grammarFile, kind: .grammar)
        return ValidationReport(findings: findings, packs: identities, schemas: (grammarFile.isEmpty ? [] : [grammar]) + schemas)
    }
}

/// Findings without the repetitions of a wrong key: the same number stands at several places, and is mended at its source.
private func sayingKeysOnce(_ findings: [Finding]) -> [Finding] {
    let keyCodes: Set<String> = [FindingCode.professionalIDKey.rawValue, FindingCode.structureIDKey.rawValue]
    var said: Set<String> = []
    return findings.filter { !keyCodes.contains($0.code) || said.insert($0.code + ($0.found ?? "")).inserted }
}

/// Findings by place, those of the same place in the order in which they were made; those without a place last.
private func inDocumentOrder(_ findings: [Finding]) -> [Finding] {
    findings.enumerated().sorted { left, right in
        let (first, second) = (left.element.place, right.element.place)
        let leftKey = (first?.line ?? .max, first?.column ?? 0, left.offset)
        let rightKey = (second?.line ?? .max, second?.column ?? 0, right.offset)
        return leftKey < rightKey
    }.map(\.element)
}
