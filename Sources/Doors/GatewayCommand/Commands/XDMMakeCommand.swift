// `passerelle xdm make`: documents and their metadata in one archive.

import ArgumentParser
import ClinicalTypes
import CredentialChecks
import Foundation
import SubmissionMetadata
import XDSMessages
import ZIPArchives

/// Makes an archive of documents.
struct XDMMakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Put documents of one patient and their metadata into an archive.",
        discussion: """
            Each document is judged, classified and described as the gateway does it; one that would be refused there makes no archive, and the exit code is 1. \
            All documents form one submission set.
            """)

    @OptionGroup var input: InputFiles
    @Option(name: .shortAndLong, help: "The archive to write, whole or not at all.", completion: .file(extensions: ["zip"]))
    var output: String
    @OptionGroup var describing: DescribingOptions
    @Option(help: "Who sends, as the pages for people say it.")
    var sender = "Passerelle"
    @OptionGroup var languageOption: LanguageOption

    func run() async throws {
        let now = Date()
        let language = languageOption.language
        let (submission, described) = try describing.submission(of: input.files, at: now, language)
        let cover = XDMCover(sender: sender, application: "Passerelle \(ProgramVersion.text)", moment: ZIPMoment(now))
        do {
            let archive = try XDMArchive.bytes(of: [submission], cover: cover, sha1: Digest.sha1)
            try Data(archive).write(to: URL(filePath: output), options: .atomic)
        } catch let error as CocoaError {
            throw ProgramExit.usage("\(output): the archive cannot be written there (\(error.localizedDescription))")
        }
        let isFrench = language == .french
        Terminal.say(isFrench ? "\(output) : \(described.count) document(s)" : "\(output): \(described.count) document(s)")
        for description in described.map(\.description).cut {
            Terminal.say(
                isFrench
                    ? "  \(description.entry.uniqueId) : le document remplacé ou complété n'est pas dans l'archive ; seule la CDA le nomme"
                    : "  \(description.entry.uniqueId): the document that it replaces or completes is not in the archive; the CDA alone names it")
        }
    }
}
