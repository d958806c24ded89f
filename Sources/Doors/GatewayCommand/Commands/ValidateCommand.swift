// `passerelle validate`: what is wrong with documents, where, and how to mend it.

import ArgumentParser
import ClinicalTypes
import Foundation
import Validation
import XMLSchemaEngine

/// Judges documents with the same judge as the gateway.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check documents: structure, header, and the rules of packs.",
        discussion: """
            Prints every finding with its line, a caret, what was found, what is allowed and how to mend it. Exit code 1 when a document is not valid, 3 when \
            the rules have a defect that leaves one undecided. With --watch the files are judged again whenever they are saved, and what came and went since \
            is told, until the program is interrupted; the last verdicts then decide the exit code.
            """
    )

    @OptionGroup var input: DocumentFiles
    @OptionGroup var languageOption: LanguageOption
    @OptionGroup var judging: JudgingOptions
    @OptionGroup var reporting: ReportOptions

    @Flag(help: "Judge the files again whenever they are saved.")
    var watch = false

    /// The forms of commands that tell people or programs, and no more.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    mutating func validate() throws {
        if watch, reporting.format != .text || reporting.output != nil || input.files.contains("-") {
            throw ValidationError("--watch tells files as text on standard output, and nothing else.")
        }
    }

    func run() async throws {
        let names = try input.names()
        let judge = try judging.judge()
        let language = languageOption.language
        if watch { return try WatchedFiles(names, judge: judge, language: language, isQuiet: reporting.quiet).run() }
        let renderer = TextReport(language: language, width: Terminal.width, isColoured: Terminal.showsColours)
        var documents: [JudgedDocument] = []
        for (number, file) in names.enumerated() {
            reporting.showProgress(number, of: names.count, "validate")
            let source = try InputFiles.read(file)
            let start = ContinuousClock.now
            let report = judge.examine(source).report
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            if reporting.isTold {
                // What was told is not kept: a run over many documents stays small.
                if !reporting.quiet || !report.findings.isEmpty { Terminal.say(renderer.text(for: report, file: file, source: source), terminator: "") }
                documents.append(JudgedDocument(file: file, source: [], report: report, seconds: seconds))
            } else {
                documents.append(JudgedDocument(file: file, source: source, report: report, seconds: seconds))
            }
        }
        reporting.showProgress(names.count, of: names.count, "validate")
        let run = ReportRun.now(documents, language)
        try reporting.write(run)
        try run.leave()
    }
}

/// How documents are judged.
struct JudgingOptions: ParsableArguments {
    @Option(help: "Judge the structure by this XML Schema instead of the core grammar.", completion: .file(extensions: ["xsd"]))
    var schema: String?

    @Flag(help: "Wrong check digits of production identifiers are errors.")
    var strict = false

    @Flag(name: .customLong("refuse-id-extension"), help: "An extension on the document's id is an error; the shared record (DMP) takes none.")
    var refusesIDExtension = false

    @OptionGroup var packs: PackOptions

    /// The judge.
    func judge() throws -> Validator {
        let packs = try packs.packs()
        do {
            // The grammar that is named by itself comes last, so that it takes the place of all others.
            let grammar = try schema.map { [try RulePack.schema(at: $0)] } ?? []
            return Validator(
                core: try RulePack.core(), packs: packs + grammar,
                options: ValidationOptions(strict: strict, refusesIdentifierExtension: refusesIDExtension, now: { Date() }))
        } catch let failure as SchemaFailure {
            throw ProgramExit.configuration("\(schema ?? "core grammar"): \(failure)")
        }
    }
}
