// Every limit of a message holds at its edge, and every fault has its code and holds no content.

import MailMessages
import TestSupport
import Testing

@Suite struct MailLimitTests {
    private func fault(_ text: String, _ change: (inout MailLimits) -> Void = { _ in }) -> MailFault? {
        var limits = MailLimits.standard
        change(&limits)
        do throws(MailFault) {
            _ = try MailPart.read(Array(text.utf8), limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test func `the standard limits are those that are said`() {
        let limits = MailLimits.standard
        #expect([limits.bytes, limits.headerBytes, limits.headerFields, limits.parts, limits.depth] == [100_663_296, 131_072, 500, 200, 8])
    }

    @Test func `bytes hold at their edge`() {
        #expect(fault("A: b\n\nhello") { $0.bytes = 11 } == nil)
        #expect(fault("A: b\n\nhello") { $0.bytes = 10 } == MailFault(.tooManyBytes, detail: "11, at most 10"))
    }

    @Test func `fields of a header hold at their edge, and continuations are none`() {
        let three = "A: b\n c\nB: b\nC: b\n\n"
        #expect(fault(three) { $0.headerFields = 3 } == nil)
        #expect(fault(three) { $0.headerFields = 2 } == MailFault(.headerTooLong, detail: "more than 2 fields"))
    }

    @Test func `bytes of a header hold at their edge with their line ends, in one line and in many`() {
        let line = "Subject: " + String(repeating: "a", count: 90)
        #expect(fault(line + "\n\n") { $0.headerBytes = 100 } == nil)
        #expect(fault(line + "a\n\n") { $0.headerBytes = 100 }?.code == .headerTooLong)
        let many = String(repeating: "A: b\n", count: 20)
        #expect(fault(many + "\n") { $0.headerBytes = 100 } == nil)
        #expect(fault(many + "A: b\n\n") { $0.headerBytes = 100 } == MailFault(.headerTooLong, detail: "more than 100 bytes"))
    }

    @Test func `a body is not counted with the header`() {
        #expect(fault("A: b\n\n" + String(repeating: "x", count: 500)) { $0.headerBytes = 100 } == nil)
    }

    @Test func `parts hold at their edge, the message itself among them`() {
        let three = "Content-Type: multipart/mixed; boundary=x\n\n--x\n\na\n--x\n\nb\n--x--"
        #expect(fault(three) { $0.parts = 3 } == nil)
        #expect(fault(three) { $0.parts = 2 }?.code == .tooManyParts)
        #expect(fault("A: b\n\n") { $0.parts = 1 } == nil)
        #expect(fault("A: b\n\n") { $0.parts = 0 }?.code == .tooManyParts)
    }

    @Test func `depth holds at its edge, and the message itself is not counted`() {
        var nested = "\na"
        for level in 1...3 { nested = "Content-Type: multipart/mixed; boundary=x\(level)\n\n--x\(level)\n\(nested)\n--x\(level)--" }
        #expect(fault(nested) { $0.depth = 3 } == nil)
        #expect(fault(nested) { $0.depth = 2 } == MailFault(.tooDeep, detail: "more than 2"))
    }

    @Test(arguments: [(1, nil), (70, nil), (71, MailFaultCode.boundary)])
    func `a boundary has up to 70 characters`(count: Int, code: MailFaultCode?) {
        let boundary = String(repeating: "b", count: count)
        #expect(fault("Content-Type: multipart/mixed; boundary=\(boundary)\n\n--\(boundary)\n\na\n--\(boundary)--")?.code == code)
    }

    @Test(arguments: ["\"a \"", "\"é\"", "\"\""])
    func `a boundary that ends in a space, or is no plain text, is none`(boundary: String) {
        #expect(fault("Content-Type: multipart/mixed; boundary=\(boundary)\n\n--a\n\nb\n--a--")?.code == .boundary)
    }

    @Test(arguments: [
        (MailFaultCode.tooManyBytes, "mail.limit.bytes"), (.headerTooLong, "mail.limit.header"), (.tooManyParts, "mail.limit.parts"),
        (.tooDeep, "mail.limit.depth"), (.header, "mail.header"), (.boundary, "mail.boundary"), (.unterminated, "mail.unterminated"),
        (.transferEncoding, "mail.transfer-encoding"), (.encodedContent, "mail.encoded-content"),
    ])
    func `a fault has a stable code`(code: MailFaultCode, text: String) {
        #expect(code.rawValue == text)
        #expect(MailFault(code).description == text && MailFault(code, detail: "7").description == "\(text): 7")
    }

    @Test func `no code is left out of the table above`() { #expect(MailFaultCode.allCases.count == 9) }

    @Test(arguments: [
        ("no colon\n\n", MailFault(.header, detail: "no name")), (": a\n\n", MailFault(.header, detail: "no name")),
        ("Sub ject: a\n\n", MailFault(.header, detail: "no name")), ("Sübject: a\n\n", MailFault(.header, detail: "no name")),
        (" a\n\n", MailFault(.header, detail: "continuation of nothing")), ("\tA: b\n\n", MailFault(.header, detail: "continuation of nothing")),
        ("A: b\0\n\n", MailFault(.header, detail: "control character")), ("A: b\rc\n\n", MailFault(.header, detail: "control character")),
        ("Content-Transfer-Encoding: base64\n\n*", MailFault(.encodedContent, detail: "base64")),
        ("Content-Transfer-Encoding: Quoted-Printable\n\n=zz", MailFault(.encodedContent, detail: "quoted-printable")),
        ("Content-Transfer-Encoding: secret-name\n\n", MailFault(.transferEncoding)),
    ])
    func `a fault says what is wrong and never what stood there`(text: String, wanted: MailFault) { #expect(fault(text) == wanted) }
}
