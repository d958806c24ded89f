// What becomes of a sender whose certificate is revoked while the gateway runs: by a list, and by a responder.

import AuthorTrust
import CredentialChecks
import Delivery
import Foundation
import GatewayServer
import SandboxSupport
import Testing

@Suite struct RevocationDoorTests {
    private let identity = SandboxIdentity.everybody.first { $0.name == "nurse" }!

    /// Issues the nurse's card beside the sandbox's own certificates.
    private func issue(_ gateway: RunningGateway, fault: CredentialFault? = nil, responder: String? = nil) throws -> Certificate {
        let files = try gateway.sandbox.folder.issueCredential(
            for: identity, use: .authentication, fault: fault, responder: responder, into: gateway.sandbox.folder.pki(""), now: Date())
        return try Certificate.chain(pem: String(contentsOf: files[0], encoding: .utf8))[0]
    }

    /// Puts a certificate on the sandbox's list, and waits until the gateway has read it.
    private func revoke(_ certificate: Certificate, _ gateway: RunningGateway) async throws {
        let text = try gateway.sandbox.authority().revocationLists(revoking: [certificate], now: Date(), number: 99)
        try Data(text.utf8).write(to: gateway.sandbox.folder.pki("revoked.crl"), options: .atomic)
        try await eventually("the list is read") {
            let trust = try await gateway.get("/health/ready", as: nil).json["trust"] as? [String: Any]
            return (trust?["revocationLists"] as? [[String: Any]] ?? []).contains { $0["entries"] as? Int == 1 }
        }
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `a resumed connection from a card revoked meanwhile is refused`(version: String) async throws {
        try await withGateway { gateway in
            let card = try issue(gateway)
            let session = gateway.sandbox.folder.root.appending(path: "nurse.session").path
            let first = try await OpenSSLClient.get("/v1/submissions", gateway, as: "nurse", [version, "-sess_out", session])
            #expect(first.contains("200 OK"))
            try await revoke(card, gateway)
            let resumed = try await OpenSSLClient.get("/v1/submissions", gateway, as: "nurse", [version, "-sess_in", session])
            #expect(resumed.contains("Reused, "), "the session was resumed")
            #expect(resumed.contains("403") && resumed.contains("certificate.revoked") && resumed.contains("serialNumber"))
            #expect(try await gateway.get("/v1/submissions", as: "doctor").status == 200, "another card is not concerned")
        }
    }

    @Test func `a damaged list leaves the former one in force`() async throws {
        try await withGateway { gateway in
            try await revoke(issue(gateway), gateway)
            try Data("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n".utf8).write(to: gateway.sandbox.folder.pki("revoked.crl"))
            try await eventually("the fault is told") {
                let trust = try await gateway.get("/health/ready", as: nil).json["trust"] as? [String: Any]
                return trust?["faults"] as? [String] == ["crl.unreadable"]
            }
            #expect(try await gateway.get("/v1/submissions", as: "nurse").status == 403)
            #expect(try await gateway.get("/v1/submissions", as: "doctor").status == 200)
        }
    }

    @Test(arguments: [
        (CredentialFault.expired, "certificate.expired", "notAfter"), (.notYetValid, "certificate.not-yet-valid", "notBefore"),
        (.wrongPurpose, "certificate.wrong-purpose", "extendedKeyUsage"), (.weakDigest, "certificate.digest-too-weak", "signatureAlgorithm"),
        (.doubledExtension, "certificate.duplicate-extension", "extensions"), (.unknownAuthority, "certificate.untrusted-issuer", "issuer"),
        (.weakKey, "certificate.key-too-weak", "subjectPublicKeyInfo"), (.revoked, "certificate.revoked", "serialNumber"),
    ])
    func `each fault is told at its field in a conversation over TLS`(fault: CredentialFault, code: String, field: String) async throws {
        try await withGateway { gateway in
            let card = try issue(gateway, fault: fault)
            if fault == .revoked { try await revoke(card, gateway) }
            let name = "nurse-\(fault.rawValue)"
            let said = try await OpenSSLClient.get("/v1/submissions", gateway, as: name, ["-cipher", "DEFAULT@SECLEVEL=0", "-tls1_2"])
            #expect(said.contains("403") && said.contains("\"\(code)\"") && said.contains("\"\(field)\""), "\(said.suffix(600))")
        }
    }

    @Test func `readiness tells the switches that are on and the age of the lists`() async throws {
        try await withGateway {
            $0.author.acceptsSHA1Signatures = true
        } _: { gateway in
            let ready = try await gateway.get("/health/ready", as: nil).json
            let trust = try #require(ready["trust"] as? [String: Any])
            #expect(trust["switches"] as? [String] == ["author.acceptsTestProducts", "author.acceptsSHA1Signatures"])
            let lists = try #require(trust["revocationLists"] as? [[String: Any]])
            #expect(lists.count == 2 && lists.allSatisfy { ($0["ageSeconds"] as? Int ?? -1) >= 0 && $0["isInForce"] as? Bool == true })
        }
    }

    @Test func `a gateway that requires lists does not start without them, and names the key`() async throws {
        await #expect(throws: ConfigurationFailure.self) {
            try await withGateway {
                $0.author.revocationLists = ""
            } _: { _ in
            }
        }
        await #expect(throws: ConfigurationFailure.self) {
            try await withGateway {
                $0.author.revocationLists = "/nowhere/list.crl"
            } _: { _ in
            }
        }
    }

    @Test(arguments: [ResponderUse.soft, .hard])
    func `a responder that hangs costs its deadline, and then what the configuration says`(use: ResponderUse) async throws {
        let silent = try SilentDoor()
        try await withGateway {
            $0.author.responders = use
            $0.author.responderSeconds = 1
        } _: { gateway in
            _ = try issue(gateway, responder: "http://127.0.0.1:\(silent.port)/ocsp")
            let answer = try await gateway.get("/v1/submissions", as: "nurse")
            #expect(answer.status == (use == .soft ? 200 : 403))
            if use == .hard { #expect(String(decoding: answer.body, as: UTF8.self).contains("certificate.status-unavailable")) }
            // The responder is left alone for a while: the second question costs nothing.
            #expect(try await gateway.get("/v1/submissions", as: "nurse").status == answer.status)
            #expect(silent.callers == 1)
        }
    }

    @Test(arguments: [false, true])
    func `a real responder decides`(isRevoked: Bool) async throws {
        try await withGateway {
            $0.author.responders = .hard
            $0.author.responderSeconds = 10
        } _: { gateway in
            let responder = try RealResponder(gateway)
            defer { responder.stop() }
            let card = try issue(gateway, responder: "http://127.0.0.1:\(responder.port)")
            try await responder.start(about: card, isRevoked: isRevoked)
            let answer = try await gateway.get("/v1/submissions", as: "nurse")
            #expect(answer.status == (isRevoked ? 403 : 200), "\(String(decoding: answer.body, as: UTF8.self))")
            if isRevoked { #expect(String(decoding: answer.body, as: UTF8.self).contains("certificate.revoked")) }
        }
    }

    @Test func `where the first responder cannot be reached, the next one named is asked`() async throws {
        try await withGateway {
            $0.author.responders = .hard
            $0.author.responderSeconds = 10
        } _: { gateway in
            let responder = try RealResponder(gateway)
            defer { responder.stop() }
            // Nobody listens at the discard port.
            let card = try issue(gateway, responder: "http://127.0.0.1:9/ocsp http://127.0.0.1:\(responder.port)")
            try await responder.start(about: card, isRevoked: false)
            #expect(try await gateway.get("/v1/submissions", as: "nurse").status == 200)
        }
    }
}
