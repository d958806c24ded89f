// The one judge: the same for the command line, the sandbox and the gateway.

public import CDADocuments
public import ClinicalTypes
public import XMLSchemaEngine
import XMLTree

/// The one judge of documents: bytes in, findings out; it never throws and never traps.
///
/// Parsing, then structure, then the header: a document that is no XML or no CDA gets one fatal finding; a document with
/// faults of structure gets those and what the header rules find in what is there.
public struct Validator: Sendable {
    private let schema: CompiledSchema
    private let pack: PackIdentity
    private let options: ValidationOptions

    /// Sets up the judge.
    ///
    /// - Parameters:
    ///   - schema: the grammar of CDA R2, compiled once and shared.
    ///   - pack: the pack that the grammar comes from; it stands in every report.
    ///   - options: how strict, and what time it is.
    public init(schema: CompiledSchema, pack: PackIdentity, options: ValidationOptions) {
        self.schema = schema
        self.pack = pack
        self.options = options
    }

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
        var findings = violations.map { structureFinding($0, in: document, pack: pack) }
        let context = RuleContext(document: document, options: options, pack: pack, gaps: StructuralGaps(violations))
        for rule in frenchMinimalStructure { findings += rule.findings(in: document, context: context) }
        return Examination(document: document, report: report(FindingTally.told(of: sayingKeysOnce(inDocumentOrder(findings)))))
    }

    private func report(_ findings: [Finding]) -> ValidationReport { ValidationReport(findings: findings, packs: [pack]) }
}

/// Findings without the repetitions of a wrong key: the same number stands at several places, and is mended at its source.
private func sayingKeysOnce(_ findings: [Finding]) -> [Finding] {
    let keyCodes: Set<String> = [FindingCode.professionalIDKey.rawValue, FindingCode.structureIDKey.rawValue]
    var said: Set<String> = []
    return findings.filter { !keyCodes.contains($0.code) || said.insert($0.code + ($0.found ?? "")).inserted }
}

/// Findings by place, those of the same place in the order in which they were made.
private func inDocumentOrder(_ findings: [Finding]) -> [Finding] {
    findings.enumerated().sorted { left, right in
        let (first, second) = (left.element.place, right.element.place)
        let leftKey = (first?.line ?? 0, first?.column ?? 0, left.offset)
        let rightKey = (second?.line ?? 0, second?.column ?? 0, right.offset)
        return leftKey < rightKey
    }.map(\.element)
}
