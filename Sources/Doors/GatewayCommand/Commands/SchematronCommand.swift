// `passerelle schematron`: an ISO Schematron over documents, each finding with its place.

import ArgumentParser
import ClinicalTypes
import Foundation
import SchematronEngine
import XMLTree

/// Runs a Schematron over files.
struct SchematronCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schematron", abstract: "Judge XML files by an ISO Schematron (query binding xslt2 or xpath2).",
        discussion: """
            The schema may include and read files below its own folder, and no others. A rule that raises an error is a defect of the rules and never counts as \
            satisfied. Exit code 1 when something was found, 3 when the schema cannot be used.
            """)

    @Argument(help: "The schema.", completion: .file(extensions: ["sch"])) var schema: String
    @OptionGroup var input: InputFiles
    @Option(help: "The folder that the schema may read; by default the schema's own.", completion: .directory) var root: String?
    @Option(help: "The phase; by default the schema's own.") var phase: String?
    @Option(help: "text for people, svrl for programs.") var format: Format = .text

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, svrl
    }

    func run() async throws {
        let (rules, documents) = try compiled()
        var found = 0
        for file in input.files {
            let tree: FrozenTree
            do {
                tree = try FrozenTree.parse(try InputFiles.read(file))
            } catch let failure as ParseFailure {
                Terminal.say("\(file):\(failure.line):\(failure.column): fatal: \(failure.code.rawValue)")
                found += 1
                continue
            }
            let report = rules.judge(tree, options: RunOptions(documents: documents, currentDateTime: Date().formatted(.iso8601)))
            if !report.isValid { found += 1 }
            switch format {
            case .svrl: Terminal.say(report.svrl(for: rules.schemas[0]), terminator: "")
            case .text:
                for finding in report.findings { Terminal.say("\(file):\(line(for: finding))") }
                let verdict = report.isValid ? "valid" : report.isUndecided ? "undecided" : "invalid"
                Terminal.say("\(file): \(verdict) (\(report.findings.count) findings, \(report.firings.count) rules applied)")
            }
        }
        if found > 0 { throw ProgramExit.documentRefused }
    }

    private func compiled() throws -> (RuleSet, RuleDocuments) {
        let place = URL(filePath: schema).absoluteURL.standardizedFileURL
        let folder = root.map { URL(filePath: $0).absoluteURL.standardizedFileURL } ?? place.deletingLastPathComponent()
        guard place.path.hasPrefix(folder.path + "/") else { throw ProgramExit.usage("\(schema) does not stand below \(folder.path)") }
        let files = RuleFiles(folder: folder.path)
        do throws(SchematronFailure) {
            let model = try SchemaModel(String(place.path.dropFirst(folder.path.count + 1)), in: files)
            for defect in model.defects { Terminal.complain("\(defect)", prefixed: false) }
            let documents = RuleDocuments(files)
            return (RuleSet([try CompiledSchematron(model, phase: phase, documents: documents)]), documents)
        } catch {
            throw ProgramExit.configuration("\(schema):\n\(error)")
        }
    }

    private func line(for finding: SchematronFinding) -> String {
        let place = "\(finding.node.line):\(finding.node.column)"
        let identity = finding.assertion.map { $0.id ?? $0.identity } ?? finding.rule.id ?? finding.rule.identity
        return switch finding.outcome {
        case .failed: "\(place): \(finding.assertion?.marks.role ?? "error"): \(finding.foldedMessage) [\(identity)]"
        case .reported: "\(place): \(finding.assertion?.marks.role ?? "report"): \(finding.foldedMessage) [\(identity)]"
        case .undecided(let error), .contextUndecided(let error):
            "\(place): rule defect: \(error) in \(finding.assertion?.origin ?? finding.rule.origin) [\(identity)]"
        case .incompleteMessage(let error): "\(place): rule defect: the message cannot be written whole, \(error) [\(identity)]"
        }
    }
}
