// What keeps a gateway from writing assertions is told at its start, by the key of the configuration.

import AuthorTrust
import Foundation
import Gateway
import SandboxSupport
import Testing

@testable import GatewayServer

@Suite struct StoreAssertionConfigurationTests {
    private let sandbox: TestSandbox
    private let configuration: GatewayConfiguration

    init() throws {
        sandbox = try TestSandbox()
        var configuration = try sandbox.configuration()
        configuration.store.assertion.certificates = [sandbox.folder.pki("seal-1990780017.pem").path]
        configuration.store.assertion.keys = [sandbox.folder.pki("seal-1990780017.key").path]
        self.configuration = configuration
    }

    private func fault(_ change: (inout GatewayConfiguration.StoreAssertion) -> Void) throws -> ConfigurationFailure? {
        var changed = configuration
        change(&changed.store.assertion)
        do {
            _ = try GatewayRuntime.recordAssertions(changed)
            return nil
        } catch let failure as ConfigurationFailure {
            return failure
        }
    }

    @Test func `a sandbox signs for every structure of its samples`() throws {
        let assertions = try #require(try GatewayRuntime.recordAssertions(sandbox.configuration()))
        #expect(Set(assertions.structures) == ["1990780017", "318003502400041", "499900042179001", "399900041700017", "1990020349"])
        #expect(!assertions.isRequired)
    }

    @Test func `without a certificate, and switched off, nothing is written`() throws {
        var changed = configuration
        changed.store.assertion.certificates = []
        #expect(try GatewayRuntime.recordAssertions(changed) == nil)
        changed = configuration
        changed.store.assertion.policy = .off
        changed.store.assertion.homologation = ""
        #expect(try GatewayRuntime.recordAssertions(changed) == nil)
        #expect(try GatewayRuntime.recordAssertions(configuration)?.structures == ["1990780017"])
        #expect(GatewayConfiguration().store.assertion.policy == .required)
    }

    @Test func `each mistake names its key`() throws {
        let pki = { sandbox.folder.pki($0).path }
        let faults: [(String, (inout GatewayConfiguration.StoreAssertion) -> Void)] = [
            ("store.assertion.software.homologation", { $0.homologation = "" }), ("store.assertion.software.name", { $0.softwareName = "" }),
            ("store.assertion.software.version", { $0.softwareVersion = "" }), ("store.assertion.sector", { $0.sector = "SA99999" }),
            ("store.assertion.certificates", { $0.certificates = ["/nowhere.pem"] }),
            ("store.assertion.certificates", { $0.certificates = [pki("doctor.key")] }),
            ("store.assertion.certificates", { ($0.certificates, $0.keys) = ([pki("hospital.pem")], [pki("hospital.key")]) }),
            ("store.assertion.certificates", { ($0.certificates, $0.keys) = ([pki("gateway-client.pem")], [pki("gateway-client.key")]) }),
            ("store.assertion.certificates", { ($0.certificates, $0.keys) = ([$0.certificates[0], $0.certificates[0]], [$0.keys[0], $0.keys[0]]) }),
            ("store.assertion.keys", { $0.keys = [] }), ("store.assertion.keys", { $0.keys = ["/nowhere.key"] }),
            ("store.assertion.keys", { $0.keys = [pki("doctor.key")] }), ("store.assertion.keys", { $0.keys = [pki("doctor.pem")] }),
            ("store.assertion.keys", { ($0.tokenModule, $0.tokenURI) = ("/nowhere.so", "pkcs11:object=a") }),
            ("store.assertion.token.module", { ($0.keys, $0.tokenModule, $0.tokenURI) = ([], "/nowhere.so", "pkcs11:object=a") }),
            ("store.assertion.token.uri", { ($0.keys, $0.tokenModule, $0.tokenURI) = ([], pki("doctor.pem"), "object=a") }),
            ("store.assertion.token.uri", { ($0.keys, $0.tokenModule, $0.tokenURI) = ([], pki("doctor.pem"), "pkcs11:object=a;pin-value=1") }),
            (
                "store.assertion.certificates",
                { ($0.certificates, $0.keys, $0.tokenURI) = ([$0.certificates[0], $0.certificates[0]], [], "pkcs11:object=a") }
            ),
        ]
        for (index, (key, change)) in faults.enumerated() {
            let fault = try #require(try fault(change), "\(index)")
            #expect(fault.key == key, "\(index): \(fault)")
            #expect(!"\(fault)".contains("PRIVATE"))
        }
    }

    @Test func `a gateway whose key cannot be used does not start`() throws {
        var changed = configuration
        changed.store.assertion.keys = [sandbox.folder.pki("doctor.key").path]
        #expect(throws: ConfigurationFailure.self) { try GatewayRuntime(changed, logger: quiet) }
    }
}
