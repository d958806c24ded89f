// Compiles all of a pack once, and lists what is wrong with it.

public import SchematronEngine
public import XMLTree
import XPathEngine

/// A pack, looked through: its defects with the rules that each disables, and its schemas as they were read.
public struct PackInspection: Sendable {
    /// The defects, in the order of files and lines.
    public let defects: [PackDefect]
    /// The schemas that could be read, by file.
    public let models: [String: SchemaModel]
    /// How many rules and assertions are at work, disabled ones not counted.
    public private(set) var assertionCount = 0

    /// Looks through a pack.
    ///
    /// - Parameters:
    ///   - manifest: what it consists of; the defects that it records do not count.
    ///   - files: its files.
    public init(_ manifest: PackManifest, files: SealedFolder) {
        var gathering = DefectGathering()
        var models: [String: SchemaModel] = [:]
        var count = 0
        let documents = RuleDocuments(files)
        let base = StaticContext()
        for schematron in manifest.schematrons {
            do throws(SchematronFailure) {
                let model = try SchemaModel(schematron.file, in: files)
                models[schematron.file] = model
                for defect in model.defects { gathering.add(defect, of: schematron) }
                var dropped = gathering.addDocuments(DocumentReads(model, phase: schematron.phase), of: schematron, in: files)
                let compiled = try Self.compile(model, schematron, base, documents, &dropped, &gathering)
                count += compiled.model.activePatterns(in: schematron.phase)?.flatMap(\.rules).flatMap(\.parts).count(where: \.isAssertion) ?? 0
            } catch {
                gathering.addUnusable(error, of: schematron)
            }
        }
        for path in manifest.files.keys where files.bytes(of: path)?.isEmpty ?? false { gathering.addEmpty(path) }
        defects = gathering.sorted
        self.models = models
        assertionCount = count
    }

    /// Compiles a schema, and leaves out rule by rule what cannot be compiled.
    private static func compile(
        _ model: SchemaModel, _ schematron: PackSchematron, _ base: StaticContext, _ documents: RuleDocuments, _ dropped: inout Set<String>,
        _ gathering: inout DefectGathering
    ) throws(SchematronFailure) -> CompiledSchematron {
        while true {
            let rest = model.dropping(dropped)
            do throws(SchematronFailure) {
                return try CompiledSchematron(rest, phase: schematron.phase, base: base, documents: documents)
            } catch {
                // A defect outside of all rules, or one that leaving its rule out did not mend, makes the schema unusable.
                let meant = error.defects.compactMap { defect in defect.disabledRule.map { (defect, $0) } }
                guard meant.count == error.defects.count, !meant.allSatisfy({ dropped.contains($0.1) }) else { throw error }
                for (defect, rule) in meant where dropped.insert(rule).inserted { gathering.add(defect, of: schematron, disabling: rule) }
            }
        }
    }
}

extension SchemaDefect {
    /// What must be left out for the schema to be of use all the same: the assertion, all of a rule whose variable is in error, all of a pattern of which a
    /// context is in error, since nobody knows which nodes that rule would have kept from the others.
    fileprivate var disabledRule: String? {
        guard let rule else { return nil }
        return code == .context ? rule.split(separator: ".").first.map(String.init) : rule
    }
}

extension SchemaRulePart {
    fileprivate var isAssertion: Bool { if case .assertion = self { true } else { false } }
}

/// Brings what several schemas say of one defect together.
struct DefectGathering {
    private struct Key: Hashable {
        let code: String
        let file: String
        let line: Int
        let subject: String
    }

    private var found: [Key: [DisabledRule]] = [:]

    var sorted: [PackDefect] {
        found.map { key, rules in
            PackDefect(
                code: key.code, file: key.file.isEmpty ? nil : key.file, line: key.line == 0 ? nil : key.line, subject: key.subject,
                disables: Set(rules).sorted { ($0.schema, $0.rule ?? "") < ($1.schema, $1.rule ?? "") })
        }.sorted { ($0.file ?? "", $0.line ?? 0, $0.code, $0.subject) < ($1.file ?? "", $1.line ?? 0, $1.code, $1.subject) }
    }

    private mutating func add(_ code: String, _ origin: RuleOrigin?, _ subject: String, _ rules: [DisabledRule]) {
        found[Key(code: code, file: origin?.file ?? "", line: origin?.line ?? 0, subject: subject), default: []] += rules
    }

    mutating func add(_ defect: SchemaDefect, of schematron: PackSchematron, disabling rule: String? = nil) {
        var rules = rule.map { [DisabledRule(schema: schematron.file, rule: $0)] } ?? []
        // A pattern that a phase names and that is not there is a set of rules that nobody checks.
        if defect.code == .activePatternUnknown { rules = [DisabledRule(schema: schematron.file, rule: defect.subject)] }
        add(defect.code.rawValue, defect.origin, defect.subject, rules)
    }

    mutating func addUnusable(_ failure: SchematronFailure, of schematron: PackSchematron) {
        for (number, defect) in failure.defects.enumerated() {
            add(defect.code.rawValue, defect.origin, defect.subject, number == 0 ? [DisabledRule(schema: schematron.file, rule: nil)] : [])
        }
    }

    mutating func addEmpty(_ path: String) {
        if found.keys.contains(where: { $0.code == SchemaDefectCode.fileEmpty.rawValue && $0.subject == path }) { return }
        found[Key(code: PackDefect.fileEmpty, file: path, line: 0, subject: path), default: []] += []
    }

    /// Looks for the documents that a schema reads, and answers the rules that read one that is not there.
    mutating func addDocuments(_ reads: DocumentReads, of schematron: PackSchematron, in files: SealedFolder) -> Set<String> {
        var dropped: Set<String> = []
        for read in reads.all {
            let name = SealedFolder.resolve(read.reference, from: schematron.file)
            let found = name.flatMap(files.find)
            if let found, let bytes = files.bytes(of: found.name), !bytes.isEmpty {
                if !found.isExact { add(PackDefect.documentLetterCase, read.origin, read.reference, []) }
                continue
            }
            add(
                found == nil ? PackDefect.documentMissing : PackDefect.documentNotRead, read.origin, read.reference,
                read.rules.map { DisabledRule(schema: schematron.file, rule: $0) })
            dropped.formUnion(read.rules)
        }
        return dropped
    }
}
