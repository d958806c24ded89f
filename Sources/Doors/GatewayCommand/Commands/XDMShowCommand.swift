// `passerelle xdm show`: what archives hold, and whether it is what they say.

import ArgumentParser
import ClinicalTypes
import CredentialChecks
import Foundation
import SubmissionMetadata
import XDSMessages
import ZIPArchives

/// Shows and checks archives.
struct XDMShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "List what archives hold, and check it: layout, URI, size, hash, document, patient.",
        discussion: "Nothing is unpacked to disk. Exit code 1 when an archive is refused.")

    @Argument(help: "Archives to read; - reads standard input.", completion: .file(extensions: ["zip"]))
    var archives: [String]
    @OptionGroup var languageOption: LanguageOption
    @Option(help: "text for people, json for programs (one object a line).")
    var format: ValidateCommand.Format = .text

    func run() async throws {
        var refused = 0
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for name in archives {
            let account = ArchiveAccount(of: try InputFiles.read(name), file: name, language: languageOption.language)
            if !account.isAcceptable { refused += 1 }
            switch format {
            case .json: Terminal.say(String(decoding: try encoder.encode(account), as: UTF8.self))
            case .text: Terminal.say(account.text(languageOption.language))
            }
        }
        if refused > 0 { throw ProgramExit.documentRefused }
    }
}
