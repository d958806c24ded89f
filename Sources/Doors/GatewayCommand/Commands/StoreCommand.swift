// `passerelle store`: the record store of a sandbox on its own, and what stands in it.

import ArgumentParser
import Foundation
import GatewayServer
import Logging
import RecordStore
import XDSMessages

/// Runs and inspects the record store of a sandbox.
struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "Run the record store of a sandbox on its own, or list what it holds.", subcommands: [Serve.self, List.self])

    /// Runs the store.
    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Run the record store of a prepared sandbox: XDS.b at /xds, FHIR at /fhir.")

        @Option(help: "The folder of the sandbox.", completion: .directory) var folder = "./sandbox"
        @Option(help: "The least level that is logged.") var logLevel = "notice"
        @OptionGroup var misbehaviour: MisbehaviourOptions
        @OptionGroup var testing: PlainDoorOption

        func run() async throws {
            let sandbox = SandboxFolder(folder)
            guard sandbox.isPrepared, let port = sandbox.storePort() else {
                throw ProgramExit.configuration("\(folder) is no sandbox; `passerelle sandbox --prepare --folder \(folder)` makes one")
            }
            let logger = try ServiceRun.logger(level: logLevel)
            let store = try SandboxStore(
                sandbox, misbehaviour: misbehaviour.behaviour(), requiresAssertion: misbehaviour.storeRequiresAssertion, logger: logger)
            var services = [try store.service(port: port, whenBound: { logger.notice("door open", metadata: ["door": "store", "port": "\($0)"]) })]
            if let plain = testing.port { services.append(store.plainService(port: plain)) }
            try await ServiceRun.run(services, logger: logger)
        }
    }

    /// Lists what the store holds.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the documents of a sandbox's store, in the order of their arrival.")

        @Option(help: "The folder of the sandbox.", completion: .directory) var folder = "./sandbox"
        @Option(help: "text for people, json for programs (one object a line).") var format: ValidateCommand.Format = .text

        func run() async throws {
            let sandbox = SandboxFolder(folder)
            guard sandbox.isPrepared else { throw ProgramExit.configuration("\(folder) is no sandbox") }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            for document in try await RegistryRepository(folder: sandbox.storeFolder, now: { Date() }).documents() {
                switch format {
                case .json: Terminal.say(String(decoding: try encoder.encode(document), as: UTF8.self))
                case .text:
                    let status = document.status.rawValue.split(separator: ":").last ?? ""
                    Terminal.say("\(document.uniqueId)  \(status)  \(document.typeCode?.code ?? "-")  \(document.size) bytes  sha1 \(document.hash)")
                }
            }
        }
    }
}
