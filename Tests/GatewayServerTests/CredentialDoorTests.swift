// Who comes in at the HTTPS door, and what those are told who do not.

import AuthorTrust
import CredentialChecks
import Delivery
import Foundation
import GatewayServer
import Journal
import SandboxSupport
import Testing

@Suite struct CredentialDoorTests {
    private func count(_ gateway: RunningGateway) async throws -> Int {
        try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 500).passages.count }
    }

    private func checks(_ answer: Delivery.StoreAnswer) -> [[String: Any]] { answer.json["checks"] as? [[String: Any]] ?? [] }

    @Test func `without a certificate the answer is 401 and says what is missing`() async throws {
        try await withGateway { gateway in
            let answer = try await gateway.submit(SampleDocuments.consultation(), as: nil)
            #expect(answer.status == 401 && answer.contentType == "application/problem+json")
            #expect(answer.code == "credential.missing")
            #expect((answer.json["detail"] as? String)?.lowercased().contains("certificate") == true)
            #expect(answer.fields["www-authenticate"]?.hasPrefix("ClientCertificate") == true)
            #expect(try await count(gateway) == 0)
            #expect(try await gateway.get("/v1/submissions", as: nil).status == 401)
        }
    }

    @Test func `a certificate of an unknown authority is answered 403, named, and nothing is kept`() async throws {
        let other = try TestSandbox()
        try await withGateway { gateway in
            let client = stranger(to: gateway.sandbox, from: other)
            for path in ["/v1/documents", "/v1/validate"] {
                let answer = try await client.send(
                    StoreRequest(url: gateway.url(path), contentType: "application/xml", body: [SampleDocuments.consultation()]))
                #expect(answer.status == 403 && answer.code == "credential.refused")
                let check = try #require(checks(answer).first)
                #expect(check["field"] as? String == "issuer" && (check["code"] as? String)?.hasPrefix("certificate.") == true)
                #expect(check["expected"] != nil && check["received"] != nil)
                #expect(answer.json["submission"] == nil)
            }
            #expect(try await client.send(.question(gateway.url("/v1/submissions"))).status == 403)
            #expect(try await count(gateway) == 0)
        }
    }

    @Test(arguments: [
        (CredentialFault.expired, "certificate.expired", "notAfter"), (.notYetValid, "certificate.not-yet-valid", "notBefore"),
        (.wrongPurpose, "certificate.wrong-purpose", "extendedKeyUsage"),
    ])
    func `a faulty certificate is answered 403 with its field, what was expected and what came`(fault: CredentialFault, code: String, field: String)
        async throws
    {
        try await withGateway { gateway in
            try gateway.sandbox.keep(gateway.sandbox.doctor(fault), as: "faulty")
            let answer = try await gateway.submit(SampleDocuments.consultation(), as: "faulty")
            #expect(answer.status == 403)
            let check = try #require(checks(answer).first { $0["field"] as? String == field })
            #expect(check["code"] as? String == code)
            #expect(check["expected"] != nil && check["received"] != nil)
            #expect(try await count(gateway) == 0)
        }
    }

    @Test func `a test product is answered 403 where none is accepted`() async throws {
        try await withGateway {
            $0.author.acceptsTestProducts = false
        } _: { gateway in
            let answer = try await gateway.submit(SampleDocuments.consultation(), as: "doctor")
            #expect(answer.status == 403 && checks(answer).contains { ($0["code"] as? String)?.contains("product") == true })
        }
    }

    @Test func `another author's document is answered 403 with the field, who was expected and who came`() async throws {
        try await withGateway { gateway in
            let answer = try await gateway.submit(SampleDocuments.consultation(), as: "radiologist")
            #expect(answer.status == 403)
            let check = try #require(checks(answer).first)
            #expect(check["field"] as? String == "subject.CN" && check["received"] as? String == "899900043052")
            #expect((check["expected"] as? String)?.contains("899900042179") == true)
            // The refusal is written down, and its sender may look it up.
            let receipt = try #require(answer.json["submission"] as? String)
            #expect(try await gateway.get("/v1/submissions/\(receipt)", as: "radiologist").json["state"] as? String == "refused")
        }
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `a resumed session stands for the certificate that it was made with, and for no other`(version: String) async throws {
        try await withGateway { gateway in
            #expect(try await gateway.submit(SampleDocuments.consultation(), as: "doctor").status == 202)
            let session = gateway.sandbox.folder.root.appending(path: "session.pem").path
            let first = try await OpenSSLClient.get("/v1/submissions", gateway, as: "doctor", [version, "-sess_out", session])
            #expect(first.contains("200 OK") && first.contains("2.25."))
            let resumed = try await OpenSSLClient.get("/v1/submissions", gateway, as: "pharmacist", [version, "-sess_in", session])
            // Either the session holds and is the doctor's, or the handshake is made anew and it is the pharmacist, who has sent nothing.
            let isDoctor = resumed.contains("Reused, ")
            #expect(resumed.contains("200 OK") && resumed.contains("\"2.25.") == isDoctor)
            let nobody = try await OpenSSLClient.get("/v1/submissions", gateway, as: nil, [version])
            #expect(nobody.contains("401"))
        }
    }

    @Test func `a resumed session does not outlive its certificate`() async throws {
        try await withGateway { gateway in
            let authority = try gateway.sandbox.authority()
            let end = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 4).rounded())
            var request = CertificateShape.doctor(until: end)
            request.extensions = try gateway.sandbox.doctor(nil).certificate.extensions.filter { $0.type.hasPrefix("1.2.250.") }
            try gateway.sandbox.keep(authority.issue(request), as: "brief")
            let session = gateway.sandbox.folder.root.appending(path: "brief.session").path
            let first = try await OpenSSLClient.get("/v1/submissions", gateway, as: "brief", ["-tls1_2", "-sess_out", session])
            #expect(first.contains("200 OK"))
            try await eventually("the certificate ends") { Date() > end + 1 }
            let resumed = try await OpenSSLClient.get("/v1/submissions", gateway, as: "brief", ["-tls1_2", "-sess_in", session])
            #expect(resumed.contains("403") && resumed.contains("certificate.expired"))
        }
    }
}
