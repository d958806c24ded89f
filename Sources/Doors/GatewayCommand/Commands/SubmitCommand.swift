// `passerelle submit`: hands documents to a gateway and tells what becomes of each.

import ArgumentParser
import ClinicalTypes
import Foundation
import Validation

/// Submits documents over HTTPS with a client certificate.
struct SubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Submit documents to a gateway, and wait until the store has each.",
        discussion: """
            With --sandbox, the address, the authorities and the certificate that matches each document's author are taken from the sandbox's folder. \
            Exit code 1 when a document was refused, 4 when the gateway or the store could not be reached.
            """)

    @OptionGroup var input: InputFiles
    @OptionGroup var languageOption: LanguageOption
    @OptionGroup var target: GatewayOptions
    @Flag(inversion: .prefixedNo, help: "Wait until the store has the document, or it is parked.") var wait = true
    @Option(help: "How long to wait for each document, in seconds.") var patience = 60
    @Option(help: "text for people, json for programs (one object a line).") var format: ValidateCommand.Format = .text

    func run() async throws {
        guard (1...86_400).contains(patience) else { throw ProgramExit.usage("--patience takes 1 to 86400 seconds") }
        let gateway = try target.gateway()
        let renderer = TextReport(language: languageOption.language, width: Terminal.width, isColoured: Terminal.showsColours)
        var refused = 0
        var unreached = 0
        for (number, file) in input.files.enumerated() {
            Terminal.showProgress(number, of: input.files.count, "submit")
            let source = try InputFiles.read(file)
            var outcome = try await gateway.submit(source, language: languageOption.language)
            if wait, let id = outcome.receipt { outcome = try await gateway.follow(id, from: outcome, patience: patience) }
            switch outcome.kind {
            case .refused: refused += 1
            case .unreached: unreached += 1
            case .accepted: if wait, outcome.state != "forwarded" { unreached += 1 }
            }
            if format == .json {
                Terminal.say(try outcome.jsonLine(file: file))
            } else {
                Terminal.say("\(file): \(outcome.line(languageOption.language))")
                for finding in outcome.findings where finding.severity >= .error {
                    Terminal.say(renderer.text(for: finding, file: file, source: source), terminator: "")
                }
                for check in outcome.checks { Terminal.say(check.text(languageOption.language)) }
            }
        }
        Terminal.showProgress(input.files.count, of: input.files.count, "submit")
        if unreached > 0 { throw ProgramExit.unreachable("\(unreached) of \(input.files.count) documents did not reach the store") }
        if refused > 0 { throw ProgramExit.documentRefused }
    }
}
