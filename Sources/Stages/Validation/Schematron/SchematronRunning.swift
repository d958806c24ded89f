// One pack's Schematrons over one document.

import CDADocuments
import ClinicalTypes
import Foundation
import SchematronEngine
import XMLTree

/// Runs the Schematrons of a pack that apply to a document.
struct SchematronRunning {
    /// What came out.
    struct Outcome {
        var findings: [Finding] = []
        var schemas: [AppliedSchema] = []
        var examined: SchematronExamination?
    }

    private let pack: RulePack
    private let rules: PackRules
    private let options: ValidationOptions
    private let header: HeaderReading

    /// Nil for a pack without Schematrons.
    init?(pack: RulePack, options: ValidationOptions, header: HeaderReading) {
        guard let rules = pack.rules else { return nil }
        self.pack = pack
        self.rules = rules
        self.options = options
        self.header = header
    }

    func run(on document: CDADocument) -> Outcome {
        var outcome = Outcome()
        let selection = rules.selection(for: document)
        for unusable in selection.unusable {
            outcome.findings.append(finding(.schema, schema: unusable.schematron.file, rule: unusable.schematron.name, PackWords.unusable(unusable)))
        }
        for (template, node, versions) in rules.otherVersions(of: document) {
            var finding = finding(.modelVersion, schema: nil, rule: template.root, PackWords.otherVersions(template, versions))
            finding.place = node.map { Place(line: $0.line, column: $0.column, byteRange: $0.startTagRange, xpath: $0.path) }
            outcome.findings.append(finding)
        }
        guard let first = selection.sets.first else { return outcome }
        let run = RunOptions(documents: rules.documents, budget: options.ruleBudget, currentDateTime: options.now().formatted(.iso8601))
        let report = first.judge(document.tree, with: Array(selection.sets.dropFirst()), options: run)
        // What was judged by files that are not the pack's is worth nothing.
        let changed = (pack.seal?.changed ?? []) + rules.lost
        guard changed.isEmpty else {
            outcome.findings = [finding(.changed, schema: nil, rule: changed[0], PackWords.changed(changed))]
            return outcome
        }
        let naming = Set(selection.schematrons.filter { $0.namesFindings == true }.map(\.file))
        outcome.findings +=
            SchematronFindings(
                pack: pack.identity, report: report, namingFindings: naming, header: header, options: run, constants: rules.constants
            ).all
        outcome.findings += disabled(in: Set(selection.schematrons.map(\.file)))
        let models = selection.sets.flatMap(\.schemas).map(\.model)
        outcome.schemas = models.map { AppliedSchema(pack: pack.identity.name, file: $0.file, kind: .schematron, title: $0.title) }
        outcome.examined = SchematronExamination(pack: pack.identity, report: report)
        return outcome
    }

    /// The known defects that disable rules of the schemas at work, each once.
    private func disabled(in schemas: Set<String>) -> [Finding] {
        pack.manifest.defects.compactMap { defect in
            let rules = defect.disables.filter { schemas.contains($0.schema) && $0.rule != nil }
            guard let first = rules.first else { return nil }
            return finding(
                .disabled, schema: first.schema, rule: first.rule ?? "",
                PackWords.disabled(defect, rules: rules.map { "\(name(of: $0.schema)) \($0.rule ?? "")" }))
        }
    }

    private func name(of schema: String) -> String { PackSchematron(file: schema).name }

    private func finding(_ code: SchematronCode, schema: String?, rule: String, _ message: Bilingual) -> Finding {
        Finding(
            code: code.rawValue, severity: code.severity, stage: .schematron, rule: RuleIdentity(pack: pack.identity.name, schema: schema, id: rule),
            message: message)
    }
}
