// Notices in every shape that is met: which outcome is an error, which reply code counts, what makes a message no notice.

import MailMessages
import Testing

@Suite struct NoticeFormTests {
    private func reading(_ fields: String, type: String = "disposition-notification", part: String = "message/disposition-notification") throws -> MailPart {
        try MailPart.read(
            Array("Content-Type: multipart/report; report-type=\(type); boundary=x\n\n--x\n\ntext\n--x\nContent-Type: \(part)\n\n\(fields)\n--x--".utf8))
    }

    @Test(arguments: [
        ("a/b; displayed", "displayed", nil, false), ("a/b; Processed", "processed", nil, false), ("a/b; deleted", "deleted", nil, false),
        ("a/b; processed/error", "processed", "error", true), ("a/b; processed/Error: 902", "processed", "Error: 902", true),
        ("a/b; processed/warning", "processed", "warning", false), ("a/b; processed/failure", "processed", "failure", true),
        ("a/b; processed/Failed", "processed", "Failed", true), ("a/b; failed", "failed", nil, true), ("a/b", "", nil, false), ("a/b;", "", nil, false),
        ("a/b ; displayed / x ", "displayed", "x", false),
    ])
    func `an outcome is an error by its type, its modifier or its text`(disposition: String, type: String, modifier: String?, isError: Bool) throws {
        let notice = try #require(DispositionNotice(try reading("Disposition: \(disposition)\n")))
        #expect(notice.type == type && notice.modifier == modifier && notice.isError == isError && notice.mode == "a/b")
        #expect(try #require(DispositionNotice(try reading("Disposition: \(disposition)\nError: why\n"))).isError)
    }

    @Test func `a notice without a disposition, of another type or in another part is none`() throws {
        #expect(DispositionNotice(try reading("Disposition: a/b; displayed\n")) != nil)
        #expect(DispositionNotice(try reading("Final-Recipient: rfc822; a@b.fr\n")) == nil)
        #expect(DispositionNotice(try reading("Disposition: a/b; displayed\n", type: "delivery-status")) == nil)
        #expect(DispositionNotice(try reading("Disposition: a/b; displayed\n", part: "text/plain")) == nil)
        #expect(DispositionNotice(try reading("", type: "Disposition-Notification")) == nil)
    }

    @Test(arguments: [
        ("rfc822; a@b.fr", "a@b.fr"), ("rfc822;a@b.fr", "a@b.fr"), ("a@b.fr", "a@b.fr"), ("rfc822; Anne <a@b.fr>", "a@b.fr"),
        ("x400; /S=a;/C=fr", "/S=a;/C=fr"),
    ])
    func `a recipient is read behind its type`(written: String, address: String) throws {
        let notice = try #require(DispositionNotice(try reading("Final-Recipient: \(written)\nDisposition: a/b; displayed\n")))
        #expect(notice.finalRecipient == address && notice.originalRecipient == nil)
    }

    private func delivery(_ fields: String, returned: String = "") throws -> DeliveryNotice? {
        DeliveryNotice(try reading("Reporting-MTA: dns; x\n\n\(fields)\n" + returned, type: "delivery-status", part: "message/delivery-status"))
    }

    @Test(arguments: [
        ("smtp; 550 5.1.1 unknown", 550), ("smtp; 451 4.3.0 later", 451), ("smtp; 250 ok", 250), ("smtp; 550-5.1.1 first line", 550), ("smtp;552", 552),
        ("smtp; 600 none", nil), ("smtp; 199 none", nil), ("smtp; 5501", nil), ("x-local; no such box", nil),
        ("x-postfix; connect to 10.0.0.250 said: 554 5.7.1 refused", 554), ("smtp; host mx[192.168.250.251] said: 421 busy", 421),
    ])
    func `the reply code is a word of three digits from 200 to 599, and no piece of an address`(diagnostic: String, code: Int?) throws {
        let notice = try #require(try delivery("Final-Recipient: rfc822; a@b.fr\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: \(diagnostic)"))
        #expect(notice.recipients.map(\.replyCode) == [code])
    }

    @Test(arguments: [
        ("failed", "failed"), ("Delayed", "delayed"), ("DELIVERED", "delivered"), ("relayed (by x)", "relayed"), ("expanded(list)", "expanded"),
    ])
    func `an action is told in lower case, without its remark`(written: String, action: String) throws {
        #expect(try delivery("Final-Recipient: rfc822; a@b.fr\nAction: \(written)\nStatus: 2.0.0 (x)")?.recipients.map(\.action) == [action])
    }

    @Test func `a group without an action or an address is passed over, and a notice of none is none`() throws {
        let good = "Final-Recipient: rfc822; a@b.fr\nAction: failed"
        #expect(try delivery("\(good)\n\nFinal-Recipient: rfc822; c@d.fr\n\nAction: failed")?.recipients.map(\.address) == ["a@b.fr"])
        #expect(try delivery(good)?.recipients.map(\.status) == [""])
        #expect(try delivery("Final-Recipient: rfc822; a@b.fr") == nil)
        #expect(DeliveryNotice(try reading(good, part: "message/delivery-status")) == nil)
    }

    @Test(arguments: ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers"])
    func `the id of the message is read from what came back`(type: String) throws {
        let returned = "--x\nContent-Type: \(type)\n\nMessage-ID: <m@b.fr>\n"
        #expect(try delivery("Final-Recipient: rfc822; a@b.fr\nAction: failed", returned: returned)?.originalMessageID == "m@b.fr")
        #expect(try delivery("Final-Recipient: rfc822; a@b.fr\nAction: failed")?.originalMessageID == nil)
    }

    @Test(arguments: [("error", nil), (nil, "text"), (nil, nil)] as [(String?, String?)])
    func `a notice that is written is read back whole`(modifier: String?, error: String?) throws {
        var notice = DispositionNotice(originalMessageID: "m@b.fr", finalRecipient: "a@b.fr", type: "processed", modifier: modifier)
        notice.error = error
        let read = try MailPart.read(message(content: notice.content(text: "t", original: nil)).bytes)
        #expect(DispositionNotice(read) == notice && read.parts.count == 2)
        #expect(notice.mode == "automatic-action/MDN-sent-automatically")
    }
}
