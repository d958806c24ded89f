// Writes the mail that carries a document to a mailbox: subject, archive, PDF, and what is asked of the receiver.

import CDADocuments
import CredentialChecks
import Foundation
import Journal
public import MailMessages
import XDSMessages
import ZIPArchives

/// Writes health mails (MSSanté) of one gateway.
public struct HealthMailWriter: Sendable {
    /// The gateway's own mailbox, which writes and is answered.
    public var mailbox: MailAddress
    /// What the pages of archives call the program.
    public var application: String
    /// The slot of the submission set that says what has become of the document (extra metadata `action`).
    public var actionSlot = "action"

    /// What a subject of a mail with an archive begins with (ITI TF-2 3.32.4.1.2.2).
    public static let subjectMark = "XDM/1.0/DDM"
    /// The name of the archive.
    public static let archiveName = "IHE_XDM.zip"

    /// Prepares to write.
    public init(mailbox: MailAddress, application: String) {
        self.mailbox = mailbox
        self.application = application
    }

    /// The mail; the same, byte for byte, at every attempt.
    ///
    /// - Throws: what is wrong with the address, the archive or the document.
    public func mail(_ work: MailWork) throws -> OutgoingMail {
        guard let recipient = MailAddress(work.order.recipient) else { throw HealthMailFailure.address }
        guard let entry = work.objects.documentEntries.first else { throw HealthMailFailure.content }
        let document = try? CDADocument.read(work.bytes).get()
        var objects = work.objects
        if work.order.action != .new {
            for index in objects.submissionSets.indices { objects.submissionSets[index].extra.slots.append(Slot(actionSlot, [work.order.action.rawValue])) }
        }
        let archive = try XDMArchive.bytes(
            of: [XDMSubmission(objects: objects, documents: [XDMDocument(entry: entry, bytes: work.bytes)])],
            cover: XDMCover(sender: mailbox.text, application: application, moment: ZIPMoment(utc: work.errand.createdAt)), sha1: Digest.sha1)
        var parts: [MailContent] = [
            .text(work.order.text ?? Self.usualText(work.order)),
            .attachment(MailAttachment(name: Self.archiveName, mediaType: "application/zip", bytes: archive)),
        ]
        if let document, let pdf = DocumentPrint.pdf(in: document) {
            parts.append(.attachment(MailAttachment(name: DocumentPrint.name(of: document, order: work.order), mediaType: "application/pdf", bytes: pdf)))
        }
        var mail = OutgoingMail(
            from: mailbox, to: [recipient], subject: Self.subject(work.order), messageID: "\(work.errand.id.text)@\(mailbox.domain)",
            date: work.errand.createdAt, content: .multipart("mixed", parameters: [], parts))
        mail.replyTo = work.order.replyTo.flatMap { MailAddress($0) }
        if work.order.wantsReadReport { mail.dispositionNotificationTo = mailbox }
        if work.order.endsConversation { mail.fields.append(MailField("X-MSS-MES", "FIN")) }
        return mail
    }

    /// `XDM/1.0/DDM+` and the title, the patient's names and birth date.
    static func subject(_ order: MailOrder) -> String {
        subjectMark + "+" + [order.title, order.family, order.given, order.birthDate].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// What stands in a mail whose sender wrote nothing.
    private static func usualText(_ order: MailOrder) -> String {
        switch order.action {
        case .new: "Un document de santé vous est adressé en pièce jointe.\nA health document is attached."
        case .change: "Un document de santé, joint à ce courriel, remplace le précédent.\nThe attached health document takes the place of the earlier one."
        case .delete: "Le document de santé joint à ce courriel est supprimé par son émetteur.\nThe attached health document is deleted by its sender."
        }
    }
}

/// Why no mail can be written; says nothing of whom or what.
public enum HealthMailFailure: String, Error, Sendable {
    /// The address is none that a mail can be sent to.
    case address = "mail.address"
    /// The document or its entry cannot be put into an archive.
    case content = "mail.content"
}

extension ZIPMoment {
    /// The time in UTC, so that an archive does not tell where it was made.
    init(utc date: Date) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        self.init(
            year: parts.year ?? 0, month: parts.month ?? 1, day: parts.day ?? 1, hour: parts.hour ?? 0, minute: parts.minute ?? 0, second: parts.second ?? 0)
    }
}
