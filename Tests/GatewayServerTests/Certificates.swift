// Certificates that a sandbox does not issue by itself: expired ones, those of others, and clients that show them.

import AuthorTrust
import CredentialChecks
import Delivery
import Foundation
import GatewayServer
import SandboxSupport

extension TestSandbox {
    /// The authority of the sandbox, taken up again.
    func authority() throws -> DevelopmentAuthority {
        let names = ["root.pem", "root.key", "issuing.pem", "issuing.key"]
        return try DevelopmentAuthority(
            files: Dictionary(uniqueKeysWithValues: try names.map { ($0, try String(contentsOf: folder.pki($0), encoding: .utf8)) }))
    }

    /// Keeps a certificate among the others, under a name.
    func keep(_ issued: IssuedCertificate, as name: String) throws {
        try issued.chainPEM.write(to: folder.pki("\(name).pem"), atomically: true, encoding: .utf8)
        try issued.keyPEM().write(to: folder.pki("\(name).key"), atomically: true, encoding: .utf8)
    }

    /// The card of the sandbox's doctor, with a fault.
    func doctor(_ fault: CredentialFault?) throws -> IssuedCertificate {
        try authority().card(
            for: CardHolder(identifier: "899900042179", title: "Médecin", givenName: "HÉLÈNE", surname: "ROUVRAY", profession: 10), now: Date(), fault: fault)
    }
}

/// A client of this gateway that shows the doctor's card of another sandbox, which nobody here trusts.
func stranger(to sandbox: TestSandbox, from other: TestSandbox) -> StoreConnection {
    StoreConnection(
        StoreConnectionSettings(
            clientCertificate: .file(other.folder.pki("doctor.pem").path), clientKey: .file(other.folder.pki("doctor.key").path),
            authorities: .file(sandbox.folder.pki("authorities.pem").path)))
}

/// Opens a gateway, runs a test with it and closes it.
func withGateway(
    _ change: (inout GatewayConfiguration) -> Void = { _ in }, _ test: (RunningGateway) async throws -> Void
) async throws {
    let gateway = try await TestSandbox().startGateway(change)
    try await test(gateway)
    try await gateway.services.stop()
}
