// `passerelle hl7 validate`: whether the gateway would take messages, and why not.

import ArgumentParser
import ClinicalTypes
import Foundation
import Validation

/// Judges messages and the documents inside.
struct HL7ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check messages: structure, agreement with the documents inside, and these documents.",
        discussion: """
            The message is opened as the MLLP door opens it, and each document inside is judged as `passerelle validate` does; places in a document are \
            those of the decoded bytes. What depends on a configuration (processing ids, destinations) refuses nothing here. Exit code 1 when a message \
            or a document is not valid, 3 when the rules leave one undecided.
            """)

    @OptionGroup var input: MessageFiles
    @OptionGroup var languageOption: LanguageOption
    @OptionGroup var judging: JudgingOptions
    @OptionGroup var reporting: ReportOptions

    func run() async throws {
        let judgement = MessageJudgement(judge: try judging.judge())
        let language = languageOption.language
        let renderer = TextReport(language: language, width: Terminal.width, isColoured: Terminal.showsColours)
        var documents: [JudgedDocument] = []
        let entries = try input.entries()
        for (number, entry) in entries.enumerated() {
            reporting.showProgress(number, of: entries.count, "validate")
            for (document, source) in judgement.documents(of: entry) {
                if reporting.isTold, !reporting.quiet || !document.report.findings.isEmpty {
                    Terminal.say(renderer.text(for: document.report, file: document.file, source: source), terminator: "")
                }
                documents.append(document)
            }
        }
        reporting.showProgress(entries.count, of: entries.count, "validate")
        let run = ReportRun.now(documents, language)
        try reporting.write(run)
        try run.leave()
    }
}
