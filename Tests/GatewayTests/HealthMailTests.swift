// The mail that carries a document: subject, archive, and what is asked of the receiver; and answers to mails.

import ClinicalTypes
import CredentialChecks
import Foundation
import MailMessages
import SandboxSupport
import Testing
import XDSMessages

@testable import Gateway
@testable import Journal

@Suite struct HealthMailTests {
    private let mailbox = MailAddress("bal@hopital.mssante.fr")

    private func order(_ change: (inout MailOrder) -> Void = { _ in }) -> MailOrder {
        var order = MailOrder(
            audience: .patient, recipient: "258073899904282@patient.mssante.fr", title: "Échographie abdominale", family: "ESSAI", given: "Anne",
            birthDate: "12/10/1988")
        change(&order)
        return order
    }

    private func work(_ order: MailOrder, bytes: [UInt8]? = nil) throws -> MailWork {
        let document = try bytes ?? SampleDocuments.consultation()
        let archive = try XDMArchive(reading: ArchiveOfDocuments.bytes([document]), sha1: Digest.sha1)
        let errand = Errand(
            id: ErrandID(at: Date(timeIntervalSince1970: 1_772_366_400)), sequence: 1, kind: .mail, topic: "patient", destination: "patient",
            createdAt: Date(timeIntervalSince1970: 1_772_366_400), changedAt: Date(), cue: .acceptance, state: .sending, attempts: 1)
        return MailWork(errand: errand, order: order, objects: archive.submissions[0].objects, replaces: nil, bytes: document)
    }

    private func written(_ work: MailWork) throws -> MailPart {
        try MailPart.read(HealthMailWriter(mailbox: try #require(mailbox), application: "Essai").mail(work).bytes)
    }

    @Test func `a mail says by its subject what it carries, and holds the document in an archive`() throws {
        let work = try work(order())
        let mail = try written(work)
        #expect(mail.header.text("Subject") == "XDM/1.0/DDM+Échographie abdominale ESSAI Anne 12/10/1988")
        #expect(mail.header["To"] == "258073899904282@patient.mssante.fr" && mail.header["From"] == "bal@hopital.mssante.fr")
        #expect(mail.header.identifier("Message-ID") == work.errand.id.text + "@hopital.mssante.fr")
        #expect(mail.header["X-MSS-MES"] == nil && mail.header["Disposition-Notification-To"] == nil && mail.header["Sender"] == nil)
        let zip = try #require(mail.parts.first { $0.fileName == "IHE_XDM.zip" })
        let archive = try XDMArchive(reading: zip.bytes, sha1: Digest.sha1)
        #expect(archive.isAcceptable && archive.submissions[0].documents.map(\.bytes) == [work.bytes])
    }

    @Test func `what is asked of the receiver stands in the header, and the sender's words in the body`() throws {
        let mail = try written(
            work(
                order {
                    $0.endsConversation = true
                    $0.wantsReadReport = true
                    $0.replyTo = "medecin@hopital.mssante.fr"
                    $0.text = "Bonjour Madame"
                }))
        #expect(mail.header["X-MSS-MES"] == "FIN" && mail.header.address("Disposition-Notification-To") == mailbox)
        #expect(mail.header["Reply-To"] == "medecin@hopital.mssante.fr" && mail.parts[0].text == "Bonjour Madame")
    }

    @Test(arguments: [(MailOrder.Action.new, nil), (.change, "C"), (.delete, "D")] as [(MailOrder.Action, String?)])
    func `a replacement and a deletion are said in the metadata`(action: MailOrder.Action, value: String?) throws {
        let mail = try written(work(order { $0.action = action }))
        let archive = try XDMArchive(reading: try #require(mail.parts.first { $0.fileName == "IHE_XDM.zip" }).bytes, sha1: Digest.sha1)
        #expect(archive.submissions[0].objects.submissionSets[0].extra.slots.first { $0.name == "action" }?.values.first == value)
    }

    @Test func `every attempt writes the same bytes`() throws {
        let work = try work(order())
        let writer = HealthMailWriter(mailbox: try #require(mailbox), application: "Essai")
        #expect(try writer.mail(work).bytes == writer.mail(work).bytes)
    }

    @Test func `the PDF of a document stands beside the archive, under a name that people read`() throws {
        let mail = try written(work(order { $0.title = "CR d'imagerie/scanner" }))
        let part = try #require(mail.parts.first { $0.mediaType == "application/pdf" })
        #expect(part.bytes.starts(with: Array("%PDF-".utf8)) && part.fileName?.hasSuffix("_CR d'imagerie-scanner_ESSAI_Anne.pdf") == true)
    }

    @Test func `a document without a PDF goes without one`() throws {
        let text = try SampleDocuments.text("report-consultation").replacing("mediaType=\"application/pdf\"", with: "mediaType=\"text/plain\"")
        #expect(try !written(work(order(), bytes: Array(text.utf8))).parts.contains { $0.mediaType == "application/pdf" })
    }

    @Test func `an address that is none refuses the mail`() throws {
        #expect(throws: HealthMailFailure.address) { try written(work(order { $0.recipient = "a b@c" })) }
    }

    private func incoming(_ fields: String) throws -> (MailPart, [UInt8]) {
        let bytes = Array((fields + "\r\nSubject: XDM/1.0/DDM+Essai\r\nMessage-ID: <m1@hopital.example>\r\n\r\ntext").utf8)
        return (try MailPart.read(bytes), bytes)
    }

    private func answer(_ fields: String, refused: Bool) throws -> MailPart? {
        let (mail, bytes) = try incoming(fields)
        let refusal = refused ? (code: "xdm.hash", words: Bilingual(fr: "Le document n'a pas l'empreinte annoncée.", en: "x")) : nil
        let answer = try MailAnswerWriter(mailbox: #require(mailbox)).answer(to: mail, bytes, refusal: refusal, id: "a1", now: Date())
        return try answer.map { try MailPart.read([UInt8]($0.bytes)) }
    }

    @Test func `a refusal is answered by a notice where one is wanted, with the mail as it came`() throws {
        let mail = try #require(try answer("From: a@hopital.example\r\nDisposition-Notification-To: b@hopital.example", refused: true))
        let notice = try #require(DispositionNotice(mail))
        #expect(
            notice.isError && notice.modifier == "Error: xdm.hash^Le document n'a pas l'empreinte annoncee." && notice.originalMessageID == "m1@hopital.example"
        )
        #expect(mail.header.text("Subject") == "[KO Intégration système !][xdm.hash] XDM/1.0/DDM+Essai" && mail.header["To"] == "b@hopital.example")
        #expect(mail.header["Auto-Submitted"] == "auto-replied" && mail.isAutomatic && mail.parts[2].mediaType == "message/rfc822")
    }

    @Test func `without that wish a refusal is answered by a mail, and a success by nothing`() throws {
        let mail = try #require(try answer("From: a@hopital.example\r\nReply-To: c@hopital.example", refused: true))
        #expect(mail.mediaType == "multipart/mixed" && mail.header["To"] == "c@hopital.example")
        #expect(try answer("From: a@hopital.example", refused: false) == nil)
        let taken = try #require(try answer("From: a@hopital.example\r\nDisposition-Notification-To: <a@hopital.example>", refused: false))
        #expect(DispositionNotice(taken)?.isError == false && DispositionNotice(taken)?.type == "processed")
    }

    @Test(arguments: [
        "From: bal@hopital.mssante.fr", "Subject: x", "From: a@b.fr\r\nAuto-Submitted: auto-generated", "From: mailer-daemon@b.fr",
        "From: a@b.fr\r\nReturn-Path: <>",
    ])
    func `programs, ourselves and nobody are never answered`(fields: String) throws { #expect(try answer(fields, refused: true) == nil) }

    @Test func `a notice is not sent to a third party`() throws {
        let mail = try #require(try answer("From: a@hopital.example\r\nDisposition-Notification-To: victim@elsewhere.example", refused: true))
        #expect(mail.header["To"] == "a@hopital.example" && DispositionNotice(mail) == nil)
    }
}
