// Messages as others write them, and as nobody should.

import Foundation
import MailMessages
import Testing

@Suite struct MailReadingTests {
    private func read(_ text: String, limits: MailLimits = .standard) throws(MailFault) -> MailPart { try MailPart.read(Array(text.utf8), limits: limits) }

    private func fault(_ text: String, limits: MailLimits = .standard) -> MailFaultCode? {
        do throws(MailFault) {
            _ = try read(text, limits: limits)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `lines may end in LF alone, and names may be of any case`() throws {
        let mail = try read("SUBJECT: a\n b\ncontent-type: MULTIPART/Mixed; BOUNDARY=x\n\npreamble\n--x\n\none\n--x\n\ntwo\n--x--\nepilogue")
        #expect(mail.header["Subject"] == "a b" && mail.parts.map(\.text) == ["one", "two"])
    }

    @Test func `a message without a type is a text`() throws { #expect(try read("Subject: x\n\nhello").mediaType == "text/plain") }

    @Test(arguments: [
        ("=?utf-8?q?caf=C3=A9?=", "café"), ("=?ISO-8859-1?Q?caf=E9_noir?=", "café noir"), ("=?iso-8859-15?b?pA==?=", "€"),
        ("=?utf-8?b?Y2Fmww==?= =?utf-8?b?qQ==?=", "café"), ("a =?utf-8?q?b?= =?utf-8?q?c?= d", "a bc d"), ("=?utf-8?q?a?= x =?utf-8?q?b?=", "a x b"),
        ("=?klingon?q?a?=", "=?klingon?q?a?="), ("=?utf-8?q?a", "=?utf-8?q?a"), ("=?utf-8*fr?q?a?=", "a"), ("=?windows-1252?Q?l=92eau?=", "l’eau"),
    ])
    func `encoded words are decoded where they can be`(written: String, meant: String) throws {
        #expect(try read("Subject: \(written)\n\n").header.text("Subject") == meant)
    }

    @Test func `a character may be cut between two words`() throws {
        #expect(try read("Subject: =?utf-8?q?caf=C3?= =?utf-8?q?=A9?=\n\n").header.text("Subject") == "café")
    }

    @Test(arguments: [
        ("name*=UTF-8''r%C3%A9sum%C3%A9.pdf", "résumé.pdf"), ("name*0=\"long\"; name*1=\"er.pdf\"", "longer.pdf"),
        ("name*0*=iso-8859-1''caf%E9; name*1=.pdf", "café.pdf"), ("name=\"=?utf-8?q?caf=C3=A9.pdf?=\"", "café.pdf"), ("name=bare.pdf", "bare.pdf"),
        ("name=\"a;b.pdf\"", "a;b.pdf"), ("name=\"cut", "cut"), ("name*=UTF-8''100%", "100%"),
    ])
    func `names of files are read in every way of writing them`(parameter: String, name: String) throws {
        #expect(try read("Content-Type: application/pdf; \(parameter)\n\n").fileName == name)
    }

    @Test func `transfer encodings are undone`() throws {
        #expect(try read("Content-Transfer-Encoding: base64\n\nQk9O\r\n Sk9V\nUg\n").text == "BONJOUR")
        #expect(try read("Content-Transfer-Encoding: Quoted-Printable\n\nun=\r\n=C3=A9 \t\r\ndeux = \nfin").text == "uné\r\ndeux fin")
        #expect(try read("Content-Type: text/plain; charset=iso-8859-15\nContent-Transfer-Encoding: quoted-printable\n\n=A4").text == "€")
    }

    @Test(arguments: [
        ("Content-Transfer-Encoding: x-zip\n\n", MailFaultCode.transferEncoding), ("Content-Transfer-Encoding: base64\n\nQ", .encodedContent),
        ("Content-Transfer-Encoding: base64\n\nQ!==", .encodedContent), ("Content-Transfer-Encoding: base64\n\nQk==Qk==", .encodedContent),
        ("Content-Transfer-Encoding: quoted-printable\n\n=G1", .encodedContent), ("Content-Transfer-Encoding: quoted-printable\n\n=1", .encodedContent),
        ("no colon\n\n", .header), (": x\n\n", .header), (" continuation\n\n", .header), ("Sub\0ject: x\n\n", .header), ("Subject: a\rb\n\n", .header),
        ("Content-Type: multipart/mixed\n\n--x\n\n--x--", .boundary), ("Content-Type: multipart/mixed; boundary=\"\"\n\n", .boundary),
        ("Content-Type: multipart/mixed; boundary=x\n\n", .unterminated), ("Content-Type: multipart/mixed; boundary=x\n\n--x\n\na", .unterminated),
        ("Content-Type: multipart/mixed; boundary=x\n\n--xy\n\na\n--xy--", .unterminated),
    ])
    func `what cannot be read is named`(text: String, code: MailFaultCode) { #expect(fault(text) == code) }

    @Test func `a boundary of 71 characters is none`() {
        let long = String(repeating: "b", count: 71)
        #expect(fault("Content-Type: multipart/mixed; boundary=\(long)\n\n--\(long)\n\na\n--\(long)--") == .boundary)
    }

    @Test func `everything is bounded`() {
        var limits = MailLimits()
        (limits.bytes, limits.headerBytes, limits.headerFields, limits.parts, limits.depth) = (100_000, 1000, 10, 5, 3)
        #expect(fault(String(repeating: "a", count: 100_001), limits: limits) == .tooManyBytes)
        #expect(fault("Subject: " + String(repeating: "a", count: 2000), limits: limits) == .headerTooLong)
        #expect(fault(String(repeating: "A: b\n", count: 11) + "\n", limits: limits) == .headerTooLong)
        let parts = String(repeating: "--x\n\na\n", count: 9)
        #expect(fault("Content-Type: multipart/mixed; boundary=x\n\n\(parts)--x--", limits: limits) == .tooManyParts)
        var nested = "a"
        for level in 1...5 { nested = "Content-Type: multipart/mixed; boundary=x\(level)\n\n--x\(level)\n\(nested)\n--x\(level)--" }
        #expect(fault(nested, limits: limits) == .tooDeep)
    }

    @Test func `any cut and any changed byte of a message is read or named, in bounded time`() throws {
        let whole = try message(
            content: .multipart("mixed", parameters: [], [.text("é"), .attachment(MailAttachment(name: "é", mediaType: "a/b", bytes: [1, 2]))])
        )
        .bytes
        for count in 0..<whole.count { _ = try? MailPart.read(Array(whole.prefix(count))) }
        for place in whole.indices {
            var bytes = whole
            for byte: UInt8 in [0, 10, 13, 0x22, 0x3D, 0xFF] {
                bytes[place] = byte
                _ = try? MailPart.read(bytes).leaves.map { ($0.fileName, $0.text) }
            }
        }
    }

    @Test(arguments: [
        "Auto-Submitted: auto-replied\nFrom: a@b", "Auto-Submitted: auto-generated\nFrom: a@b", "Return-Path: <>\nFrom: a@b", "Precedence: bulk\nFrom: a@b",
        "From: MAILER-DAEMON@b", "Subject: nobody writes", "List-Id: <x.y>\nFrom: a@b", "Content-Type: multipart/report; boundary=x\nFrom: a@b",
    ])
    func `a message that a program wrote is never to be answered`(header: String) throws {
        let ending = header.contains("multipart") ? "--x\n\na\n--x--" : ""
        #expect(try read(header + "\n\n" + ending).isAutomatic)
    }

    @Test(arguments: ["From: a@b", "From: a@b\nAuto-Submitted: no", "From: a@b\nReturn-Path: <a@b>"])
    func `a message of a person may be`(header: String) throws { #expect(try !read(header + "\n\n").isAutomatic) }
}
