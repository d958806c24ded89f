// The mailbox door over a real Maildir: documents are taken in, notices reach their errands, everything else is left to people.

import Foundation
import GatewayServer
import Journal
import MailMessages
import SandboxSupport
import Testing

@Suite struct MailboxDoorTests {
    /// A gateway that reads a Maildir in the doctor's name; its relay is not there, so that answers wait in the journal.
    private struct Door {
        let sandbox: TestSandbox
        let maildir: URL

        init() throws {
            sandbox = try TestSandbox()
            maildir = sandbox.folder.root.appending(path: "Maildir")
            try FileManager.default.createDirectory(at: maildir.appending(path: "tmp"), withIntermediateDirectories: true)
        }

        func start() async throws -> RunningGateway {
            try await sandbox.startGateway {
                $0.mailbox.maildir = maildir.path
                $0.mailbox.certificate = sandbox.folder.pki("doctor.pem").path
                $0.mail.relayURL = "smtps://localhost:1"
                $0.mail.from = "bal@gateway.example"
                $0.mail.authorities = sandbox.folder.pki("authorities.pem").path
            }
        }

        /// Delivers as programs do: written in `tmp`, linked into `new`.
        func deliver(_ bytes: [UInt8], as name: String) throws {
            let draft = maildir.appending(path: "tmp/\(name)")
            try Data(bytes).write(to: draft)
            #expect(link(draft.path, maildir.appending(path: "new/\(name)").path) == 0 && unlink(draft.path) == 0)
        }

        /// The flags that a mail rests with.
        func rest(_ name: String) async throws -> String {
            try await eventually("\(name) rests") {
                try FileManager.default.contentsOfDirectory(atPath: maildir.appending(path: "cur").path).first { $0.hasPrefix(name + ":2,") }
                    .map { String($0.dropFirst(name.count + 3)) }
            }
        }
    }

    private func mail(
        _ content: MailContent, subject: String = "XDM/1.0/DDM+Essai", id: String = UUID().uuidString + "@hospital.example", wantsNotice: Bool = false,
        fields: [MailField] = []
    ) throws -> [UInt8] {
        let writer = try #require(MailAddress("service@hospital.example"))
        var mail = OutgoingMail(
            from: writer, to: [try #require(MailAddress("bal@gateway.example"))], subject: subject, messageID: id, date: Date(), content: content)
        if wantsNotice { mail.dispositionNotificationTo = writer }
        mail.fields = fields
        return mail.bytes
    }

    private func archive(_ bytes: [UInt8], name: String = "IHE_XDM.zip") -> MailContent {
        .multipart("mixed", parameters: [], [.text("Bonjour"), .attachment(MailAttachment(name: name, mediaType: "application/zip", bytes: bytes))])
    }

    private func answers(_ gateway: RunningGateway) async throws -> [Errand] {
        try await gateway.withJournal { try await $0.errands(matching: ErrandFilter(kinds: [.mail]), before: nil, limit: 9).errands }
    }

    @Test func `the documents of a mail are taken in, once however often it comes, and the wish for a notice is answered once`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        let zip = try ArchiveOfDocuments.bytes([try SampleDocuments.consultation(), try SampleDocuments.consultation()])
        let bytes = try mail(archive(zip), id: "one@hospital.example", wantsNotice: true)
        try door.deliver(bytes, as: "1.first.host")
        #expect(try await door.rest("1.first.host") == "S")
        try door.deliver(bytes, as: "2.again.host")
        #expect(try await door.rest("2.again.host") == "S")
        let passages = try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 9).passages }
        #expect(passages.map(\.door) == ["mail", "mail"])
        #expect(try await answers(gateway).map(\.topic) == ["answer"])
        try await gateway.services.stop()
    }

    @Test func `a mail that deletes what one before it brought is taken, and refused for what nobody brought`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        let document = try SampleDocuments.consultation()
        try door.deliver(try mail(archive(try ArchiveOfDocuments.bytes([document]))), as: "1")
        #expect(try await door.rest("1") == "S")
        try door.deliver(try mail(archive(try ArchiveOfDocuments.bytes([document], action: "D")), wantsNotice: true), as: "2")
        #expect(try await door.rest("2") == "S")
        let deletions = try await gateway.withJournal { journal in
            try await journal.errands(matching: ErrandFilter(kinds: [.withdrawal]), before: nil, limit: 9).errands
        }
        #expect(deletions.count == 1)
        #expect(try await answers(gateway).count == 1)
        let foreign = try ArchiveOfDocuments.bytes([try SampleDocuments.radiograph()], action: "D")
        try door.deliver(try mail(archive(foreign)), as: "3")
        #expect(try await door.rest("3") == "F")
        #expect(try await answers(gateway).count == 2)
        try await gateway.services.stop()
    }

    @Test func `an archive under another name is known by the subject`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        let zip = try ArchiveOfDocuments.bytes([try SampleDocuments.consultation()])
        try door.deliver(try mail(archive(zip, name: "piece.zip")), as: "1")
        #expect(try await door.rest("1") == "S")
        try door.deliver(try mail(archive(zip, name: "piece.zip"), subject: "Bonjour"), as: "2")
        #expect(try await door.rest("2") == "")
        #expect(try await answers(gateway).isEmpty)
        try await gateway.services.stop()
    }

    @Test func `what cannot be taken in is answered and flagged, to programs nothing is said`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        let broken = archive(Array("PK\u{03}\u{04} no archive".utf8))
        try door.deliver(try mail(broken, wantsNotice: true), as: "1")
        #expect(try await door.rest("1") == "F")
        try door.deliver(try mail(broken), as: "2")
        #expect(try await door.rest("2") == "F")
        #expect(try await answers(gateway).count == 2)
        for (number, field) in [MailField("Auto-Submitted", "auto-replied"), MailField("Precedence", "bulk"), MailField("Return-Path", "<>")].enumerated() {
            try door.deliver(try mail(broken, wantsNotice: true, fields: [field]), as: "auto\(number)")
            #expect(try await door.rest("auto\(number)") == "F")
        }
        #expect(try await answers(gateway).count == 2)
        try await gateway.services.stop()
    }

    @Test func `what is no mail, or a notice of nothing of ours, harms nobody`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        try door.deliver([0, 1, 2], as: "binary")
        #expect(try await door.rest("binary") == "F")
        try door.deliver(Array("Subject: Bonjour\n\nRendez-vous".utf8), as: "letter")
        #expect(try await door.rest("letter") == "")
        let notice = DispositionNotice(originalMessageID: "019a0000-0000-7000-8000-000000000000@gateway.example", finalRecipient: nil, type: "displayed")
        try door.deliver(try mail(notice.content(text: "Lu", original: nil), subject: "Lu"), as: "notice")
        #expect(try await door.rest("notice") == "S")
        #expect(symlink("/etc/passwd", door.maildir.appending(path: "new/link").path) == 0)
        #expect(try await door.rest("link") == "F")
        let isEmpty = try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 9).passages.isEmpty }
        #expect(isEmpty && FileManager.default.fileExists(atPath: "/etc/passwd"))
        try await gateway.services.stop()
    }

    @Test func `notices of delivery and of reading reach the errand of the mail`() async throws {
        let door = try Door()
        let gateway = try await door.start()
        let order = ErrandOrder(kind: .mail, topic: "professional", destination: "mss", key: "k", content: [1])
        let errand = try await gateway.withJournal { try await $0.accept([order], now: Date()) }[0]
        func events() async throws -> [String] {
            try await gateway.withJournal { try await $0.record(of: errand.id)?.timeline.map { $0.kind.rawValue + ($0.code.map { " " + $0 } ?? "") } ?? [] }
        }
        let status = MailContent.fields(
            mediaType: "message/delivery-status",
            [
                [MailField("Reporting-MTA", "dns; relay.example"), MailField("Original-Envelope-Id", errand.id.text + ">")],
                [
                    MailField("Final-Recipient", "rfc822; a@example.org"), MailField("Action", "failed"), MailField("Status", "5.1.1"),
                    MailField("Diagnostic-Code", "smtp; 550 5.1.1 unknown"),
                ],
            ])
        let report = MailContent.multipart("report", parameters: [MailField("report-type", "delivery-status")], [.text("Non remis"), status])
        try door.deliver(try mail(report, subject: "Non remis"), as: "dsn")
        #expect(try await door.rest("dsn") == "S")
        #expect(try await events().contains("undelivered smtp.550"))
        let notice = DispositionNotice(originalMessageID: errand.id.text + "@gateway.example", finalRecipient: "a@example.org", type: "displayed")
        try door.deliver(try mail(notice.content(text: "Lu", original: nil), subject: "Lu"), as: "mdn")
        #expect(try await door.rest("mdn") == "S")
        #expect(try await events().contains("read"))
        // Nobody answers a notice, and hearing it twice is hearing it once.
        let before = try await events().filter { $0 == "read" }.count
        try door.deliver(try mail(notice.content(text: "Lu", original: nil), subject: "Lu"), as: "mdn2")
        #expect(try await door.rest("mdn2") == "S")
        #expect(try await events().filter { $0 == "read" }.count == before)
        try await gateway.services.stop()
    }

    @Test func `a mistake in the configuration of mail is named by its key`() async throws {
        let door = try Door()
        let wrong: [(key: String, change: @Sendable (inout GatewayConfiguration) -> Void)] = [
            ("mail.relayURL", { $0.mail.relayURL = "http://x" }), ("mail.from", { $0.mail.from = "nobody" }),
            ("mail.authorities", { $0.mail.authorities = "" }),
            ("mailbox.maildir", { $0.mailbox.maildir = "/nowhere" }), ("mailbox.certificate", { $0.mailbox.certificate = "" }),
            ("mail.passwordFile", { $0.mail.user = "x" }),
        ]
        for (key, change) in wrong {
            let failure = await #expect(throws: ConfigurationFailure.self, "\(key)") {
                try await door.sandbox.startGateway {
                    $0.mailbox.maildir = door.maildir.path
                    $0.mailbox.certificate = door.sandbox.folder.pki("doctor.pem").path
                    $0.mail.relayURL = "smtps://localhost:1"
                    $0.mail.from = "bal@gateway.example"
                    $0.mail.authorities = door.sandbox.folder.pki("authorities.pem").path
                    change(&$0)
                }
            }
            #expect(failure?.key == key)
        }
    }
}
