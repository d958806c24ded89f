// `passerelle retrieve`: a document back from the record store (ITI-43), byte for byte.

import ArgumentParser
import Foundation
import GatewayServer

/// Retrieves a document from the store that a configuration names.
struct RetrieveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retrieve", abstract: "Retrieve a document from the record store (ITI-43) with the gateway's credentials.",
        discussion: "Writes the bytes exactly as the store returns them.")

    @OptionGroup var source: ConfigurationOptions
    @Option(name: .shortAndLong, help: "The file to write; standard output when absent.") var output: String?
    @Argument(help: "The unique id of the document.") var uniqueID: String

    func run() async throws {
        let bytes = try await StoreAccess(try source.read()).retrieve(uniqueID)
        guard let output else {
            Terminal.write(Data(bytes))
            return
        }
        try Data(bytes).write(to: URL(filePath: output))
    }
}
