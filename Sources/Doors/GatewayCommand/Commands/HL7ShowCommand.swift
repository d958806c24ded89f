// `passerelle hl7 show`: what messages hold, field by field.

import ArgumentParser
import Foundation

/// Shows messages.
struct HL7ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what messages hold: fields by the names of the French profiles, flags, and the documents inside.",
        discussion: """
            Places are written as acknowledgements name them (ERR-2). Values that speak of a patient are left out, and the patient is shortened, unless \
            --content asks for them; documents are never printed. Exit code 1 when a message cannot be read.
            """)

    @OptionGroup var input: MessageFiles
    @OptionGroup var languageOption: LanguageOption
    @Option(help: "text for people, json for programs (one object a line).") var format: ValidateCommand.Format = .text
    @Flag(help: "Show the values that speak of a patient, too.") var content = false

    func run() async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var unreadable = 0
        for entry in try input.entries() {
            let account = MessageAccount(of: entry, showsContent: content, language: languageOption.language)
            if account.fault != nil { unreadable += 1 }
            switch format {
            case .json: Terminal.say(String(decoding: try encoder.encode(account), as: UTF8.self))
            case .text: Terminal.say(account.text(languageOption.language))
            }
        }
        if unreadable > 0 { throw ProgramExit.documentRefused }
    }
}
