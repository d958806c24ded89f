// The rule packs of a configuration: one, several, none, and what is wrong with them.

import Foundation
import Testing

@testable import GatewayServer

@Suite struct PackConfigurationTests {
    private func read(_ yaml: String) throws(ConfigurationFailure) -> GatewayConfiguration {
        try ConfigurationReader.read(yaml: yaml, file: "gateway.yaml", environment: [:])
    }

    @Test func `packs are named in a list, after commas, or alone`() throws {
        #expect(try read("packs:\n  use: ans").packs.use == ["ans"])
        #expect(try read("packs:\n  use: ans@2025.01, own@1").packs.use == ["ans@2025.01", "own@1"])
        #expect(try read("packs:\n  use:\n    - ans@2025.01\n    - own").packs.use == ["ans@2025.01", "own"])
        #expect(try read("packs:\n  use: []").packs.use.isEmpty)
        #expect(try read("packs:\n  folder: /srv/packs").packs.folder == "/srv/packs")
    }

    @Test func `a list where one value belongs, or of more than names, is refused with its line`() {
        #expect(throws: ConfigurationFailure(key: "packs.folder", source: "gateway.yaml:2", problem: "a single value was expected")) {
            try read("packs:\n  folder: [a, b]")
        }
        #expect(throws: ConfigurationFailure(key: "packs.use", source: "gateway.yaml:2", problem: "a list was expected")) {
            try read("packs:\n  use: [a, [b]]")
        }
    }

    @Test func `undecided documents are refused unless the configuration accepts them`() throws {
        #expect(try read("").validation.undecided == .refuse)
        #expect(try read("validation:\n  undecided: accept").validation.undecided == .accept)
        #expect(throws: ConfigurationFailure.self) { try read("validation:\n  undecided: perhaps") }
    }
}
