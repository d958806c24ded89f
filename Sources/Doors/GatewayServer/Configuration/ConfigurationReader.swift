// Reads the configuration: one YAML file and the environment over the defaults; names the key and the line of whatever is wrong.

import Foundation
import Yams

/// What is wrong with a configuration: the key, where it was written, and what was expected.
public struct ConfigurationFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The key, for instance `listen.port`.
    public var key: String
    /// Where it was written: `file:line`, or the environment variable.
    public var source: String
    /// What is wrong and what was expected.
    public var problem: String

    /// Source, key and problem on one line.
    public var description: String { "\(source): \(key): \(problem)" }
}

/// Reads configurations.
public enum ConfigurationReader {
    /// Overlays the defaults with a YAML text and with environment variables.
    /// - Parameters:
    ///   - yaml: The text of the file; nil where there is none.
    ///   - file: The name of the file, for errors.
    ///   - environment: The environment; only names beginning with `PASSERELLE_` are looked at.
    ///   - base: What to overlay.
    public static func read(
        yaml: String?, file: String, environment: [String: String], over base: GatewayConfiguration = GatewayConfiguration()
    ) throws(ConfigurationFailure) -> GatewayConfiguration {
        var configuration = base
        if let yaml { try overlay(&configuration, yaml: yaml, file: file) }
        try overlay(&configuration, environment: environment)
        return configuration
    }

    private static func overlay(_ configuration: inout GatewayConfiguration, yaml: String, file: String) throws(ConfigurationFailure) {
        let document: Node?
        do {
            document = try Yams.compose(yaml: yaml)
        } catch let error as YamlError {
            throw ConfigurationFailure(key: "(whole file)", source: file, problem: problem(of: error))
        } catch {
            throw ConfigurationFailure(key: "(whole file)", source: file, problem: "not readable as YAML")
        }
        guard let document else { return }
        guard let sections = document.mapping else {
            throw ConfigurationFailure(key: "(whole file)", source: file, problem: "a mapping of sections was expected")
        }
        for (sectionKey, section) in sections {
            let sectionName = sectionKey.string ?? ""
            let source = "\(file):\(sectionKey.mark?.line ?? 1)"
            guard ConfigurationKey.all.contains(where: { $0.name.hasPrefix(sectionName + ".") }) else {
                throw ConfigurationFailure(key: sectionName, source: source, problem: "no such section" + nearest(sectionName, among: sectionNames))
            }
            guard let values = section.mapping else {
                throw ConfigurationFailure(key: sectionName, source: source, problem: "a mapping of keys was expected")
            }
            for (key, value) in values {
                let name = "\(sectionName).\(key.string ?? "")"
                let source = "\(file):\(key.mark?.line ?? 1)"
                guard let known = ConfigurationKey.byName[name] else {
                    throw ConfigurationFailure(key: name, source: source, problem: "no such key" + nearest(name, among: ConfigurationKey.all.map(\.name)))
                }
                guard let scalar = value.scalar else {
                    throw ConfigurationFailure(key: name, source: source, problem: "a single value was expected")
                }
                try set(known, to: scalar.string, in: &configuration, source: source)
            }
        }
    }

    private static func overlay(_ configuration: inout GatewayConfiguration, environment: [String: String]) throws(ConfigurationFailure) {
        let byVariable = Dictionary(uniqueKeysWithValues: ConfigurationKey.all.map { ($0.environmentVariable, $0) })
        for (variable, value) in environment.sorted(by: { $0.key < $1.key }) where variable.hasPrefix("PASSERELLE_") {
            // PASSERELLE_SHARED and the like belong to the project's own tests.
            guard let key = byVariable[variable] else { continue }
            try set(key, to: value, in: &configuration, source: variable)
        }
    }

    private static func set(
        _ key: ConfigurationKey, to value: String, in configuration: inout GatewayConfiguration, source: String
    ) throws(ConfigurationFailure) {
        do {
            try key.read(&configuration, value)
        } catch {
            throw ConfigurationFailure(key: key.name, source: source, problem: "\(error.expected) was expected")
        }
    }

    private static let sectionNames = ConfigurationKey.all.map { String($0.name.prefix { $0 != "." }) }

    /// Offers the known name that shares the longest start, ignoring case.
    private static func nearest(_ name: String, among known: [String]) -> String {
        let written = name.lowercased()
        let best = known.max { left, right in
            left.lowercased().commonPrefix(with: written).count < right.lowercased().commonPrefix(with: written).count
        }
        guard let best, best.lowercased().commonPrefix(with: written).count > 2 else { return "" }
        return "; did you mean \(best)?"
    }

    private static func problem(of error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            "not readable as YAML at line \(mark.line): \(problem)"
        default: "not readable as YAML"
        }
    }
}
