// What a sender of a health mail is answered: that what it asks for is taken in charge, or why not.

public import ClinicalTypes
public import Foundation
public import Journal
public import MailMessages

/// An answer to a mail, as it is sealed in the journal: the whole message, since nothing else holds it.
public struct MailAnswer: Sendable, Hashable, Codable {
    /// What such errands are about.
    public static let topic = "answer"

    /// Who is answered.
    public var recipient: String
    /// The message.
    public var bytes: Data

    /// The order of this answer; the same mail gets the same answer once.
    public func order(to messageID: String) throws -> ErrandOrder {
        ErrandOrder(kind: .mail, topic: Self.topic, destination: "relay", key: "answer to \(messageID)", content: [UInt8](try JSONEncoder().encode(self)))
    }
}

/// Writes answers to mails (RFC 8098, RFC 3834), as the French profile of health mail has them.
public struct MailAnswerWriter: Sendable {
    /// The gateway's own mailbox.
    public var mailbox: MailAddress
    /// The largest message that is sent back whole; of a larger one, its header is.
    public var mostReturnedBytes = 10 << 20

    /// Prepares to write.
    public init(mailbox: MailAddress) { self.mailbox = mailbox }

    /// The answer, nil where none is to be given.
    ///
    /// A message of a program is never answered, nor one that names nobody: so no two programs can answer each other for ever. A notice goes to whom the
    /// sender wants it to (Disposition-Notification-To), if that is of the sender's own domain; without that wish, only a refusal is answered, by a mail.
    ///
    /// - Parameters:
    ///   - message: the mail, read.
    ///   - source: the mail as it came.
    ///   - refusal: why what it asks for is not taken in charge, as a code and words; nil where it is.
    ///   - id: the left side of the answer's Message-ID.
    ///   - now: the present moment.
    public func answer(to message: MailPart, _ source: [UInt8], refusal: (code: String, words: Bilingual)?, id: String, now: Date) -> MailAnswer? {
        guard !message.isAutomatic, let writer = message.header.address("From"), writer.text.lowercased() != mailbox.text.lowercased() else { return nil }
        let subject = message.header.text("Subject") ?? ""
        let wanted = message.header.address("Disposition-Notification-To")
        let returned = source.count <= mostReturnedBytes ? source : Self.header(of: source)
        let text = Self.text(refusal)
        let recipient: MailAddress
        let content: MailContent
        if let wanted, wanted.domain == writer.domain {
            recipient = wanted
            var notice = DispositionNotice(
                originalMessageID: message.header.identifier("Message-ID"), finalRecipient: mailbox.text, type: "processed",
                modifier: refusal.map { "Error: \($0.code)^\(Self.plain($0.words.fr))" })
            notice.originalRecipient = message.header.address("Original-Recipient")?.text
            content = notice.content(text: text, original: returned)
        } else {
            guard refusal != nil else { return nil }
            recipient = message.header.address("Reply-To") ?? writer
            content = .multipart("mixed", parameters: [], [.text(text), .message(returned)])
        }
        let mark = refusal.map { "[KO Intégration système !][\($0.code)] " } ?? "[OK Intégration système] "
        var mail = OutgoingMail(from: mailbox, to: [recipient], subject: mark + subject, messageID: "\(id)@\(mailbox.domain)", date: now, content: content)
        mail.fields.append(MailField("Auto-Submitted", "auto-replied"))
        if let original = message.header.identifier("Message-ID"), original.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) {
            mail.fields.append(MailField("In-Reply-To", "<\(original)>"))
        }
        return MailAnswer(recipient: recipient.text, bytes: Data(mail.bytes))
    }

    private static func text(_ refusal: (code: String, words: Bilingual)?) -> String {
        guard let refusal else { return "Ce que demande ce courriel est pris en charge.\nWhat this mail asks for is taken in charge." }
        return """
            Ce que demande ce courriel n'a pas été pris en charge (\(refusal.code)) : \(refusal.words.fr)
            What this mail asks for was not taken in charge (\(refusal.code)): \(refusal.words.en)
            """
    }

    /// The header of a message, up to and with its blank line.
    private static func header(of source: [UInt8]) -> [UInt8] {
        var lineBegins = 0
        for (place, byte) in source.prefix(128 << 10).enumerated() where byte == 10 {
            if place == lineBegins || place == lineBegins + 1 && source[lineBegins] == 13 { return Array(source[...place]) }
            lineBegins = place + 1
        }
        return Array(source.prefix(lineBegins)) + [13, 10]
    }

    /// Words in ASCII letters, as fields for programs want them.
    private static func plain(_ words: String) -> String {
        words.folding(options: .diacriticInsensitive, locale: Locale(identifier: "fr")).replacing("œ", with: "oe").replacing("’", with: "'")
            .filter { $0.isASCII && $0 != "\n" }
    }
}
