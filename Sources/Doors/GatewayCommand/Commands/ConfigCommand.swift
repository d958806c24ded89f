// `passerelle config`: the effective configuration, and every key there is.

import ArgumentParser
import Foundation
import GatewayServer

/// Shows configurations.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show the configuration.", subcommands: [Print.self, Keys.self], defaultSubcommand: Print.self)

    /// Prints the effective configuration.
    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the effective configuration: defaults, file, environment.")

        @OptionGroup var source: ConfigurationOptions

        func run() async throws {
            let configuration = try source.read()
            for line in ConfigurationKey.lines(of: configuration) { Terminal.say(line) }
        }
    }

    /// Lists every key.
    struct Keys: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every key: its meaning, its default, its environment variable.")

        func run() async throws {
            let defaults = GatewayConfiguration()
            for key in ConfigurationKey.all {
                let value = key.value(in: defaults)
                Terminal.say("\(key.name)  (\(key.environmentVariable); default \(value.isEmpty ? "none" : value))\n    \(key.meaning)")
            }
        }
    }
}

/// Where the configuration comes from.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: "The YAML file; environment variables override it.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String?

    /// The effective configuration.
    func read() throws -> GatewayConfiguration {
        var yaml: String?
        if let file {
            guard let data = FileManager.default.contents(atPath: file), let text = String(data: data, encoding: .utf8) else {
                throw ProgramExit.configuration("\(file): no such file, or it is not UTF-8")
            }
            yaml = text
        }
        return try ConfigurationReader.read(yaml: yaml, file: file ?? "", environment: ProcessInfo.processInfo.environment)
    }
}
