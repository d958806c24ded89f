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
            try overlay(&configuration, section: section, named: sectionName, file: file, source: source)
        }
    }

    /// Reads the keys of a section, and the sections within it.
    private static func overlay(
        _ configuration: inout GatewayConfiguration, section: Node, named sectionName: String, file: String, source: String
    ) throws(ConfigurationFailure) {
        guard let values = section.mapping else {
            throw ConfigurationFailure(key: sectionName, source: source, problem: "a mapping of keys was expected")
        }
        for (key, value) in values {
            let name = "\(sectionName).\(key.string ?? "")"
            let source = "\(file):\(key.mark?.line ?? 1)"
            if ConfigurationKey.all.contains(where: { $0.name.hasPrefix(name + ".") }) {
                try overlay(&configuration, section: value, named: name, file: file, source: source)
                continue
            }
            guard let known = ConfigurationKey.byName[name] else {
                throw ConfigurationFailure(key: name, source: source, problem: "no such key" + nearest(name, among: ConfigurationKey.all.map(\.name)))
            }
            guard let written = value.scalar?.string ?? (known.isList ? list(value) : nil) else {
                throw ConfigurationFailure(key: name, source: source, problem: known.isList ? "a list was expected" : "a single value was expected")
            }
            try set(known, to: written, in: &configuration, source: source)
        }
    }

    /// A list of single values, as it would be written after commas.
    private static func list(_ value: Node) -> String? {
        guard let items = value.sequence else { return nil }
        let words = items.compactMap { $0.scalar?.string }
        return words.count == items.count ? words.joined(separator: ",") : nil
    }

    private static func overlay(_ configuration: inout GatewayConfiguration, environment: [String: String]) throws(ConfigurationFailure) {
        let byVariable = Dictionary(uniqueKeysWithValues: ConfigurationKey.all.map { ($0.environmentVariable, $0) })
        for (variable, value) in environment.sorted(by: { $0.key < $1.key }) where variable.hasPrefix("PASSERELLE_") {
            guard let key = byVariable[variable] else {
                // PASSERELLE_SHARED and the like belong to the project's own tests; what begins as a section does is meant for us.
                guard sectionNames.contains(where: { variable.hasPrefix("PASSERELLE_\($0.uppercased())_") }) else { continue }
                throw ConfigurationFailure(key: variable, source: "environment", problem: "no such key" + nearest(variable, among: Array(byVariable.keys)))
            }
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

    /// Offers the known name that takes the fewest letters to mend, if that is a slip and not another word.
    private static func nearest(_ name: String, among known: [String]) -> String {
        let written = Array(name.lowercased().utf8)
        let best = Set(known).map { (name: $0, steps: steps(from: written, to: Array($0.lowercased().utf8))) }.min { ($0.steps, $0.name) < ($1.steps, $1.name) }
        guard let best, best.steps <= max(2, written.count / 4) else { return "" }
        return "; did you mean \(best.name)?"
    }

    /// How many letters must be put in, left out or changed (Levenshtein).
    private static func steps(from written: [UInt8], to known: [UInt8]) -> Int {
        var row = Array(0...known.count)
        for (line, letter) in written.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in known.indices {
                let changed = diagonal + (known[column] == letter ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, row[column] + 1, diagonal + 1)
            }
        }
        return row[known.count]
    }

    private static func problem(of error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            "not readable as YAML at line \(mark.line): \(problem)"
        case .duplicatedKeysInMapping(let keys, _): "a key stands twice: \(keys.joined(separator: ", "))"
        default: "not readable as YAML"
        }
    }
}
