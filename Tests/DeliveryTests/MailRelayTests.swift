// Mails handed to a real SMTP server over TLS, with its refusals classed.

import Delivery
import Foundation
import MailMessages
import Testing

@Suite(.enabled(if: MailRelayPeer.isPossible, "needs python3-aiosmtpd and openssl")) struct MailRelayTests {
    private let peer: MailRelayPeer

    init() throws { peer = try MailRelayPeer.shared.get() }

    private func address(_ text: String) throws -> MailAddress { try #require(MailAddress(text)) }

    private func envelope(to recipients: [String] = ["b@example.org"], report: String? = nil) throws -> MailEnvelope {
        MailEnvelope(sender: try address("bal@example.org"), recipients: try recipients.map(address), reportName: report)
    }

    private func mail(_ mark: String) -> [UInt8] { Array("Subject: \(mark)\r\n\r\n.one\r\n..two\r\n.\r\nend\r\n".utf8) }

    @Test(arguments: [(0, MailRelaySettings.Security.implicit), (1, .startTLS)])
    func `a mail over TLS arrives byte for byte, lines of points too`(door: Int, security: MailRelaySettings.Security) async throws {
        let mark = UUID().uuidString
        let acceptance = try await MailRelay(peer.settings(door, security)).send(
            mail(mark), in: envelope(to: ["b@example.org", "c@example.org"], report: "0b5e-1"))
        #expect(acceptance.reportsDelivery)
        let kept = try #require(try peer.kept(holding: mark).first)
        #expect(Array(kept.mail.utf8) == mail(mark))
        #expect(kept.facts["tls"] as? Bool == true && kept.facts["from"] as? String == "bal@example.org" && kept.facts["helo"] as? String == "gateway.example")
        #expect(kept.facts["to"] as? [String] == ["b@example.org", "c@example.org"])
        let report = try #require(kept.facts["report"] as? [String: String])
        #expect(report["ENVID"] == "0b5e-1" && report["RET"] == "HDRS" && report["NOTIFY"] == "SUCCESS,FAILURE" && report["ORCPT"] == "rfc822;c@example.org")
    }

    @Test func `a mail without a wish for reports says nothing of them, and one of nobody has the null sender`() async throws {
        let mark = UUID().uuidString
        let relay = MailRelay(try peer.settings(0, .implicit))
        #expect(try await !relay.send(mail(mark), in: envelope()).reportsDelivery)
        #expect(try (peer.kept(holding: mark).first?.facts["report"] as? [String: String])?.isEmpty == true)
        let second = UUID().uuidString
        _ = try await relay.send(mail(second), in: MailEnvelope(sender: nil, recipients: [try address("b@example.org")], reportName: "x"))
        #expect(try peer.kept(holding: second).first?.facts["from"] as? String == "")
    }

    @Test func `a relay that knows no reports is given the mail without the wish`() async throws {
        let mark = UUID().uuidString
        let acceptance = try await MailRelay(peer.settings(4, .none)).send(mail(mark), in: envelope(report: "x"))
        #expect(!acceptance.reportsDelivery)
        #expect(try peer.kept(holding: mark).count == 1)
    }

    @Test(arguments: [
        (421, FailureKind.transient), (450, .transient), (451, .transient), (452, .transient), (530, .needsPerson), (535, .needsPerson), (550, .permanent),
        (552, .permanent),
        (554, .permanent),
    ])
    func `a refusal of the relay is classed by its code`(code: Int, kind: FailureKind) async throws {
        let failure = await #expect(throws: DeliveryFailure.self) {
            try await MailRelay(peer.settings(0, .implicit)).send(mail("x"), in: envelope(to: ["answers-\(code)@example.org"]))
        }
        #expect(failure?.code == "smtp.\(code)" && failure?.kind == kind)
    }

    @Test func `one refused recipient refuses the mail for all`() async throws {
        let mark = UUID().uuidString
        await #expect(throws: DeliveryFailure.self) {
            try await MailRelay(peer.settings(0, .implicit)).send(mail(mark), in: envelope(to: ["b@example.org", "answers-550@example.org"]))
        }
        #expect(try peer.kept(holding: mark).isEmpty)
    }

    @Test func `a relay without STARTTLS is given nothing where it is demanded`() async throws {
        let mark = UUID().uuidString
        let failure = await #expect(throws: DeliveryFailure.self) { try await MailRelay(peer.settings(2, .startTLS)).send(mail(mark), in: envelope()) }
        #expect(failure?.code == "tls.handshake-failed" && failure?.kind == .transient && failure?.needsOperator == true)
        #expect(try peer.kept(holding: mark).isEmpty)
    }

    @Test func `a relay whose certificate nobody vouches for is given nothing`() async throws {
        var settings = try peer.settings(0, .implicit)
        settings.authorities = .file(try StorePeer.shared.get().folder.appending(path: "server.pem").path)
        settings.host = "127.0.0.1"
        let failure = await #expect(throws: DeliveryFailure.self) { try await MailRelay(settings).send(mail("x"), in: envelope()) }
        #expect(failure?.needsOperator == true && failure?.kind == .transient)
    }

    @Test func `an account is shown where the relay wants one`() async throws {
        let mark = UUID().uuidString
        var settings = try peer.settings(3, .startTLS)
        let nobody = await #expect(throws: DeliveryFailure.self) { try await MailRelay(settings).send(mail(mark), in: envelope()) }
        #expect(nobody?.kind == .needsPerson)
        (settings.user, settings.password) = ("gateway", "wrong")
        let refused = await #expect(throws: DeliveryFailure.self) { try await MailRelay(settings).send(mail(mark), in: envelope()) }
        #expect(refused?.kind == .needsPerson && refused?.description.contains("wrong") == false)
        settings.password = "secret word"
        _ = try await MailRelay(settings).send(mail(mark), in: envelope())
        #expect(try peer.kept(holding: mark).first?.facts["account"] as? Bool == true)
    }

    @Test func `a relay that is not there is tried again`() async throws {
        var settings = try peer.settings(0, .implicit)
        settings.port = 1
        let failure = await #expect(throws: DeliveryFailure.self) { try await MailRelay(settings).send(mail("x"), in: envelope()) }
        #expect(failure?.kind == .transient && failure?.code == "network.no-connection")
    }

    @Test func `an address with the signs of xtext stays one address`() async throws {
        let mark = UUID().uuidString
        _ = try await MailRelay(peer.settings(0, .implicit)).send(mail(mark), in: envelope(to: ["a+b=c@example.org"], report: "r"))
        let facts = try #require(try peer.kept(holding: mark).first?.facts)
        #expect(facts["to"] as? [String] == ["a+b=c@example.org"] && (facts["report"] as? [String: String])?["ORCPT"] == "rfc822;a+2Bb+3Dc@example.org")
    }
}
