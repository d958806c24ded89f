// Tokens and assertions at the HTTPS door, and what the readiness page tells of them.

import AuthorTrust
import CDADocuments
import CredentialChecks
import Delivery
import Foundation
import GatewayServer
import Journal
import SandboxSupport
import Testing

@Suite struct SenderDoorTests {
    private let doctor = SandboxIdentity.everybody.first { $0.name == "doctor" }!

    private func checks(_ answer: Delivery.StoreAnswer) -> [[String: Any]] { answer.json["checks"] as? [[String: Any]] ?? [] }

    private func bearer(_ gateway: RunningGateway, _ fault: TokenDefect? = nil) throws -> (name: String, value: String) {
        let token = try gateway.sandbox.folder.issueToken(for: doctor, structures: [], certificate: nil, fault: fault, now: Date())
        let made = try #require(token)
        return ("Authorization", "Bearer " + made)
    }

    private func saml(_ gateway: RunningGateway, _ bytes: [UInt8], _ fault: AssertionFault? = nil) throws -> (name: String, value: String) {
        let document = try CDADocument.read(bytes).get()
        let made = try gateway.sandbox.folder.issueAssertion(for: doctor, mode: .direct, document: document, fault: fault, now: Date())
        let bytes = try #require(made)
        return ("Authorization", "SAML " + Data(bytes).base64EncodedString())
    }

    @Test func `certificate, assertion and token of one person are accepted, and the receipt names the person`() async throws {
        try await withGateway { gateway in
            let bytes = try SampleDocuments.consultation()
            let answer = try await gateway.submit(bytes, as: "doctor", fields: [try bearer(gateway), try saml(gateway, bytes)])
            #expect(answer.status == 202, "\(answer.json)")
            let record = try await gateway.get("/v1/submissions/\(answer.receipt ?? "")", as: "doctor")
            let author = try #require(record.json["author"] as? [String: Any])
            #expect(author["trusted"] as? Bool == true && author["identity"] as? String == "899900042179")
        }
    }

    @Test func `a faulty token is answered 403 before the body is read, and nothing is kept`() async throws {
        try await withGateway { gateway in
            let answer = try await gateway.submit(SampleDocuments.consultation(), as: "doctor", fields: [try bearer(gateway, .otherAudience)])
            #expect(answer.status == 403 && checks(answer).first?["code"] as? String == "token.audience" && checks(answer).first?["field"] as? String == "aud")
            #expect(answer.json["submission"] == nil)
            for path in ["/v1/documents", "/v1/validate"] {
                let request = try StoreRequest(
                    url: gateway.url(path), contentType: "application/xml", fields: [try bearer(gateway, .expired)], body: [SampleDocuments.consultation()])
                #expect(try await gateway.sandbox.client("doctor").send(request).status == 403)
            }
            let kept = try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 10).passages.count }
            #expect(kept == 0)
        }
    }

    @Test func `a faulty assertion is answered 403, and the refusal is written down`() async throws {
        try await withGateway { gateway in
            let bytes = try SampleDocuments.consultation()
            let answer = try await gateway.submit(bytes, as: "doctor", fields: [try saml(gateway, bytes, .otherPatient)])
            #expect(answer.status == 403 && checks(answer).first?["code"] as? String == "assertion.other-patient")
            let receipt = try #require(answer.json["submission"] as? String)
            #expect(try await gateway.get("/v1/submissions/\(receipt)", as: "doctor").json["state"] as? String == "refused")
        }
    }

    @Test func `an assertion that cannot be decoded is refused, and so are two tokens`() async throws {
        try await withGateway { gateway in
            let bytes = try SampleDocuments.consultation()
            let undecodable = try await gateway.submit(bytes, as: "doctor", fields: [("Authorization", "SAML ?")])
            #expect(undecodable.status == 403 && checks(undecodable).first?["code"] as? String == "assertion.unreadable")
            let two = try await gateway.submit(bytes, as: "doctor", fields: [try bearer(gateway), try bearer(gateway)])
            #expect(two.status == 403 && checks(two).first?["code"] as? String == "token.parts")
        }
    }

    @Test func `a required token that is missing is refused, and one that is not asked for refuses nobody`() async throws {
        try await withGateway {
            $0.token.policy = .required
        } _: { gateway in
            let answer = try await gateway.submit(SampleDocuments.consultation(), as: "doctor")
            #expect(answer.status == 403 && checks(answer).first?["code"] as? String == "token.absent")
        }
        try await withGateway {
            $0.token.policy = .off
        } _: { gateway in
            let answer = try await gateway.submit(SampleDocuments.consultation(), as: "doctor", fields: [try bearer(gateway, .expired)])
            #expect(answer.status == 202)
        }
    }

    @Test func `keys that cannot be had are told, to the sender and on the readiness page`() async throws {
        try await withGateway {
            // Nothing listens there: port 1 of loopback.
            $0.token.keySet = "https://localhost:1/keys"
            $0.token.authorities = $0.author.authorities
        } _: { gateway in
            let answer = try await gateway.submit(SampleDocuments.consultation(), as: "doctor", fields: [try bearer(gateway)])
            #expect(answer.status == 403 && checks(answer).first?["code"] as? String == "token.keys-unavailable")
            let trust = try await gateway.get("/health/ready", as: nil).json["trust"] as? [String: Any]
            let keySet = try #require(trust?["keySet"] as? [String: Any])
            #expect(keySet["keys"] as? Int == 0 && keySet["fault"] as? String == "keys.unreachable")
        }
    }

    @Test func `the keys in use are shown on the readiness page`() async throws {
        try await withGateway { gateway in
            let answer = try await gateway.submit(SampleDocuments.consultation(), as: "doctor", fields: [try bearer(gateway)])
            #expect(answer.status == 202)
            let trust = try await gateway.get("/health/ready", as: nil).json["trust"] as? [String: Any]
            #expect((trust?["keySet"] as? [String: Any])?["keys"] as? Int == 1)
        }
    }

    @Test func `the switch for assertions signed by SHA-1 is shown`() async throws {
        try await withGateway {
            $0.assertion.acceptsSHA1Signatures = true
        } _: { gateway in
            let trust = try await gateway.get("/health/ready", as: nil).json["trust"] as? [String: Any]
            #expect((trust?["switches"] as? [String])?.contains("assertion.acceptsSHA1Signatures") == true)
        }
    }

    @Test(
        arguments: [
            ("token.audiences", { @Sendable in $0.token.audiences = [] }), ("token.algorithms", { $0.token.algorithms = ["HS256"] }),
            ("token.keySet", { $0.token.keySet = "http://localhost/keys" }), ("token.leastAssurance", { $0.token.leastAssurance = "high" }),
            (
                "token.issuer",
                {
                    $0.token.issuer = ""
                    $0.token.policy = .required
                }
            ), ("directory.file", { $0.directory.policy = .require }), ("directory.file", { $0.directory.file = "/nowhere" }),
        ] as [(String, @Sendable (inout GatewayConfiguration) -> Void)])
    func `a mistake in the configuration is told by its key`(key: String, change: @Sendable (inout GatewayConfiguration) -> Void) async throws {
        let sandbox = try TestSandbox()
        var configuration = try sandbox.configuration()
        change(&configuration)
        #expect {
            _ = try GatewayRuntime(configuration, logger: quiet)
        } throws: { ($0 as? ConfigurationFailure)?.key == key }
    }
}
