// `passerelle translate`: documents in the form in which other systems take them.

import ArgumentParser
import ClinicalTypes
import CredentialChecks
import FHIRResources
import Foundation
import SubmissionMetadata
import XDSMessages
import ZIPArchives

/// Writes the message or the archive that a submission of documents would be.
struct TranslateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "translate", abstract: "Write documents as the message, the archive or the Bundle in which other systems take them.",
        discussion: """
            Each document is judged, classified and described as the gateway does it; one that would be refused there is not translated, and the exit code \
            is 1. All documents form one submission set. Nothing is sent.
            """)

    /// What is written.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case xds, xdm, fhir
    }

    @OptionGroup var input: InputFiles
    @Option(
        help: """
            xds: the message that submits to a repository (ITI-41); xdm: an archive, as `xdm make` writes it; fhir: the Bundle that publishes, as PDSm has it \
            (ITI-65).
            """) var to: Form
    @Flag(help: "With xds: the package of MTOM, behind its header field Content-Type; else documents stand in the envelope, in base64.") var mtom = false
    @Flag(help: "With fhir: XML; else JSON.") var xml = false
    @Option(name: .shortAndLong, help: "The file to write, whole or not at all; by default standard output.", completion: .file()) var output: String?
    @OptionGroup var describing: DescribingOptions
    @OptionGroup var languageOption: LanguageOption

    mutating func validate() throws {
        if mtom, to != .xds { throw ValidationError("--mtom goes with --to xds.") }
        if xml, to != .fhir { throw ValidationError("--xml goes with --to fhir.") }
    }

    func run() async throws {
        let now = Date()
        let language = languageOption.language
        let (submission, described) = try describing.submission(of: input.files, at: now, language)
        // Over FHIR an earlier document is named by its unique id.
        for description in to == .fhir ? [] : described.map(\.description).cut {
            Terminal.complain(
                language == .french
                    ? "\(description.entry.uniqueId) : le document remplacé ou complété n'est pas là ; l'association manque, le registre seul connaît son entrée"
                    : "\(description.entry.uniqueId): the document that it replaces or completes is not there; no association, for a registry alone knows its entry"
            )
        }
        switch to {
        case .xds: try write(try Self.message(submission, asPackage: mtom))
        case .xdm:
            let cover = XDMCover(sender: "Passerelle", application: "Passerelle \(ProgramVersion.text)", moment: ZIPMoment(now))
            try write(try XDMArchive.bytes(of: [submission], cover: cover, sha1: Digest.sha1))
        case .fhir:
            guard let bundle = FHIRElement.publication(of: described, naming: { UUID() }) else { return }
            try write(xml ? bundle.xml : bundle.json)
        }
    }

    /// ITI-41: the envelope alone, or the package with the header field that it needs.
    private static func message(_ submission: XDMSubmission, asPackage isPackage: Bool) throws -> [UInt8] {
        let request = ProvideAndRegisterRequest(
            objects: submission.objects,
            documents: submission.documents.map { ProvidedDocument(id: $0.entry.entryUUID, mediaType: $0.entry.mimeType, bytes: $0.bytes) })
        let header = SOAPHeader(action: TransactionAction.provideAndRegister.rawValue, messageID: "urn:uuid:\(UUID().uuidString.lowercased())")
        let message = try request.message(header: header, form: isPackage ? .package : .plain)
        return isPackage ? Array("Content-Type: \(message.contentType)\r\n\r\n".utf8) + message.body : message.body
    }

    private func write(_ bytes: [UInt8]) throws {
        guard let output else { return Terminal.write(Data(bytes)) }
        do {
            try Data(bytes).write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw ProgramExit.usage("\(output): it cannot be written there (\((error as NSError).localizedDescription))")
        }
    }
}
