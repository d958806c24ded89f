// `passerelle hl7 send`: hands messages to a system over MLLP and tells each acknowledgement.

import ArgumentParser
import ClinicalTypes
import Delivery
import Foundation

/// Sends messages over MLLP.
struct HL7SendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Send messages over MLLP, and tell the acknowledgement of each.",
        discussion: """
            Line ends of a file are sent as CR, with a remark. Messages of one patient go over one connection, in their order, each when the one before is \
            answered; after one that is not answered its connection sends no more. Exit code 1 when an acknowledgement refuses a message (MSA-1 other than \
            AA or CA), 4 when one did not come.
            """)

    @OptionGroup var input: MessageFiles
    @Option(help: "The receiver as host:port.") var to: String
    @Flag(help: "Speak TLS; --ca says whom to trust.") var tls = false
    @Option(help: "PEM file of the authorities that issue the receiver's certificate; asks for TLS.", completion: .file()) var ca: String?
    @Option(help: "PEM file of our certificate chain.", completion: .file()) var cert: String?
    @Option(help: "PEM file of our key; by default that of --cert.", completion: .file()) var key: String?
    @Option(help: "How often to send all messages.") var count = 1
    @Option(help: "How many connections to use at once.") var connections = 1
    @Option(help: "How long to wait for each acknowledgement, in seconds.") var wait = 60.0
    @OptionGroup var languageOption: LanguageOption
    @Option(help: "text for people, json for programs (one object a line).") var format: ValidateCommand.Format = .text
    @Flag(help: "Tell only what was not accepted, and the sum.") var quiet = false

    func run() async throws {
        guard (1...10_000_000).contains(count), (1...256).contains(connections), (0.1...86_400).contains(wait) else {
            throw ProgramExit.usage("--count takes 1 to 10000000, --connections 1 to 256, --wait 0.1 to 86400 seconds")
        }
        let entries = try input.entries()
        let language = languageOption.language
        if let first = entries.first(where: { !$0.remarks.isEmpty }) {
            for remark in first.remarks { Terminal.complain("\(first.name): \(remark.message[language]) [\(remark.code)]") }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let total = entries.count * count
        var (accepted, refused, unanswered) = (0, 0, 0)
        let start = ContinuousClock.now
        let sending = MessageSending(destination: try destination(), connections: connections, count: count)
        let unsent = try await sending.run(entries) { answer in
            if answer.isAccepted { accepted += 1 } else if answer.answer == nil { unanswered += 1 } else { refused += 1 }
            Terminal.showProgress(accepted + refused + unanswered, of: total, "send")
            if quiet, answer.isAccepted { return }
            Terminal.say(format == .json ? String(decoding: try encoder.encode(answer), as: UTF8.self) : answer.text(language))
        }
        if format == .text, total > 1 {
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            Terminal.say(summary(accepted, refused, unanswered, unsent, seconds, language))
        }
        if unanswered + unsent > 0 { throw ProgramExit.unreachable("\(unanswered + unsent) of \(total) messages were not answered") }
        if refused > 0 { throw ProgramExit.documentRefused }
    }

    private func destination() throws(ProgramExit) -> MLLPDestination {
        var security: MLLPDestination.Security?
        if tls || ca != nil || cert != nil {
            guard let ca else { throw ProgramExit.usage("--tls needs --ca: no authority of the system is trusted") }
            security = MLLPDestination.Security(
                authorities: .file(ca), certificate: cert.map { .file($0) }, key: (key ?? cert).map { .file($0) })
        }
        guard var destination = MLLPDestination(to, security: security) else { throw ProgramExit.usage("--to: host:port was expected") }
        destination.answerSeconds = wait
        return destination
    }

    private func summary(_ accepted: Int, _ refused: Int, _ unanswered: Int, _ unsent: Int, _ seconds: Double, _ language: Language) -> String {
        let rate = Int((Double(accepted + refused) / max(seconds, 0.001)).rounded())
        return language == .french
            ? "\(accepted) accepté(s), \(refused) refusé(s), \(unanswered) sans réponse, \(unsent) non envoyé(s) ; \(rate) par seconde"
            : "\(accepted) accepted, \(refused) refused, \(unanswered) unanswered, \(unsent) not sent; \(rate) a second"
    }
}
