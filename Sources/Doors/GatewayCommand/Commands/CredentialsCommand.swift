// `passerelle credentials`: explains a credential without sending anything.

import ArgumentParser
import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import GatewayServer

/// Explains credentials.
struct CredentialsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "credentials", abstract: "Explain credentials.", subcommands: [Check.self])

    /// Says of every check how it ended, and why.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a certificate, an assertion and a token as a gateway would, and explain every check.",
            discussion: """
                Authorities, revocation lists, keys of the identity provider, directory and policies are those of the configuration, or of a sandbox. \
                Nothing is sent, and no use of an assertion is recorded. Exit code 1 where a gateway would refuse.
                """)

        /// The forms of the explanation.
        enum Format: String, ExpressibleByArgument { case text, json }

        @OptionGroup var source: ConfigurationOptions
        @Option(help: "The folder of a sandbox; stands for --config.", completion: .directory) var sandbox: String?
        @Option(help: "PEM file of the client certificate, with its chain.", completion: .file()) var cert: String?
        @Option(help: "File of the assertion: the SOAP envelope, its security header, or the assertion alone.", completion: .file()) var assertion: String?
        @Option(help: "File of the token, in its compact form.", completion: .file()) var token: String?
        @Option(help: "The document that is sent with them.", completion: .file()) var document: String?
        @Option(help: "The moment to judge at (ISO 8601), for instance 2026-11-22T08:00:00Z; by default now.") var at: String?
        @Option(help: "text for people, json for programs.") var format = Format.text
        @OptionGroup var languageOption: LanguageOption

        func run() async throws {
            guard cert != nil || assertion != nil || token != nil else { throw ProgramExit.usage("at least one of --cert, --assertion and --token is needed") }
            let judge = try OfflineJudge(effectiveConfiguration(), logger: ServiceRun.logger(level: "error"))
            let verdict = await judge.verdict(
                chain: try cert.map(chain), assertion: try assertion.map(InputFiles.read), token: try token.map(compactToken),
                document: try document.map(readDocument), now: try moment())
            let isRefused = judge.refuses(verdict)
            switch format {
            case .text: Terminal.say(CredentialExplanation(verdict, isRefused: isRefused).text(languageOption.language), terminator: "")
            case .json: Terminal.say(try CredentialExplanation(verdict, isRefused: isRefused).json())
            }
            if isRefused { throw ProgramExit.documentRefused }
        }

        private func effectiveConfiguration() throws -> GatewayConfiguration {
            guard let sandbox else { return try source.read() }
            let folder = SandboxFolder(sandbox)
            guard folder.isPrepared, let yaml = try? String(contentsOf: folder.configurationFile, encoding: .utf8) else {
                throw ProgramExit.configuration("\(sandbox) is no sandbox; `passerelle sandbox --folder \(sandbox)` makes one")
            }
            return try ConfigurationReader.read(yaml: yaml, file: folder.configurationFile.path, environment: [:])
        }

        /// The certificates of a file; one that holds none is judged as what it is.
        private func chain(_ file: String) throws -> [[UInt8]] {
            let bytes = try InputFiles.read(file)
            let certificates = (try? Certificate.chain(pem: String(decoding: bytes, as: UTF8.self))) ?? []
            return certificates.isEmpty ? [bytes] : certificates.map(\.der)
        }

        private func compactToken(_ file: String) throws -> [UInt8] {
            Array(String(decoding: try InputFiles.read(file), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines).utf8)
        }

        private func readDocument(_ file: String) throws -> CDADocument {
            switch CDADocument.read(try InputFiles.read(file)) {
            case .success(let document): document
            case .failure: throw ProgramExit.usage("\(file): no CDA document")
            }
        }

        private func moment() throws -> Date {
            guard let at else { return Date() }
            guard let moment = try? Date(at, strategy: .iso8601) else { throw ProgramExit.usage("--at takes a moment such as 2026-11-22T08:00:00Z") }
            return moment
        }
    }
}
