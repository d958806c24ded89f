// Messages sent by the program to a gateway, and what it tells of the answers.

import AuthorTrust
import Foundation
import GatewayServer
import HL7v2Messages
import Journal
import SandboxSupport
import Testing

@Suite(.enabled(if: BuiltProgram.path != nil, "needs the built program")) struct HL7SendTests {
    private static let accepted = ["radiology-new", "laboratory-new", "hospital-admission-without-opposition"].map { "Samples/messages/accepted/\($0).hl7" }
    private static let refused = "Samples/messages/refused/another-patients-document.hl7"

    private struct Answer: Decodable {
        struct Fault: Decodable { var place: String?, condition: String?, application: String?, text: String? }
        var file: String, controlId: String?, answer: String?, failure: String?
        var errors: [Fault]
    }

    private func answers(_ run: ProgramRun) throws -> [Answer] {
        try run.output.split(separator: "\n").map { try JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
    }

    private func withDoor(_ body: (RunningGateway) async throws -> Void) async throws {
        let gateway = try await TestSandbox().startGateway {
            $0.mllp.port = 0
            $0.mllp.tlsPort = 0
            $0.mllp.plainPolicy = .report
            $0.mllp.mailboxes = .ignore
            $0.author.policy = .report
        }
        try await body(gateway)
        try await gateway.services.stop()
    }

    @Test func `each acknowledgement is told, with the place of what is wrong`() async throws {
        try await withDoor { gateway in
            let to = ["hl7", "send", "--to", "127.0.0.1:\(try #require(gateway.mllpPort))"]
            let sent = try await BuiltProgram.run(to + Self.accepted)
            #expect(sent.code == 0, "\(sent.output)\(sent.complaints)")
            #expect(sent.output.contains("radiology-new.hl7: AA  RADIO-0001") && sent.output.contains("3 accepted, 0 refused, 0 unanswered, 0 not sent"))
            #expect(sent.complaints.contains("[hl7.file.line-ends]"))
            let wrong = try await BuiltProgram.run(to + ["--format", "json", Self.refused, Self.accepted[0]])
            let answers = try answers(wrong)
            #expect(wrong.code == 1 && answers.map(\.answer) == ["AE", "AA"])
            #expect(answers[0].errors.first?.place == "PID-3" && answers[0].errors.first?.application?.hasPrefix("904 ") == true)
        }
    }

    @Test func `many times over several connections: every one is answered, and stored once`() async throws {
        try await withDoor { gateway in
            let to = ["hl7", "send", "--to", "127.0.0.1:\(try #require(gateway.mllpPort))", "--count", "10", "--connections", "3", "--quiet"]
            let sent = try await BuiltProgram.run(to + Self.accepted.prefix(2))
            #expect(sent.code == 0 && sent.output.hasPrefix("20 accepted, 0 refused") && sent.output.split(separator: "\n").count == 1, "\(sent.complaints)")
            let count = try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 9).passages.count }
            #expect(count == 2)
        }
    }

    @Test func `over TLS, with the sandbox's authority and a card`() async throws {
        try await withDoor { gateway in
            let folder = gateway.sandbox.folder
            let to = ["hl7", "send", "--to", "localhost:\(try #require(gateway.mllpTLSPort))"]
            let trust = ["--ca", folder.pki("authorities.pem").path]
            let card = ["--cert", folder.pki("radiologist.pem").path, "--key", folder.pki("radiologist.key").path]
            #expect(try await BuiltProgram.run(to + trust + card + [Self.accepted[0]]).code == 0)
            let nobody = try await BuiltProgram.run(to + ["--ca", folder.pki("radiologist.key").path, Self.accepted[0]])
            #expect(nobody.code == 4 && nobody.output.contains("no answer  RADIO-0001  tls."))
        }
    }

    @Test func `nobody answers: the exit code is 4, and the rest is not sent`() async throws {
        let run = try await BuiltProgram.run(["hl7", "send", "--to", "127.0.0.1:1"] + Self.accepted)
        #expect(run.code == 4 && run.output.contains("no answer  RADIO-0001  network.no-connection"))
        #expect(run.output.contains("0 accepted, 0 refused, 1 unanswered, 2 not sent") && run.complaints.contains("3 of 3 messages were not answered"))
    }

    @Test(arguments: [
        ["--to", "nowhere"], ["--to", "127.0.0.1:1", "--tls"], ["--to", "127.0.0.1:1", "--count", "0"], [], ["--to", "127.0.0.1:1", "--wait", "0"],
    ])
    func `a wrong command line is usage`(arguments: [String]) async throws {
        #expect(try await BuiltProgram.run(["hl7", "send", Self.accepted[0]] + arguments).code == 2)
    }
}
