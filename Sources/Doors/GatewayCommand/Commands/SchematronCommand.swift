// `passerelle schematron`: an ISO Schematron over documents, each finding with its place.

import ArgumentParser
import ClinicalTypes
import Foundation
import SchematronEngine
import Validation
import XMLTree

/// Runs a Schematron over files.
struct SchematronCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schematron", abstract: "Judge XML files by an ISO Schematron (query binding xslt2 or xpath2).",
        discussion: """
            The schema may include and read files below its own folder, and no others. A rule that raises an error is a defect of the rules and never counts as \
            satisfied. Exit code 1 when something was found that is an error, 3 when the schema cannot be used or leaves a file undecided. With --format svrl the \
            report of each file is an SVRL document of its own, with every rule that applied.
            """)

    @Argument(help: "The schema.", completion: .file(extensions: ["sch"])) var schema: String
    @OptionGroup var input: DocumentFiles
    @Option(help: "The folder that the schema may read; by default the schema's own.", completion: .directory) var root: String?
    @Option(help: "The phase; by default the schema's own.") var phase: String?
    @OptionGroup var reporting: ReportOptions
    @OptionGroup var languageOption: LanguageOption

    func run() async throws {
        let names = try input.names()
        if reporting.format == .svrl, reporting.output != nil, names.count > 1 {
            throw ProgramExit.usage("an SVRL document tells of one file; name one, or do without --output")
        }
        let judge = try judge()
        let language = languageOption.language
        let renderer = TextReport(language: language, width: Terminal.width, isColoured: Terminal.showsColours)
        var documents: [JudgedDocument] = []
        var svrl: [String] = []
        for (number, file) in names.enumerated() {
            reporting.showProgress(number, of: names.count, "schematron")
            let source = try InputFiles.read(file)
            let (report, engine) = judge.examine(source)
            if reporting.format == .svrl, let engine { svrl.append(engine) }
            if reporting.isTold, !reporting.quiet || !report.findings.isEmpty {
                Terminal.say(renderer.text(for: report, file: file, source: source), terminator: "")
            }
            documents.append(JudgedDocument(file: file, source: reporting.isTold ? [] : source, report: report))
        }
        reporting.showProgress(names.count, of: names.count, "schematron")
        let run = ReportRun.now(documents, language)
        if reporting.format == .svrl { try reporting.write(svrl.joined()) } else { try reporting.write(run) }
        try run.leave()
    }

    private func judge() throws -> SchematronJudge {
        let place = URL(filePath: schema).absoluteURL.standardizedFileURL
        let folder = root.map { URL(filePath: $0).absoluteURL.standardizedFileURL } ?? place.deletingLastPathComponent()
        guard place.path.hasPrefix(folder.path + "/") else { throw ProgramExit.usage("\(schema) does not stand below \(folder.path)") }
        do throws(SchematronFailure) {
            let judge = try SchematronJudge(
                String(place.path.dropFirst(folder.path.count + 1)), in: RuleFiles(folder: folder.path), phase: phase,
                currentDateTime: Date().formatted(.iso8601))
            for defect in judge.defects { Terminal.complain("\(defect)", prefixed: false) }
            return judge
        } catch {
            throw ProgramExit.configuration("\(schema):\n\(error)")
        }
    }
}
