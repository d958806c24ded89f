// Envelopes: what is refused, and the parts that they include.

import Testing
import XMLTree

@testable import XDSMessages

@Suite struct SOAPMessageTests {
    private func failure(_ carried: CarriedMessage, understood: Set<QualifiedName> = [], limits: ReadingLimits = .standard) -> MessageFailureCode? {
        Fixture.failure { () throws(MessageFailure) in _ = try SOAPMessage.read(carried, understood: understood, limits: limits) }
    }

    @Test(
        arguments: [
            ("", .notXML), ("<a", .notXML), ("<!DOCTYPE a><a/>", .notXML), ("<a/>", .soapVersion),
            ("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><a/></s:Body></s:Envelope>", .soapVersion),
            ("<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'/>", .envelope),
            ("<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body/></s:Envelope>", .envelope),
            ("<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><a/><b/></s:Body></s:Envelope>", .envelope),
            ("<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><a/></s:Body><s:Body><a/></s:Body></s:Envelope>", .envelope),
            ("<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><x/><s:Body><a/></s:Body></s:Envelope>", .envelope),
            ("<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><s:Fault/></s:Body></s:Envelope>", .envelope),
        ] as [(String, MessageFailureCode)])
    func `what is no SOAP message is refused`(text: String, code: MessageFailureCode) {
        #expect(failure(Fixture.plain(text)) == code)
    }

    @Test func `a header that must be understood is, or makes the reading fail`() {
        func message(_ attributes: String) -> CarriedMessage { Fixture.plain(Fixture.envelope(header: "<x:Y xmlns:x='urn:x' \(attributes)/>", body: "<b/>")) }
        #expect(failure(message("s:mustUnderstand='1'")) == .mustUnderstand)
        #expect(failure(message("s:mustUnderstand='true' s:role='http://www.w3.org/2003/05/soap-envelope/role/next'")) == .mustUnderstand)
        #expect(failure(message("s:mustUnderstand='1'"), understood: [QualifiedName("Y", in: "urn:x")]) == nil)
        #expect(failure(message("s:mustUnderstand='0'")) == nil)
        #expect(failure(message("s:mustUnderstand='1' s:role='urn:somebody-else'")) == nil)
        #expect(failure(message("")) == nil)
    }

    @Test func `addressing is read, and may not be doubled`() throws {
        let header =
            "<a:Action s:mustUnderstand='1'> urn:a </a:Action><a:MessageID>urn:m</a:MessageID><a:ReplyTo><a:Address>urn:r</a:Address></a:ReplyTo><w xmlns='urn:w'/>"
        let message = try SOAPMessage.read(Fixture.plain(Fixture.envelope(header: header, body: "<b/>")))
        #expect(message.header == SOAPHeader(action: "urn:a", messageID: "urn:m", replyTo: "urn:r"))
        #expect(message.headerBlocks.map(\.localName) == ["w"])
        #expect(failure(Fixture.plain(Fixture.envelope(header: header + "<a:Action>urn:b</a:Action>", body: "<b/>"))) == .addressingInvalid)
        var announced = Fixture.plain(Fixture.envelope(header: header, body: "<b/>"))
        announced.contentType += "; action=\"urn:b\""
        #expect(failure(announced) == .addressingInvalid)
    }

    @Test func `a part is found by its percent-encoded name`() throws {
        let package = Fixture.package(
            envelope: Fixture.envelope(body: Fixture.include.replacing("doc1@x", with: "doc%2b1%40x")),
            documentHeaders: ["content-id: <doc+1@x>", "Content-Type: a/b"])
        let message = try SOAPMessage.read(package)
        #expect(try message.bytes(of: message.payload) == Array("<d/>".utf8))
        #expect(message.part(of: message.payload)?.mediaType == "a/b")
    }

    @Test func `a package with line feeds alone is read`() throws {
        let message = try SOAPMessage.read(Fixture.package(envelope: Fixture.envelope(body: Fixture.include), end: "\n"))
        #expect(try message.bytes(of: message.payload) == Array("<d/>".utf8))
    }

    @Test(
        arguments: [
            ("cid:doc2@x", .includedPartMissing), ("cid:DOC1@x", .includedPartMissing), ("cid:root@x", .rootIncluded),
            ("http://127.0.0.1:9/doc", .includeReference),
            ("file:///etc/passwd", .includeReference), ("doc.xml", .includeReference), ("", .includeReference), ("cid:", .includeReference),
            ("cid:%4", .includeReference),
            ("cid:%zz", .includeReference),
        ] as [(String, MessageFailureCode)])
    func `an include of anything but a part is refused`(href: String, code: MessageFailureCode) {
        #expect(failure(Fixture.package(envelope: Fixture.envelope(body: Fixture.include.replacing("cid:doc1@x", with: href)))) == code)
    }

    @Test func `includes and parts pair one to one`() {
        let twice = Fixture.envelope(body: "<all>\(Fixture.include)\(Fixture.include)</all>")
        #expect(failure(Fixture.package(envelope: twice)) == .partShared)
        #expect(failure(Fixture.package(envelope: twice), limits: ReadingLimits(includes: 1)) == .tooManyIncludes)
        #expect(failure(Fixture.package(envelope: Fixture.envelope(body: "<b/>"))) == .partUnused)
        #expect(failure(Fixture.plain(Fixture.envelope(body: Fixture.include))) == .includedPartMissing)
        #expect(failure(Fixture.package(envelope: Fixture.envelope(body: Fixture.include.replacing("</d>", with: "text</d>")))) == .include)
        #expect(failure(Fixture.package(envelope: Fixture.envelope(body: Fixture.include.replacing("href=\"cid:doc1@x\"", with: "")))) == .include)
    }

    @Test func `inline base64 is read, and what is none refused`() throws {
        func message(_ content: String) throws -> SOAPMessage { try SOAPMessage.read(Fixture.plain(Fixture.envelope(body: "<b>\(content)</b>"))) }
        let good = try message(" Zm9v\n")
        #expect(try good.bytes(of: good.payload) == Array("foo".utf8))
        for content in ["Zm9", "<c/>", "Zm9v<c/>", "é"] {
            let bad = try message(content)
            #expect(throws: MessageFailure(.base64, detail: "b")) { try bad.bytes(of: bad.payload) }
        }
    }

    @Test(
        arguments: [
            ("text/html", .contentType), ("application/xml", .contentType), ("text/xml", .contentType), ("multipart/form-data; boundary=B", .contentType),
            ("multipart/related; boundary=B; type=\"text/xml\"", .packageType), ("multipart/related; boundary=B; start=\"<doc1@x>\"", .rootType),
        ] as [(String, MessageFailureCode)])
    func `other media types are refused`(type: String, code: MessageFailureCode) {
        var package = Fixture.package(envelope: Fixture.envelope(body: Fixture.include), documentHeaders: ["Content-ID: <doc1@x>", "Content-Type: text/xml"])
        package.contentType = type
        #expect(failure(package) == code)
    }

    @Test func `a plain message beyond the limit is refused`() {
        #expect(failure(Fixture.plain(Fixture.envelope(body: "<b/>")), limits: ReadingLimits(totalBytes: 20)) == .tooManyBytes)
    }

    @Test func `an envelope of too many nodes is refused`() {
        #expect(failure(Fixture.plain(Fixture.envelope(body: "<b><c/><c/><c/></b>")), limits: ReadingLimits(envelopeNodes: 5)) == .notXML)
    }

    @Test func `a failure becomes a fault with its code`() throws {
        for code in MessageFailureCode.allCases {
            let fault = MessageFailure(code).asFault
            #expect(fault.subcodes.last == QualifiedName(code.rawValue, in: "urn:passerelle:fault"))
            #expect((400..<600).contains(MessageFailure(code).httpStatus))
            #expect(try SOAPMessage.read(fault.message(messageID: "urn:uuid:1", relatesTo: nil)).fault == fault)
        }
        #expect(MessageFailure(.contentType).httpStatus == 415)
        #expect(MessageFailure(.tooManyBytes).httpStatus == 413)
        #expect(MessageFailure(.mustUnderstand).httpStatus == 500)
        #expect(MessageFailure(.includedPartMissing).httpStatus == 400)
    }
}
