// Credentials explained without a gateway: those of a sandbox, right ones and with a fault.

import Foundation
import GatewayServer
import SandboxSupport
import Testing

@Suite(.enabled(if: BuiltProgram.path != nil, "needs the built program")) struct CredentialsCheckTests {
    private static let document = "Samples/accepted/report-consultation.xml"

    /// Issues a credential of the doctor; gives the first file.
    private func issue(_ form: String, _ sandbox: TestSandbox, _ further: [String] = []) async throws -> String {
        let folder = sandbox.folder.root.path
        let run = try await BuiltProgram.run(
            ["sandbox", "credential", "doctor", "--sandbox", folder, "--out", folder + "/issued", "--form", form]
                + (form == "assertion" ? ["--document", Self.document] : []) + further)
        #expect(run.code == 0, "\(run.complaints)")
        return try #require(run.output.split(separator: "\n").first.map(String.init))
    }

    private func check(_ sandbox: TestSandbox, _ arguments: [String]) async throws -> ProgramRun {
        try await BuiltProgram.run(["credentials", "check", "--sandbox", sandbox.folder.root.path, "--document", Self.document] + arguments)
    }

    @Test func `certificate, assertion and token of one person hold, every check told`() async throws {
        let sandbox = try TestSandbox()
        let (assertion, token) = (try await issue("assertion", sandbox), try await issue("token", sandbox))
        let run = try await check(sandbox, ["--cert", sandbox.folder.pki("doctor.pem").path, "--assertion", assertion, "--token", token])
        #expect(run.code == 0, "\(run.output)")
        for told in ["passed     certificate.authority", "passed     assertion.signature", "passed     token.proof", "passed     author.one-person"] {
            #expect(run.output.contains(told))
        }
        #expect(run.output.hasSuffix("accepted (899900042179)\n"))
    }

    @Test(arguments: [
        ("certificate", "expired", "certificate.expired", "notAfter"),
        ("assertion", "other-patient", "assertion.other-patient", "urn:oasis:names:tc:xacml:2.0:resource:resource-id"),
        ("token", "otherAudience", "token.audience", "aud"),
    ])
    func `a fault is told with code, field, hint and the exit code 1`(form: String, fault: String, code: String, field: String) async throws {
        let sandbox = try TestSandbox()
        let file = try await issue(form, sandbox, ["--fault", fault])
        let option = form == "certificate" ? "--cert" : "--\(form)"
        let run = try await check(sandbox, [option, file, "--format", "json"])
        #expect(run.code == 1)
        let told = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(told["verdict"] as? String == "refused")
        let failed = try #require((told["checks"] as? [[String: Any]])?.first { $0["outcome"] as? String == "failed" })
        #expect(failed["code"] as? String == code && failed["field"] as? String == field)
        let hint = try #require(failed["hint"] as? [String: String])
        let french = try await check(sandbox, [option, file, "--lang", "fr"])
        let words = try #require(hint["fr"])
        #expect(french.output.contains("ÉCHEC      \(code)") && french.output.contains(words) && french.output.contains("refusé"))
    }

    @Test func `at another moment another verdict`() async throws {
        let sandbox = try TestSandbox()
        let run = try await check(sandbox, ["--cert", sandbox.folder.pki("doctor.pem").path, "--at", "2001-01-01T00:00:00Z"])
        #expect(run.code == 1 && run.output.contains("certificate.not-yet-valid"))
    }

    @Test func `a wrong line of arguments is told`() async throws {
        let sandbox = try TestSandbox()
        #expect(try await check(sandbox, []).code == 2)
        #expect(try await check(sandbox, ["--token", "no-such-file"]).code == 2)
        let folder = sandbox.folder.root.path
        let unknown = try await BuiltProgram.run(["sandbox", "credential", "doctor", "--sandbox", folder, "--form", "token", "--fault", "nonsense"])
        #expect(unknown.code == 2 && unknown.complaints.contains("otherAudience"))
        #expect(try await BuiltProgram.run(["sandbox", "credential", "hospital", "--sandbox", folder, "--form", "token"]).code == 2)
        #expect(try await BuiltProgram.run(["sandbox", "credential", "doctor", "--sandbox", folder, "--form", "assertion"]).code == 2)
    }
}
