// Where the documents of a message go, and what is written down for each destination.

import Acknowledgement
import ClinicalTypes
import Delivery
import Foundation
import Gateway
import HL7v2Messages
import Intake
import Journal
import SandboxSupport
import Testing
import XDSMessages

/// A message with flags, recipients and texts of one's choice.
extension MessageAround {
    /// Sets a flag, in place of the one that is there.
    func flagged(_ code: String, _ value: String = "Y", note: String? = nil) -> MessageAround {
        var copy = self
        copy.lines.removeAll { $0.contains("|\(code)^") }
        copy.lines.append("OBX|9|CWE|\(code)^M^MetaDMPMSS||\(value)^^expandedYes-NoIndicator||||||F")
        if let note { copy.lines.append("NTE|||\(note)".replacing("NTE|||", with: "NTE|1|||")) }
        return copy
    }

    /// Names a participant behind the document.
    func naming(_ role: String, _ person: String, address: String? = nil) -> MessageAround {
        var copy = self
        let index = copy.lines.firstIndex { $0.hasPrefix("PRT|") } ?? copy.lines.endIndex
        copy.lines.insert("PRT||UC||\(role)^^participation|\(person)" + (address.map { "||||||||||^NET^X.400^\($0)" } ?? ""), at: index)
        return copy
    }

    static let doctor = "801234567897^HODA^Adam^^^^^^ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
}

@Suite struct RoutingTests {
    private let carrying = TransmissionRouting(mailboxes: .carry, partners: NoticePartners(["RIS/HOPITAL"]))

    private func receive(_ message: MessageAround, _ parts: GatewayParts, _ routing: TransmissionRouting) async throws -> TransmissionReception {
        guard case .admitted(let sender) = parts.way.admit(try parts.credential("doctor"), now: parts.clock.now) else { throw CocoaError(.userCancelled) }
        return await TransmissionWay(intake: .init(), documents: parts.way, routing: routing)
            .receive(message.bytes, from: sender, at: parts.clock.now, limits: .standard)
    }

    private func errands(_ parts: GatewayParts) async throws -> [Errand] {
        try await parts.journal.errands(matching: ErrandFilter(), before: nil, limit: 100).errands.reversed()
    }

    private func order(_ errand: Errand, _ parts: GatewayParts) async throws -> MailOrder {
        try JSONDecoder().decode(MailOrder.self, from: Data(try #require(try await parts.journal.content(of: errand.id))))
    }

    private func message() throws -> MessageAround {
        MessageAround(try SampleDocuments.consultation()).replacing("|MASQUE_PS^M^MetaDMPMSS||Y", with: "|MASQUE_PS^M^MetaDMPMSS||N")
    }

    @Test func `a mail to a professional is ordered beside the record, with its text and its wishes`() async throws {
        let parts = try GatewayParts()
        let text = Data("Cher confrère".utf8).base64EncodedString()
        var sent = try message().flagged("DESTMSSANTEPS").flagged("ACK_RECEPTION").flagged("ACK_LECTURE_MSS")
            .naming("RCT", MessageAround.doctor, address: "Adam.Hoda@test-ci-sis.mssante.fr").naming(
                "REPLY", MessageAround.doctor, address: "reply@hopital.mssante.fr")
        sent.lines.append("OBX|12|ED|CORPSMAIL_PS^Corps^MetaDMPMSS||^TEXT^^Base64^\(text)||||||F")
        let reception = try await receive(sent, parts, carrying)
        #expect(reception.reply == .taken && reception.passages.map(\.storeLeg) == [.queued])
        let ordered = try await errands(parts)
        #expect(
            ordered.map { "\($0.kind) \($0.topic) \($0.state)" } == [
                "mail professional queued", "notice Z02 waiting", "notice Z03 waiting", "notice Z01 waiting",
            ])
        let mail = try await order(ordered[0], parts)
        #expect(mail.recipient == "adam.hoda@test-ci-sis.mssante.fr" && mail.replyTo == "reply@hopital.mssante.fr" && mail.text == "Cher confrère")
        #expect(mail.action == .new && mail.wantsDeliveryReport && mail.wantsReadReport && !mail.endsConversation)
        #expect(mail.title == "Compte rendu de consultation" && !mail.family.isEmpty && mail.birthDate.count == 10)
        #expect(ordered.allSatisfy { !$0.destination.contains("@") && !$0.topic.contains("@") })
    }

    @Test func `a document for mailboxes alone is not forwarded, even where the patient opposes the feeding of the record`() async throws {
        let parts = try GatewayParts()
        let sent = try message().flagged("DESTDMP", "N").flagged("DESTMSSANTEPS").naming("RCT", MessageAround.doctor, address: "a@b.mssante.fr")
        let consent = PatientConsent(opposesFeeding: true, allowsConsultation: nil, announcedAt: parts.clock.now)
        let patient = String(sent.lines[2].split(separator: "|")[1].prefix { $0 != "^" })
        try await parts.journal.record(consent, ofPatient: "\(patient)^^^&1.2.250.1.213.1.4.10&ISO^NH")
        let reception = try await receive(sent, parts, carrying)
        #expect(reception.reply == .taken && reception.passages.map(\.storeLeg) == [.unaddressed])
        #expect(try await errands(parts).map(\.kind) == [.mail])
        #expect(try await parts.journal.claim(limit: 9, now: parts.clock.now).isEmpty)
        // The mail's carrier is given the document and its entry.
        let work = try await carried(parts)
        #expect(work?.bytes.isEmpty == false && work?.objects.documentEntries.count == 1 && work?.order.recipient == "a@b.mssante.fr")
    }

    @Test func `a message with two documents orders one acknowledgement of its deposit, and a repetition none`() async throws {
        let parts = try GatewayParts()
        let second = try SampleDocuments.consultation()
        let sent = try message().flagged("ACK_RECEPTION").asObservation(with: [second])
        for _ in 0..<2 {
            let reception = try await receive(sent, parts, carrying)
            #expect(reception.reply == .taken && reception.passages.count == 2)
            #expect(try await errands(parts).map { "\($0.topic) \($0.state)" } == ["Z01 waiting"])
        }
        // Another message about the same documents is told of for itself.
        #expect(try await receive(sent.replacing("|M0001|", with: "|M0002|"), parts, carrying).reply == .taken)
        #expect(try await errands(parts).map(\.topic) == ["Z01", "Z01"])
    }

    /// What the carrier of mails is given.
    private func carried(_ parts: GatewayParts) async throws -> MailWork? {
        let (works, work) = AsyncStream.makeStream(of: MailWork.self)
        let clock = parts.clock
        let runner = ErrandRunner(
            journal: parts.journal,
            carriers: [
                .mail(journal: parts.journal, policy: .init()) { given in
                    work.yield(given)
                    return .done(detail: nil)
                }
            ], now: { clock.now })
        let (ticks, _) = AsyncStream.makeStream(of: Void.self)
        let task = Task { await runner.run(ticks: ticks) }
        var found: MailWork?
        for await given in works {
            found = given
            break
        }
        task.cancel()
        await task.value
        return found
    }

    @Test func `a mail to the patient goes to the address of the national identity, and may end the conversation`() async throws {
        let parts = try GatewayParts()
        let sent = try message().flagged("DESTDMP", "N").flagged("DESTMSSANTEPAT", note: "FIN")
        #expect(try await receive(sent, parts, carrying).reply == .taken)
        let mail = try await order(try #require(try await errands(parts).first), parts)
        let identity = sent.lines[2].split(separator: "|")[1].prefix { $0 != "^" }
        #expect(mail.audience == .patient && mail.recipient == "\(identity)@patient.mssante.fr" && mail.endsConversation)
    }

    @Test func `the same message again orders nothing twice, another one is served for itself`() async throws {
        let parts = try GatewayParts()
        let sent = try message().flagged("DESTMSSANTEPS").flagged("ACK_RECEPTION").naming("RCT", MessageAround.doctor, address: "a@b.mssante.fr")
        let first = try await receive(sent, parts, carrying)
        let second = try await receive(sent, parts, carrying)
        #expect(first.reply == second.reply)
        #expect(try await errands(parts).count == 3)
        _ = try await receive(sent.replacing("|M0001|", with: "|M0002|"), parts, carrying)
        #expect(try await errands(parts).count == 6)
        #expect(try await parts.passageCount == 1)
    }

    @Test(arguments: [
        ("DESTMSSANTEPS", nil as String?, "hl7.recipient-missing"), ("DESTMSSANTEPS", "a@b.fr\\X0D\\Bcc: x@y.fr", "hl7.recipient-address"),
        ("DESTMSSANTEPS", "no address", "hl7.recipient-address"), ("DESTMSSANTEPS", "a@@b", "hl7.recipient-address"),
    ])
    func `a mail without a usable address is refused, and nothing is kept`(flag: String, address: String?, code: String) async throws {
        let parts = try GatewayParts()
        let reception = try await receive(try message().flagged(flag).naming("RCT", MessageAround.doctor, address: address), parts, carrying)
        #expect(reception.reply.code == .error && reception.findings.contains { $0.code == code })
        #expect(try await parts.passageCount == 0)
        #expect(try await errands(parts).isEmpty)
    }

    @Test func `a document that the patient must not see is never mailed to the patient`() async throws {
        let parts = try GatewayParts()
        let reception = try await receive(try message().flagged("INVISIBLE_PATIENT").flagged("DESTMSSANTEPAT"), parts, carrying)
        #expect(reception.reply.code == .error && reception.findings.contains { $0.code == "hl7.hidden-from-recipient" })
    }

    @Test(arguments: [(MailTableUse.off, true, false), (.warn, true, true), (.refuse, false, true)])
    func `flags outside of the profile's table are told or refused, as configured`(use: MailTableUse, isTaken: Bool, isTold: Bool) async throws {
        let parts = try GatewayParts()
        let routing = TransmissionRouting(mailboxes: .carry, mailTable: use)
        let sent = try message().flagged("DESTMSSANTEPS").naming("RCT", MessageAround.doctor, address: "a@b.mssante.fr")
        let reception = try await receive(sent, parts, routing)
        #expect((reception.reply == .taken) == isTaken)
        #expect(reception.findings.contains { $0.code == "hl7.outside-mail-table" } == isTold)
    }

    @Test func `a receipt that nobody is configured for is told, and the message is taken`() async throws {
        let parts = try GatewayParts()
        let sent = try message().flagged("ACK_RECEPTION")
        let reception = try await receive(sent, parts, TransmissionRouting(partners: NoticePartners(["OTHER/HOPITAL"])))
        #expect(reception.reply == .taken && reception.findings.contains { $0.code == "hl7.receipt-unserved" })
        #expect(try await errands(parts).isEmpty)
        _ = try await receive(sent.replacing("|M0001|", with: "|M0002|"), parts, TransmissionRouting(partners: NoticePartners(["*"])))
        #expect(try await errands(parts).map(\.destination) == ["*"])
    }

    @Test func `a conflict of the second document leaves nothing of the first`() async throws {
        let parts = try GatewayParts()
        let taken = SampleDocuments.freshID()
        try await parts.receive(try SampleDocuments.consultation(taken), as: "doctor")
        let first = MessageAround(try SampleDocuments.consultation())
        let second = MessageAround(try SampleDocuments.consultation(taken, title: "Autre"))
        var both = first.replacing("MDM^T02^MDM_T02", with: "ORU^R01^ORU_R01").replacing("|P|2.6|", with: "|P|2.5|")
        both.lines.removeAll { $0.hasPrefix("EVN") || $0.hasPrefix("TXA") }
        let index = try #require(both.lines.firstIndex { $0.hasPrefix("PRT") })
        both.lines.insert(try #require(second.lines.first { $0.hasPrefix("OBX|1|ED") }), at: index + 1)
        let reception = try await receive(both, parts, carrying)
        #expect(reception.reply.code == .error && reception.reply.error?.application?.code == "900")
        #expect(reception.reply.error?.userMessage?.contains("hl7.document-id-taken") == true)
        #expect(try await parts.passageCount == 1)
    }
}
