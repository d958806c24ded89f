// Where a report goes, and in which form.

public import ArgumentParser
import ClinicalTypes
import Foundation
public import Validation

extension ReportFormat: ExpressibleByArgument {}

/// The form of a report and its destination.
struct ReportOptions: ParsableArguments {
    @Option(help: "text for people, html for a page; json, svrl, sarif or junit for programs.")
    var format: ReportFormat = .text

    @Option(name: .shortAndLong, help: "The file to write the report to, whole or not at all; by default standard output.", completion: .file())
    var output: String?

    @Flag(help: "Print nothing for documents without findings, and no progress.")
    var quiet = false

    /// Whether the report goes to the terminal document by document, as soon as each is judged.
    var isTold: Bool { format == .text && output == nil }

    /// Writes the report of a run, when it was not told already.
    func write(_ run: ReportRun) throws(ProgramExit) {
        guard !isTold else { return }
        var run = run
        if quiet, format == .text { run.documents.removeAll { $0.report.findings.isEmpty } }
        try write(run.text(as: format))
    }

    /// Writes the text of a report.
    func write(_ text: String) throws(ProgramExit) {
        guard let output else { return Terminal.say(text, terminator: "") }
        do {
            try Data(text.utf8).write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw ProgramExit.usage("\(output): the report cannot be written there (\((error as NSError).localizedDescription))")
        }
    }

    /// How far the work has come.
    func showProgress(_ done: Int, of total: Int, _ what: String) { if !quiet { Terminal.showProgress(done, of: total, what) } }
}

extension ReportRun {
    /// A run of this program, now.
    static func now(_ documents: [JudgedDocument], _ language: Language) -> ReportRun {
        ReportRun(documents: documents, language: language, toolVersion: ProgramVersion.text, moment: Date().formatted(.iso8601))
    }

    /// Ends the program as the verdicts ask for.
    func leave() throws(ProgramExit) {
        switch exitCode {
        case 0: return
        case 1: throw .documentRefused
        default: throw .undecided
        }
    }
}
