// `passerelle xdm make`: documents and their metadata in one archive.

import ArgumentParser
import Classification
import ClinicalTypes
import CodeSystems
import CredentialChecks
import Foundation
import SubmissionMetadata
import Validation
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
    @Option(name: .customLong("source-id"), help: "The OID of the system that submits.")
    var sourceID = "1.2.250.1.213.4.1.99"
    @Option(help: "The activity that led to the submission, a code of JDV_J59.")
    var activity = "07"
    @Option(help: "Who sends, as the pages for people say it.")
    var sender = "Passerelle"
    @OptionGroup var judging: JudgingOptions
    @OptionGroup var languageOption: LanguageOption

    func run() async throws {
        guard let oid = OID(dotted: sourceID) else { throw ProgramExit.usage("--source-id: an object identifier was expected") }
        guard let contentType = CodeTables.contentTypes.entries(of: activity).first else {
            throw ProgramExit.usage("--activity: a code of JDV_J59 was expected, for instance 07")
        }
        let now = Date()
        let description = DocumentDescription(
            judge: try judging.judge(), writer: MetadataWriter(options: MetadataOptions(sourceID: oid, contentType: contentType)), moment: now)
        let renderer = TextReport(language: languageOption.language, width: Terminal.width, isColoured: Terminal.showsColours)
        var described: [(description: DescribedSubmission, bytes: [UInt8])] = []
        var refused = 0
        for file in input.files {
            let source = try InputFiles.read(file)
            switch description.of(source) {
            case .described(let submission): described.append((submission, source))
            case .refused(let findings):
                refused += 1
                // A document that the rules left undecided has no error to tell, only what was found.
                let errors = findings.filter { $0.severity >= .error }
                for finding in errors.isEmpty ? findings : errors {
                    Terminal.say(renderer.text(for: finding, file: file, source: source), terminator: "")
                }
            }
        }
        if refused > 0 { throw ProgramExit.documentRefused }
        guard Set(described.map(\.description.entry.uniqueId)).count == described.count else {
            throw ProgramExit.usage("two of the documents have the same id")
        }
        guard let submission = XDMSubmission(sharing: described) else { throw ProgramExit.usage("the documents are of several patients: make an archive each") }
        let cover = XDMCover(sender: sender, application: "Passerelle \(ProgramVersion.text)", moment: ZIPMoment(now))
        do {
            let archive = try XDMArchive.bytes(of: [submission], cover: cover, sha1: Digest.sha1)
            try Data(archive).write(to: URL(filePath: output), options: .atomic)
        } catch let error as CocoaError {
            throw ProgramExit.usage("\(output): the archive cannot be written there (\(error.localizedDescription))")
        }
        let isFrench = languageOption.language == .french
        Terminal.say(isFrench ? "\(output) : \(described.count) document(s)" : "\(output): \(described.count) document(s)")
        for (description, _) in described where Self.isCut(description.relation, among: described) {
            Terminal.say(
                isFrench
                    ? "  \(description.entry.uniqueId) : le document remplacé ou complété n'est pas dans l'archive ; seule la CDA le nomme"
                    : "  \(description.entry.uniqueId): the document that it replaces or completes is not in the archive; the CDA alone names it")
        }
    }

    private static func isCut(_ relation: PendingRelation?, among described: [(description: DescribedSubmission, bytes: [UInt8])]) -> Bool {
        guard let relation else { return false }
        return !described.contains { $0.description.entry.uniqueId == relation.targetUniqueID }
    }
}
