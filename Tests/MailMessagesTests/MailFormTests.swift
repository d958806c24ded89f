// How headers, encodings and character sets may be written, rule by rule.

import MailMessages
import TestSupport
import Testing

@Suite struct MailFormTests {
    private func read(_ text: String) throws -> MailPart { try MailPart.read(Array(text.utf8)) }

    @Test func `a line of a mailbox file before the header is passed over, and only there`() throws {
        #expect(try read("From nobody Thu Jan  1 00:00:00 1970\nSubject: a\n\n").header.fields == [MailField("Subject", "a")])
        #expect(throws: MailFault.self) { try read("Subject: a\nFrom nobody Thu Jan  1\n\n") }
    }

    @Test func `a header without a body is whole, its last line ended or not`() throws {
        for text in ["Subject: a", "Subject: a\n", "Subject: a\r\n", "Subject: a\r\n\r\n"] {
            let mail = try read(text)
            #expect(mail.header["subject"] == "a" && mail.bytes.isEmpty)
        }
    }

    @Test func `the first field of a name counts, and all are kept in order`() throws {
        let header = try read("A: 1\nB: 2\na: 3\n\n").header
        #expect(header["A"] == "1" && header.fields.map(\.value) == ["1", "2", "3"] && header["C"] == nil)
    }

    @Test func `a folded field is one line, whatever blanks stand at the fold`() throws {
        #expect(try read("Subject: a \n\t  b\n  c  \n\n").header["Subject"] == "a b c")
    }

    @Test(arguments: [
        ("<a@b>", "a@b"), (" <a@b> ", "a@b"), ("a@b", "a@b"), ("<a@b", "<a@b"), ("a@b>", "a@b>"), ("", nil), ("   ", nil),
    ])
    func `an id is read without its angle brackets`(written: String, id: String?) throws {
        #expect(try read("Message-ID:\(written)\n\n").header.identifier("Message-ID") == id)
    }

    @Test(arguments: [
        ("a@b.fr", "a@b.fr"), ("Anne <a@b.fr>", "a@b.fr"), ("\"Essai, Anne\" <a@b.fr>", "a@b.fr"), ("nobody, a@b.fr, c@d.fr", "a@b.fr"),
        ("undisclosed-recipients:;", nil), ("\"<x@y.fr>\" <a@b.fr>", "a@b.fr"),
    ])
    func `the address of a field is its mailbox, or the first of several`(written: String, address: String?) throws {
        #expect(try read("To: \(written)\n\n").header.address("To")?.text == address)
    }

    @Test(arguments: [(64, 1, true), (65, 1, false), (1, 255, true), (1, 256, false)])
    func `an address has up to 64 characters before the sign and 255 behind it`(local: Int, domain: Int, isOne: Bool) {
        let text = String(repeating: "a", count: local) + "@" + String(repeating: "b", count: domain)
        #expect((MailAddress(text) != nil) == isOne)
    }

    @Test(arguments: "!#$%&'*+-/=?^_`{|}~".map(String.init))
    func `every sign of an atom may stand before the sign, and none but a hyphen behind it`(sign: String) {
        #expect(MailAddress("a\(sign)b@c.fr") != nil)
        #expect((MailAddress("a@b\(sign)c.fr") != nil) == (sign == "-"))
    }

    @Test(arguments: [" ", ",", ";", ":", "(", ")", "[", "]", "\\", "\"", "<", ">", "\r", "\n", "\0", "é"])
    func `no other sign stands in an address`(sign: String) {
        #expect(MailAddress("a\(sign)b@c.fr") == nil && MailAddress("a@b\(sign)c.fr") == nil)
    }

    @Test func `the domain of an address is told in lower case`() { #expect(MailAddress("A@B.Mssante.FR")?.domain == "b.mssante.fr") }

    @Test(
        arguments: [
            ("utf-8", [0xC3, 0xA9], "é"), ("UTF8", [0xC3, 0xA9], "é"), ("us-ascii", [0x41], "A"), ("ascii", [0x41], "A"), ("iso-8859-1", [0xE9, 0xA4], "é¤"),
            ("latin1", [0xE9], "é"), ("iso8859-1", [0xE9], "é"), ("iso-8859-15", [0xA4, 0xA6, 0xA8, 0xB4, 0xB8, 0xBC, 0xBD, 0xBE], "€ŠšŽžŒœŸ"),
            ("latin9", [0xA4], "€"), ("iso8859-15", [0xA4], "€"), ("windows-1252", [0x80, 0x85, 0x8C, 0x92, 0x96, 0x9C, 0xE9], "€…Œ’–œé"),
            ("cp1252", [0x93, 0x94, 0x9F], "“”Ÿ"), ("klingon", [0xC3, 0xA9], "é"), ("klingon", [0xE9, 0x92], "é’"), ("utf-8", [0xE9], "é"),
        ] as [(String, [UInt8], String)])
    func `a text is read in the set that it names, else in what its bytes can be`(charset: String, bytes: [UInt8], text: String) throws {
        let mail = try MailPart.read(Array("Content-Type: text/plain; charset=\(charset)\n\n".utf8) + bytes)
        #expect(mail.text == text && mail.bytes == bytes)
    }

    @Test(arguments: ["", "7bit", "8bit", "binary", "8BIT", "7bit; x=y"])
    func `what is not encoded is taken byte for byte`(encoding: String) throws {
        let field = encoding.isEmpty ? "" : "Content-Transfer-Encoding: \(encoding)\n"
        #expect(try read(field + "A: b\n\na=20b \r\n\r\n").bytes == Array("a=20b \r\n\r\n".utf8))
    }

    @Test(arguments: [
        ("a=20b", "a b"), ("a=3Db", "a=b"), ("a=c3=A9", "aé"), ("a=\nb", "ab"), ("a= \t\r\nb", "ab"), ("a  \nb", "a\nb"), ("a \t\r\nb", "a\r\nb"), ("a=", "a"),
        ("a= ", "a"), ("a =\nb", "a b"), ("", ""), ("a=20\nb", "a\nb"), ("\n\n", "\n\n"),
    ])
    func `quoted-printable is undone`(written: String, meant: String) throws {
        #expect(try read("Content-Transfer-Encoding: quoted-printable\n\n" + written).text == meant)
    }

    @Test(arguments: ["=", "=4", "=4G", "=G4", "a=1"].map { $0 + "x" } + ["=4", "=A"])
    func `half an escape of quoted-printable is refused`(written: String) {
        #expect(throws: MailFault(.encodedContent, detail: "quoted-printable")) { try read("Content-Transfer-Encoding: quoted-printable\n\n" + written) }
    }

    @Test(
        arguments: [
            ("QQ==", [0x41]), ("QQ", [0x41]), ("QUI=", [0x41, 0x42]), ("QUI", [0x41, 0x42]), ("QUJD", [0x41, 0x42, 0x43]),
            ("Q U\tJ\r\nD\n", [0x41, 0x42, 0x43]), ("", []),
            ("+/+/", [0xFB, 0xFF, 0xBF]),
        ] as [(String, [UInt8])])
    func `base64 is undone, its padding there or not`(written: String, meant: [UInt8]) throws {
        #expect(try read("Content-Transfer-Encoding: base64\n\n" + written).bytes == meant)
    }

    @Test(arguments: ["Q", "QUJDR", "Q-==", "QQ==QQ==", "QQ=Q", "QUJ_"])
    func `what is no base64 is refused`(written: String) {
        #expect(throws: MailFault(.encodedContent, detail: "base64")) { try read("Content-Transfer-Encoding: base64\n\n" + written) }
    }

    @Test(arguments: [
        ("text/plain", "text/plain"), ("TEXT/Html; charset=x", "text/html"), ("", "text/plain"), (" ; charset=x", "text/plain"),
        ("application/pdf;", "application/pdf"),
    ])
    func `a media type is told in lower case, and is a plain text where none is said`(written: String, type: String) throws {
        #expect(try read("Content-Type: \(written)\n\n").mediaType == type)
    }

    @Test(arguments: [
        ("b=1; a=2", "2"), ("A=2", "2"), ("a=1; a=2", "1"), ("a = \"x y\" ", "x y"), ("a=\"x\\\"y\\\\z\"", "x\"y\\z"), ("a=\"x\"y", "x"), ("a", nil),
        ("b=1", nil),
        ("a*0=x; a*1=y; a*3=z", "xy"), ("a*1=y", ""), ("a*=utf-8''x%2", "x%2"), ("a*=utf-8''%zz", "%zz"), ("a*=utf-8''%+4", "%+4"), ("a*=x", "x"),
        ("a*0*=utf-8''%41; a*1*=%42; a*2=%43", "AB%43"),
        ("a=1; a*=utf-8''2", "2"), ("a*0=1; a*0=2", "1"), ("a=\"1;b=2\"; c=3", "1;b=2"),
    ])
    func `a parameter is read in every way of writing it`(written: String, value: String?) throws {
        #expect(try read("Content-Type: text/plain; \(written)\n\n").parameter("a") == value)
    }

    @Test(arguments: [
        ("=?utf-8?q?a?=b", "ab"), ("=?utf-8?Q?a=20b?=", "a b"), ("=?utf-8?q?=5F_?=", "_ "), ("x =?utf-8?q?a?= y", "x a y"),
        ("=?utf-8?q?a?=\t =?utf-8?q?b?=", "ab"), ("=?utf-8?q?=C3=A9?= =?iso-8859-1?q?=E9?=", "éé"), ("=?utf-8?x?a?=", "=?utf-8?x?a?="),
        ("=?utf-8?b?*?=", "=?utf-8?b?*?="),
        ("=?utf-8?q?=G?=", "=?utf-8?q?=G?="), ("=?utf-8?q?a b?=", "=?utf-8?q?a b?="), ("=?utf-8?q?a?= =?utf-8?q?b", "a =?utf-8?q?b"), ("=?", "=?"),
        ("=?utf-8?q??=", ""),
    ])
    func `encoded words are decoded, and what is none stays`(written: String, meant: String) throws {
        #expect(try read("Subject: \(written)\n\n").header.text("Subject") == meant)
    }

    @Test(arguments: [
        ("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\na\r\n--x--\r\n", ["a"]),
        ("Content-Type: multipart/mixed; boundary=x\n\n--x\n\na\n\n--x  \n\nb\n--x-- \nc", ["a\n", "b"]),
        ("Content-Type: multipart/mixed; boundary=x\n\n--xy\n--x\n\na\n--xy\n--x--", ["a\n--xy"]),
        ("Content-Type: multipart/mixed; boundary=x\n\n--x\n--x--", [""]),
        ("Content-Type: multipart/mixed; boundary=x\n\n --x\n--x\n\na--x\n--x--", ["a--x"]),
        ("Content-Type: multipart/mixed; boundary=x\n\n--x\n\na\r\n\r\n--x--", ["a\r\n"]),
    ])
    func `parts stand between lines that are the boundary and nothing else`(text: String, parts: [String]) throws {
        #expect(try read(text).parts.map(\.text) == parts)
    }

    @Test(arguments: [
        ("Content-Disposition: attachment; filename=a.pdf", "a.pdf", true), ("Content-Disposition: inline; filename=a.pdf", "a.pdf", false),
        ("Content-Type: a/b; name=b.pdf", "b.pdf", false), ("Content-Type: a/b; name=b.pdf\nContent-Disposition: Attachment; filename=a.pdf", "a.pdf", true),
        ("Content-Type: a/b; name=b.pdf\nContent-Disposition: attachment", "b.pdf", true), ("Subject: a", nil, false),
    ])
    func `the disposition names a file before the type does, and says whether it is kept apart`(header: String, name: String?, isAttachment: Bool) throws {
        let mail = try read(header + "\n\n")
        #expect(mail.fileName == name && mail.isAttachment == isAttachment)
    }

    @Test(arguments: [
        ("From: a@b.fr\nPrecedence: Junk", true), ("From: a@b.fr\nPrecedence: list", true), ("From: a@b.fr\nPrecedence: first-class", false),
        ("From: Postmaster@b.fr", true), ("From: postmaster.assistant@b.fr", false), ("From: a@b.fr\nAuto-Submitted: No", false),
        ("From: nobody", true), ("From: a@b.fr\nReturn-Path:  <> ", true),
    ])
    func `a program's message is known by each of its signs`(header: String, isAutomatic: Bool) throws {
        #expect(try read(header + "\n\n").isAutomatic == isAutomatic)
    }
}
