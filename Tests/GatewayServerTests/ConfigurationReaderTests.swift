// What is read of a configuration, and how what is wrong in it is named.

import AuthorTrust
import Foundation
import Testing

@testable import GatewayServer

@Suite struct ConfigurationReaderTests {
    /// A value for each key that is allowed and is not its default.
    private static func otherValue(_ key: ConfigurationKey) -> String {
        switch key.show(GatewayConfiguration()) {
        case "true": "false"
        case "false": "true"
        case "require": "report"
        case "report": "require"
        case "whenPresent": "required"
        case "required": "whenPossible"
        case "4.0": "3.0"
        case "refuse": key.name == "mllp.mailboxes" ? "ignore" : "accept"
        case "off": key.name == "author.responders" ? "hard" : "required"
        case "warn": "refuse"
        case let text where Int(text) != nil && key.name.hasPrefix("identity.") == false: String(Int(text)! + 1)
        default: "text-\(key.name)"
        }
    }

    /// The file in which a key alone stands: a section within a section for each point of its name.
    private static func file(_ key: String, _ value: String) -> String {
        let parts = key.split(separator: ".")
        return parts.enumerated().map { depth, part in
            String(repeating: "  ", count: depth) + part + (depth == parts.count - 1 ? ": \(value)\n" : ":\n")
        }.joined()
    }

    private func read(_ yaml: String?, _ environment: [String: String] = [:]) throws(ConfigurationFailure) -> GatewayConfiguration {
        try ConfigurationReader.read(yaml: yaml, file: "gateway.yaml", environment: environment)
    }

    @Test(arguments: ConfigurationKey.all.map(\.name)) func `every key is read from the file, alone`(name: String) throws {
        let key = try #require(ConfigurationKey.byName[name])
        let configuration = try read(Self.file(name, Self.otherValue(key)))
        for other in ConfigurationKey.all {
            let expected = other.name == name ? Self.otherValue(key) : other.show(GatewayConfiguration())
            #expect(other.show(configuration) == expected)
        }
    }

    @Test(arguments: ConfigurationKey.all.map(\.name)) func `every key is read from the environment, which overrides the file`(name: String) throws {
        let key = try #require(ConfigurationKey.byName[name])
        let configuration = try read(Self.file(name, "\"\(key.show(GatewayConfiguration()))\""), [key.environmentVariable: Self.otherValue(key)])
        #expect(key.show(configuration) == Self.otherValue(key))
    }

    @Test func `an empty file is the defaults`() throws {
        #expect(try read("") == GatewayConfiguration())
        #expect(try read("# nothing but a comment\n") == GatewayConfiguration())
        #expect(try read(nil) == GatewayConfiguration())
    }

    @Test func `a secret is read, and never shown`() throws {
        let configuration = try read("store:\n  assertion:\n    token:\n      pin: \"1234\"\n")
        #expect(configuration.store.assertion.tokenPIN == "1234")
        #expect(ConfigurationKey.byName["store.assertion.token.pin"]?.value(in: configuration) == "(hidden)")
        #expect(ConfigurationKey.all.filter { $0.name.hasSuffix("pin") || $0.name.hasSuffix("password") }.allSatisfy { $0.isSecret })
    }

    @Test func `a mistake in a section within a section is named with its whole path and its line`() {
        let yaml = "store:\n  assertion:\n    policy: required\n    token:\n      modul: x\n"
        do {
            _ = try read(yaml)
            Issue.record("read")
        } catch {
            #expect(error.key == "store.assertion.token.modul" && error.source == "gateway.yaml:5")
            #expect(error.problem.contains("store.assertion.token.module"))
        }
        #expect(throws: ConfigurationFailure.self) { try read("store:\n  assertion: yes\n") }
    }

    @Test func `names of variables do not meet`() {
        #expect(Set(ConfigurationKey.all.map(\.environmentVariable)).count == ConfigurationKey.all.count)
        #expect(ConfigurationKey.byName["store.repositoryURL"]?.environmentVariable == "PASSERELLE_STORE_REPOSITORY_URL")
        #expect(ConfigurationKey.byName["author.acceptsTestProducts"]?.environmentVariable == "PASSERELLE_AUTHOR_ACCEPTS_TEST_PRODUCTS")
    }

    @Test(arguments: [
        ("listen:\n  port: 8443\n  prot: 1\n", "listen.prot", "gateway.yaml:3", "did you mean listen.port?"),
        ("limits:\n\n  bodyByte: 1\n", "limits.bodyByte", "gateway.yaml:3", "did you mean limits.bodyBytes?"),
        ("stroe:\n  parallel: 1\n", "stroe", "gateway.yaml:1", "did you mean store?"),
        ("store:\n  imeoutSeconds: 3\n", "store.imeoutSeconds", "gateway.yaml:2", "did you mean store.timeoutSeconds?"),
    ])
    func `an unknown key is named with its line and the nearest known one`(yaml: String, key: String, source: String, offer: String) {
        let failure = #expect(throws: ConfigurationFailure.self) { try read(yaml) }
        #expect(failure?.key == key && failure?.source == source)
        #expect(failure?.problem.hasSuffix(offer) == true)
    }

    @Test func `a key that is like no other gets no offer`() {
        let failure = #expect(throws: ConfigurationFailure.self) { try read("weather:\n  sun: yes\n") }
        #expect(failure?.problem == "no such section")
    }

    @Test(arguments: [
        ("listen:\n  port: 70000\n", "listen.port", 2, "a whole number from 0 to 65535 was expected"),
        ("listen:\n  port: https\n", "listen.port", 2, "a whole number from 0 to 65535 was expected"),
        ("listen:\n  port:\n", "listen.port", 2, "a whole number from 0 to 65535 was expected"),
        ("listen:\n  port: [1, 2]\n", "listen.port", 2, "a single value was expected"),
        ("author:\n  policy: never\n", "author.policy", 2, "one of require, report, off was expected"),
        ("validation:\n  strict: perhaps\n", "validation.strict", 2, "true or false was expected"),
        ("listen: 8443\n", "listen", 1, "a mapping of keys was expected"),
    ])
    func `a wrong value is named with its key, its line and what was expected`(yaml: String, key: String, line: Int, problem: String) {
        #expect(throws: ConfigurationFailure(key: key, source: "gateway.yaml:\(line)", problem: problem)) { try read(yaml) }
    }

    @Test func `a wrong value of the environment names its variable`() {
        let expected = ConfigurationFailure(
            key: "listen.port", source: "PASSERELLE_LISTEN_PORT", problem: "a whole number from 0 to 65535 was expected")
        #expect(throws: expected) { _ = try read(nil, ["PASSERELLE_LISTEN_PORT": "-1"]) }
    }

    @Test func `a misspelt variable of a section is refused, others of the project are not`() throws {
        let failure = #expect(throws: ConfigurationFailure.self) { try read(nil, ["PASSERELLE_LISTEN_PROT": "1"]) }
        #expect(failure?.key == "PASSERELLE_LISTEN_PROT" && failure?.problem.hasSuffix("did you mean PASSERELLE_LISTEN_PORT?") == true)
        #expect(try read(nil, ["PASSERELLE_SHARED": "/somewhere", "PATH": "/bin"]) == GatewayConfiguration())
    }

    @Test(arguments: ["listen: [\n", "\tlisten:\n", "- listen\n", "listen:\n  port: 1\n  port: 2\n", "just words\n"])
    func `what is no configuration is refused as a whole`(yaml: String) {
        let failure = #expect(throws: ConfigurationFailure.self) { try read(yaml) }
        #expect(failure?.key == "(whole file)" && failure?.source == "gateway.yaml")
    }

    @Test func `a configuration that is printed can be read again`() throws {
        var configuration = GatewayConfiguration()
        configuration.listen.port = 1234
        configuration.author.policy = .report
        configuration.store.assertion.certificates = ["a.pem", "b.pem"]
        let yaml = ConfigurationKey.lines(of: configuration).joined(separator: "\n")
        #expect(try read(yaml) == configuration)
    }
}
