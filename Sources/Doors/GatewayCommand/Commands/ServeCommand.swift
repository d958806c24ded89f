// `passerelle serve`: the gateway.

import ArgumentParser
import Foundation
import GatewayServer
import Logging

/// Runs the gateway until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the gateway.",
        discussion: """
            Reads one YAML file (--config) and overrides from the environment; `passerelle config keys` lists every key. SIGTERM and SIGINT end it \
            gracefully: nothing new is taken in, what is in work is brought to a state that is written down.
            """)

    @OptionGroup var source: ConfigurationOptions
    @OptionGroup var testing: PlainDoorOption
    @OptionGroup var measuring: IdleDoorOption

    func run() async throws {
        var configuration = try source.read()
        configuration.listen.plainLoopbackPort = testing.port
        configuration.listen.hasIdleDoor = measuring.idleDoor
        let logger = try ServiceRun.logger(level: configuration.log.level)
        let runtime = try GatewayRuntime(configuration, logger: logger)
        try await ServiceRun.run(
            try runtime.services { door, port in logger.notice("door open", metadata: ["door": "\(door)", "port": "\(port)"]) }, logger: logger)
    }
}

/// A door without TLS, for conformance suites that speak raw HTTP.
struct PlainDoorOption: ParsableArguments {
    @Option(
        name: .customLong("plain-loopback-port"),
        help: "Also open a door without TLS on 127.0.0.1, for conformance suites that speak raw HTTP; never reachable from another machine.")
    var port: Int?
}

/// A path that does no work, for benchmarks.
struct IdleDoorOption: ParsableArguments {
    @Flag(help: ArgumentHelp("For measuring: also answer POST /v1/idle, which reads a body and does nothing with it.", visibility: .hidden))
    var idleDoor = false
}
