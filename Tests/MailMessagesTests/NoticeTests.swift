// Notices of delivery and of reading.

import Foundation
import MailMessages
import Testing

@Suite struct NoticeTests {
    @Test func `a notice of reading that is written can be read`() throws {
        var notice = DispositionNotice(originalMessageID: "1@a", finalRecipient: "b@example.org", type: "processed", modifier: "Error: 902^Patient inconnu")
        notice.originalRecipient = "c@example.org"
        let mail = try message(content: notice.content(text: "Non intégré", original: Array("Subject: x\r\n\r\ny".utf8)))
        let read = try MailPart.read(mail.bytes)
        #expect(DispositionNotice(read) == notice && notice.isError && DeliveryNotice(read) == nil)
        #expect(read.parts.map(\.mediaType) == ["text/plain", "message/disposition-notification", "message/rfc822"] && read.isAutomatic)
    }

    @Test func `a notice of another program is read, and displayed is no error`() throws {
        let text = """
            From: b@example.org
            Content-Type: multipart/report; report-type=disposition-notification; boundary="x"

            --x

            Lu.
            --x
            Content-Type: message/disposition-notification

            Reporting-UA: joes-pc; Foomail 97.1
            Original-Recipient: rfc822;b@example.org
            Final-Recipient: rfc822; B@example.org
            Original-Message-ID:
             <199509192301.23456@example.org>
            Disposition: manual-action/MDN-sent-manually; Displayed
            --x--
            """
        let notice = try #require(DispositionNotice(try MailPart.read(Array(text.utf8))))
        #expect(notice.type == "displayed" && notice.originalMessageID == "199509192301.23456@example.org" && !notice.isError)
        #expect(notice.finalRecipient == "B@example.org" && notice.modifier == nil)
    }

    /// A notice of delivery in the form of RFC 3464, appendix E.
    private func delivery(action: String, status: String, diagnostic: String) -> String {
        """
        From: Mail Delivery Subsystem <MAILER-DAEMON@example.org>
        Content-Type: multipart/report; report-type=delivery-status; boundary=x

        --x

        Not delivered.
        --x
        Content-Type: message/delivery-status

        Reporting-MTA: dns; example.org
        Original-Envelope-Id: 0b5e

        Final-Recipient: rfc822;louisl@example.org
        Action: \(action)
        Status: \(status)
        Diagnostic-Code: \(diagnostic)

        Original-Recipient: rfc822; second@example.org
        Final-Recipient: rfc822; other@example.org
        Action: delivered (at last)
        Status: 2.1.5 (fine)
        --x
        Content-Type: text/rfc822-headers

        Subject: x
        Message-ID: <m1@example.org>
        --x--
        """
    }

    @Test func `a notice of delivery tells each mailbox, the envelope and the message`() throws {
        let text = delivery(action: "Failed", status: "5.1.1", diagnostic: "smtp; 550 5.1.1 No such user")
        let notice = try #require(DeliveryNotice(try MailPart.read(Array(text.utf8))))
        #expect(notice.envelopeID == "0b5e" && notice.originalMessageID == "m1@example.org")
        #expect(notice.recipients.map(\.address) == ["louisl@example.org", "second@example.org"])
        #expect(notice.recipients.map(\.action) == ["failed", "delivered"] && notice.recipients.map(\.status) == ["5.1.1", "2.1.5"])
        #expect(notice.recipients.map(\.replyCode) == [550, nil])
    }

    @Test func `a message that is no notice is none`() throws {
        let plain = try MailPart.read(message().bytes)
        #expect(DeliveryNotice(plain) == nil && DispositionNotice(plain) == nil)
        let bare = delivery(action: "failed", status: "5.0.0", diagnostic: "x").replacing("message/delivery-status", with: "text/plain")
        #expect(DeliveryNotice(try MailPart.read(Array(bare.utf8))) == nil)
    }
}
