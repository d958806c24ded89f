// A hospital's message goes the way of all documents, or is answered with what is wrong and where.

import Acknowledgement
import ClinicalTypes
import Foundation
import Gateway
import HL7v2Messages
import Intake
import Journal
import SandboxSupport
import Testing

struct TransmissionWayTests {
    private func receive(_ message: MessageAround, _ parts: GatewayParts, as name: String = "doctor", routing: TransmissionRouting = TransmissionRouting())
        async throws
        -> TransmissionReception
    {
        guard case .admitted(let sender) = parts.way.admit(try parts.credential(name), now: parts.clock.now) else {
            throw CocoaError(.userCancelled)
        }
        return await TransmissionWay(intake: .init(), documents: parts.way, routing: routing)
            .receive(message.bytes, from: sender, at: parts.clock.now, limits: .standard)
    }

    private func code(_ reception: TransmissionReception) -> String {
        "\(reception.reply.code.rawValue) \(reception.reply.error?.application?.code ?? "-") \(reception.reply.error?.location?.description ?? "-")"
    }

    @Test func `a message's document is written down before the answer, with the restrictions of its flags`() async throws {
        let parts = try GatewayParts()
        let document = try SampleDocuments.consultation()
        let reception = try await receive(MessageAround(document), parts)
        #expect(reception.reply == .taken)
        let passage = try #require(reception.passages.first)
        #expect(passage.storeLeg == .queued && passage.door == "mllp")
        let content = try #require(try await parts.journal.content(of: passage.id))
        #expect(content.body == document)
        #expect(String(decoding: try #require(content.metadata), as: UTF8.self).contains("MASQUE_PS"))
    }

    @Test func `the same message again gets the same answer and no second document`() async throws {
        let parts = try GatewayParts()
        let message = MessageAround(try SampleDocuments.consultation())
        let first = try await receive(message, parts)
        let second = try await receive(message, parts)
        #expect(first.reply == second.reply && first.passages.map(\.id) == second.passages.map(\.id))
        #expect(try await parts.passageCount == 1)
    }

    @Test func `the document of another patient is refused with 904, and nothing is forwarded`() async throws {
        let parts = try GatewayParts()
        let message = MessageAround(try SampleDocuments.consultation()).replacing("PID|||2", with: "PID|||1")
        let reception = try await receive(message, parts)
        #expect(code(reception) == "AE 904 PID-3")
        #expect(reception.passages.map(\.storeLeg) == [.refused])
        #expect(reception.reply.error?.userMessage?.contains("ESSAI") == false)
    }

    @Test func `a document that breaks rules is refused with 906 and the place in the document`() async throws {
        let parts = try GatewayParts()
        let broken = try SampleDocuments.text("report-consultation").replacing("<realmCode code=\"FR\"/>", with: "")
        let reception = try await receive(MessageAround(Array(broken.utf8)), parts)
        #expect(code(reception) == "AE 906 OBX-5")
        #expect(reception.reply.error?.userMessage?.contains("CDA ") == true)
    }

    @Test func `a message that asks for a mailbox is not acknowledged for half of it`() async throws {
        let parts = try GatewayParts()
        var message = MessageAround(try SampleDocuments.consultation())
        message.lines.append("OBX|4|CWE|DESTMSSANTEPAT^M^MetaDMPMSS||Y^^expandedYes-NoIndicator||||||F")
        #expect(code(try await receive(message, parts)) == "AE 906 OBX-5")
        #expect(try await parts.passageCount == 0)
        #expect(try await receive(message, parts, routing: TransmissionRouting(mailboxes: .ignore)).reply == .taken)
    }

    @Test func `a patient's opposition refuses the deposit until it is lifted`() async throws {
        let parts = try GatewayParts()
        let document = try SampleDocuments.consultation()
        let message = MessageAround(document)
        func announce(_ feeding: String) async throws {
            var notice = MessageAround(document)
            notice.lines = [
                "MSH|^~\\&|SGL|H|P|H|20260301||ADT^A01^ADT_A01|7|P|2.5^FRA^2.11|||||FRA|UNICODE UTF-8", "EVN||20260301", message.lines[2], "PV1||I",
                "ZFA|ACTIF|20240306|||||||\(feeding)|20240307|IC|20240308",
            ]
            #expect(try await receive(notice, parts).reply == .taken)
            parts.clock.advance(by: 1)
        }
        try await announce("IO")
        for number in 1...2 {
            let later = try MessageAround(SampleDocuments.consultation()).replacing("|M0001|", with: "|LATER\(number)|")
            let refused = try await receive(number == 1 ? message : later, parts)
            #expect(code(refused) == "AE 906 OBX-5")
            #expect(refused.passages.first?.failure?.code == "consent.feeding-opposed")
        }
        // What was not asked says nothing: the opposition stands.
        try await announce("NA")
        let still = MessageAround(try SampleDocuments.consultation())
        let held = try await receive(still, parts)
        #expect(held.passages.first?.failure?.code == "consent.feeding-opposed")
        try await announce("INO")
        #expect(try await receive(message, parts).reply == .taken)
    }

    @Test func `what is no message is answered too`() async throws {
        let parts = try GatewayParts()
        var message = MessageAround(try SampleDocuments.consultation())
        message.lines = ["EVN|x"]
        let reception = try await receive(message, parts)
        #expect(reception.reply.code == .rejected && reception.header == nil)
    }
}
