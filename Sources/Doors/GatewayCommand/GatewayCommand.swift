// The command line: the `passerelle` program.

import ArgumentParser
import GatewayServer

/// The root of the command line.
struct Passerelle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passerelle",
        abstract: "A gateway for clinical documents: checks, classifies, and forwards them to the record store.",
        discussion: """
            Exit codes: 0 all accepted; 1 some document refused; 2 wrong usage; 3 wrong configuration or rule pack; 4 the gateway, the store or \
            the network failed.
            """,
        version: ProgramVersion.text,
        subcommands: [
            ValidateCommand.self, ClassifyCommand.self, SubmitCommand.self, RetrieveCommand.self, QueueCommand.self, SandboxCommand.self, ServeCommand.self,
            StoreCommand.self, PackCommand.self, DiffPacksCommand.self, DirectoryCommand.self, CredentialsCommand.self, ConfigCommand.self, XPathCommand.self,
            SchematronCommand.self, XDMCommand.self, HL7Command.self, TranslateCommand.self,
        ])
}

/// The version of the program.
enum ProgramVersion {
    static let text = GatewayVersion.text
}

@main
enum Program {
    static func main() async {
        Terminal.prepare()
        do {
            var command = try Passerelle.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            ProgramExit.leave(after: error)
        }
    }
}
