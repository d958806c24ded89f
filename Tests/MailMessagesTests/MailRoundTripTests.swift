// What is written is read back the same over invented subjects, names of files and contents, in lines that every relay takes.

import Foundation
import MailMessages
import TestSupport
import Testing

@Suite struct MailRoundTripTests {
    private static let letters = "abc XYZ 0129 =?_\"'\\;:,<>()[]@.-éèçœ€ÉŒ漢字🫀\u{301}"

    private func lines(of bytes: [UInt8]) -> [[UInt8]] { bytes.split(separator: 10, omittingEmptySubsequences: false).map { Array($0) } }

    @Test func `invented subjects and names of files come back as they were`() throws {
        var generator = SeededGenerator(seed: 5_322)
        for _ in 0..<150 {
            // Blanks at the ends of a field are no part of it.
            let subject = "x" + generator.text(of: Self.letters, atMost: 150) + "x"
            let name = "x" + generator.text(of: Self.letters, atMost: 90) + ".pdf"
            let content = MailContent.attachment(MailAttachment(name: name, mediaType: "application/pdf", bytes: generator.bytes(atMost: 300)))
            let bytes = try message(subject: subject, content: content).bytes
            let mail = try MailPart.read(bytes)
            #expect(mail.header.text("Subject") == subject)
            #expect(mail.fileName == name && mail.parameter("name") == name)
            #expect(mail.isAttachment && content == .attachment(MailAttachment(name: name, mediaType: mail.mediaType, bytes: mail.bytes)))
            #expect(lines(of: bytes).allSatisfy { $0.count <= 79 })
        }
    }

    @Test func `an encoded word has at most 75 characters, be the field's name as long as it will`() throws {
        for count in 1...60 {
            var mail = try message(subject: String(repeating: "é", count: count))
            mail.fields = [MailField("X-" + String(repeating: "N", count: count), String(repeating: "€", count: 60))]
            let text = String(decoding: mail.bytes, as: UTF8.self)
            let words = text.matches(of: #/=\?UTF-8\?B\?[^?]*\?=/#).map { $0.output.utf8.count }
            #expect(words.count >= 4 && words.allSatisfy { $0 <= 75 })
        }
    }

    @Test func `no line is longer than relays take, be a word as long as it will`() throws {
        let mail = try message(subject: String(repeating: "a", count: 3_000)).bytes
        #expect(lines(of: mail).allSatisfy { $0.count <= 998 })
        #expect(try MailPart.read(mail).header.text("Subject") == String(repeating: "a", count: 3_000))
    }

    @Test func `invented contents come back byte for byte, one within the other`() throws {
        var generator = SeededGenerator(seed: 2_045)
        for _ in 0..<40 {
            let files = (0..<Int.random(in: 1...4, using: &generator)).map { number in
                MailContent.attachment(MailAttachment(name: "\(number).bin", mediaType: "application/octet-stream", bytes: generator.bytes(atMost: 400)))
            }
            let text = generator.text(of: "abc é€\r\n--=_", atMost: 80)
            let content = MailContent.multipart("mixed", parameters: [], [.multipart("alternative", parameters: [], [.text(text)])] + files)
            let mail = try MailPart.read(message(content: content).bytes)
            let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\n", with: "\r\n")
            #expect(mail.leaves.first?.text == lines)
            let read = mail.leaves.dropFirst().map { MailContent.attachment(MailAttachment(name: $0.fileName ?? "", mediaType: $0.mediaType, bytes: $0.bytes)) }
            #expect(read == files)
        }
    }

    @Test func `the fields of a message stand in their order, those not asked for are absent`() throws {
        #expect(
            try MailPart.read(message().bytes).header.fields.map(\.name) == [
                "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
            ])
        var mail = try message(to: ["b@example.org", "c@example.org"])
        mail.replyTo = MailAddress("r@example.org")
        mail.dispositionNotificationTo = MailAddress("n@example.org")
        mail.fields = [MailField("X-MSS-MES", "CDA-R2")]
        let header = try MailPart.read(mail.bytes).header
        #expect(header["To"] == "b@example.org, c@example.org" && header["Reply-To"] == "r@example.org")
        #expect(header["Disposition-Notification-To"] == "<n@example.org>" && header["X-MSS-MES"] == "CDA-R2")
        #expect(header.identifier("Message-ID") == "1-2-3@example.org" && header["MIME-Version"] == "1.0")
    }

    @Test(arguments: [
        (0.0, "Thu, 1 Jan 1970 00:00:00 +0000"), (1_772_366_400, "Sun, 1 Mar 2026 12:00:00 +0000"), (1_798_761_599, "Thu, 31 Dec 2026 23:59:59 +0000"),
        (1_709_210_700, "Thu, 29 Feb 2024 12:45:00 +0000"),
    ])
    func `a date is written in UTC with the English names`(seconds: Double, text: String) throws {
        var mail = try message()
        mail.date = Date(timeIntervalSince1970: seconds)
        #expect(try MailPart.read(mail.bytes).header["Date"] == text)
    }

    @Test func `a message of ASCII needs no encoding, and one of bytes beyond says that it has them`() throws {
        for (text, encoding) in [("Subject: a\r\n\r\nb", nil), ("Subject: é\r\n\r\nb", "8bit")] as [(String, String?)] {
            let part = try MailPart.read(message(content: .message(Array(text.utf8))).bytes)
            #expect(part.header["Content-Transfer-Encoding"] == encoding && part.bytes == Array(text.utf8))
        }
    }

    @Test func `many readers stand on several lines`() throws {
        let readers = (0..<40).map { "reader.number.\($0)@example.org" }
        let bytes = try message(to: readers).bytes
        #expect(lines(of: bytes).allSatisfy { $0.count <= 79 })
        #expect(try MailPart.read(bytes).header["To"] == readers.joined(separator: ", "))
    }

    @Test func `the boundary is a function of the message's id, so that the same message is the same bytes`() throws {
        let content = MailContent.multipart("mixed", parameters: [], [.text("a")])
        #expect(try message(content: content).bytes == message(content: content).bytes)
        var other = try message(content: content)
        other.messageID = "z"
        #expect(try MailPart.read(other.bytes).parameter("boundary") == "=_z")
        #expect(try MailPart.read(message(content: content).bytes).parameter("boundary") == "=_123exampleorg")
    }
}
