// `passerelle validate`: what is wrong with documents, where, and how to mend it.

import ArgumentParser
import ClinicalTypes
import Foundation
import Validation
import XMLSchemaEngine

/// Judges documents with the same judge as the gateway.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check documents: structure, then the header.",
        discussion: "Prints every finding with its line, a caret, what was found, what is allowed and how to mend it. Exit code 1 when a document is not valid."
    )

    @OptionGroup var input: InputFiles
    @OptionGroup var languageOption: LanguageOption
    @OptionGroup var judging: JudgingOptions

    @Option(help: "text for people, json for programs.")
    var format: Format = .text

    @Flag(help: "Print nothing for documents without findings.")
    var quiet = false

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    func run() async throws {
        let judge = try judging.judge()
        let renderer = TextReport(language: languageOption.language, width: Terminal.width, isColoured: Terminal.showsColours)
        var reports: [JSONReport] = []
        var refused = 0
        for (number, file) in input.files.enumerated() {
            Terminal.showProgress(number, of: input.files.count, "validate")
            let source = try InputFiles.read(file)
            let report = judge.examine(source).report
            if !report.isValid { refused += 1 }
            switch format {
            case .text:
                if !quiet || !report.findings.isEmpty { Terminal.say(renderer.text(for: report, file: file, source: source), terminator: "") }
            case .json: reports.append(JSONReport(report, file: file))
            }
        }
        Terminal.showProgress(input.files.count, of: input.files.count, "validate")
        if format == .json { Terminal.say(JSONReport.text(reports)) }
        if refused > 0 { throw ProgramExit.documentRefused }
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

    /// The judge.
    func judge() throws -> Validator {
        do {
            let pack = try schema.map(RulePack.schema(at:)) ?? RulePack.core()
            return Validator(
                schema: pack.schema, pack: pack.identity,
                options: ValidationOptions(strict: strict, refusesIdentifierExtension: refusesIDExtension, now: { Date() }))
        } catch let failure as SchemaFailure {
            throw ProgramExit.configuration("\(schema ?? "core grammar"): \(failure)")
        }
    }
}
