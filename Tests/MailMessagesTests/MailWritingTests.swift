// Messages as they are written: fields that no value can break, words of any language, files byte for byte.

import Foundation
import MailMessages
import Testing

/// A message about a file, for these tests.
func message(subject: String = "Essai", to: [String] = ["b@example.org"], content: MailContent = .text("Bonjour")) throws -> OutgoingMail {
    OutgoingMail(
        from: try #require(MailAddress("a@example.org")), to: try to.map { try #require(MailAddress($0)) }, subject: subject, messageID: "1-2-3@example.org",
        date: Date(timeIntervalSince1970: 1_772_366_400), content: content)
}

@Suite struct MailWritingTests {
    @Test func `a message says who writes to whom, when, and about what`() throws {
        let text = String(decoding: try message().bytes, as: UTF8.self)
        #expect(
            text.hasPrefix(
                "Date: Sun, 1 Mar 2026 12:00:00 +0000\r\nFrom: a@example.org\r\nTo: b@example.org\r\nSubject: Essai\r\nMessage-ID: <1-2-3@example.org>\r\n"
                    + "MIME-Version: 1.0\r\nContent-Type: text/plain;\r\n charset=\"UTF-8\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"))
        #expect(!text.replacing("\r\n", with: "").contains { $0.isNewline })
    }

    @Test(arguments: [
        "Compte rendu d'échographie de Mme ÉLOÏSE ŒUVRARD-DÛMÂT, née le 12/10/1988, avec un titre bien trop long pour une seule ligne",
        "日本語の件名はとても長いので、いくつかの行に分けられなければなりません。それでも同じ文字列に戻ります。", "=?UTF-8?B?", "plain", "", "a  b", "🫀🫁",
    ])
    func `a subject in any language comes back as it was, in lines of at most 78`(subject: String) throws {
        let bytes = try message(subject: subject).bytes
        #expect(try MailPart.read(bytes).header.text("Subject") == subject)
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 0x7F } })
    }

    @Test(arguments: ["a\r\nBcc: x@example.org", "a\nBcc: x@example.org", "a\u{85}b", "a\0b"])
    func `no value can begin a field of its own`(subject: String) throws {
        let header = try MailPart.read(message(subject: subject).bytes).header
        #expect(header["Bcc"] == nil && header.fields.count == 8)
    }

    @Test(arguments: ["IHE_XDM.zip", "20220531_CR d'imagerie médicale_CORSE_FIGATELLIX.pdf", "a\"b\\c;d.pdf", String(repeating: "é", count: 120) + ".pdf"])
    func `the name of a file comes back as it was, and its bytes too`(name: String) throws {
        let bytes = (0...1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let content = MailContent.multipart(
            "mixed", parameters: [], [.text("Voir ci-joint\nMerci"), .attachment(MailAttachment(name: name, mediaType: "application/zip", bytes: bytes))])
        let read = try MailPart.read(message(content: content).bytes)
        #expect(read.parts.count == 2 && read.parts[0].text == "Voir ci-joint\r\nMerci")
        #expect(read.parts[1].fileName == name && read.parts[1].bytes == bytes && read.parts[1].isAttachment)
    }

    @Test func `a multipart within a multipart has a boundary of its own`() throws {
        let inner = MailContent.multipart("alternative", parameters: [], [.text("a"), .text("b")])
        let read = try MailPart.read(message(content: .multipart("mixed", parameters: [], [inner, inner])).bytes)
        #expect(read.leaves.map(\.text) == ["a", "b", "a", "b"])
    }

    @Test func `another message is carried as it came, in whole lines`() throws {
        let other = Array("Subject: x\n\ncaf\u{E9}\r\nend".utf8)
        let read = try MailPart.read(message(content: .multipart("mixed", parameters: [], [.message(other)])).bytes)
        #expect(read.parts[0].mediaType == "message/rfc822" && read.parts[0].bytes == Array("Subject: x\r\n\r\ncafé\r\nend".utf8))
    }

    @Test(arguments: ["a@b", "service.radio@hopital.mssante.fr", "2-58+x@patient.mssante.fr"])
    func `an address of plain letters is one`(text: String) { #expect(MailAddress(text)?.text == text) }

    @Test(arguments: ["", "a", "a@", "@b", "a@b@c", "a b@c", "a@b c", "a@b\r\nRCPT TO:<x@y>", "<a@b>", "a..b@c", "é@b", "a@b..c", "\"a b\"@c"])
    func `anything else is none`(text: String) { #expect(MailAddress(text) == nil) }

    @Test func `a mailbox may have a name`() {
        #expect(MailAddress(mailbox: "Jean <jean@example.org>")?.text == "jean@example.org")
        #expect(MailAddress(mailbox: " jean@example.org ")?.domain == "example.org")
        #expect(MailAddress(mailbox: "Jean <jean@example.org") == nil)
    }
}
