// Header blocks, references to parts, and the names of archives, rule by rule.

import Testing
import XMLTree
import ZIPArchives

@testable import XDSMessages

@Suite struct HeaderAndArchiveTests {
    @Test(arguments: [
        ("cid:a@b", "a@b"), ("CID:a@b", "a@b"), ("cid:a%40b", "a@b"), ("cid:%C3%a9", "é"), ("cid:a%2Bb", "a+b"), ("cid:a+b", "a+b"), ("cid:", nil),
        ("cid", nil),
        ("mid:a", nil), ("cid:%", nil), ("cid:%4", nil), ("cid:%4g", nil), ("cid:%+4", nil), ("cid:%-4", nil), ("cid:%FF", nil), (" cid:a", nil),
    ])
    func `a reference to a part is a content id, percent-encoded`(href: String, id: String?) { #expect(ContentIDReference.contentID(of: href) == id) }

    @Test(arguments: [("<a@b>", "a@b"), ("a@b", "a@b"), (" <a@b>\t", "a@b"), ("<a@b", "<a@b"), ("<>", "")])
    func `a content id is read without its angle brackets`(written: String, id: String) { #expect(MIMEPart.bareID(written) == id) }

    @Test(arguments: [
        ("<w:Security s:mustUnderstand='1'/>", true), ("<w:Security s:mustUnderstand='true'/>", true), ("<w:Security s:mustUnderstand='0'/>", false),
        ("<w:Security/>", false), ("<w:Security><x:Assertion xmlns:x='urn:x'/></w:Security>", true),
        ("<w:Security><a><x:Assertion xmlns:x='urn:x'/></a></w:Security>", true), ("<w:Security><a/></w:Security>", false),
        ("<x:Security xmlns:x='urn:x'><Assertion/></x:Security>", false), ("", false),
    ])
    func `a message presents an assertion where its security block holds one or must be understood`(block: String, presents: Bool) throws {
        let namespaced = block.replacing("<w:Security", with: "<w:Security xmlns:w='\(QualifiedName.security.namespace)'")
        let message = try SOAPMessage.read(Fixture.plain(Fixture.envelope(header: namespaced, body: "<b/>")), understood: [.security])
        #expect(message.presentsAssertion == presents)
    }

    @Test func `an answer relates to the message that it answers, and asks for none`() {
        let answer = SOAPHeader.answer(to: Fixture.header, action: "urn:a", messageID: "urn:m")
        #expect(answer == SOAPHeader(action: "urn:a", messageID: "urn:m", to: nil, replyTo: nil, relatesTo: Fixture.header.messageID))
        #expect(SOAPHeader(action: "a", messageID: "m").replyTo == "http://www.w3.org/2005/08/addressing/anonymous")
    }

    @Test func `header blocks that were given are written as they are, in their order`() throws {
        var header = Fixture.header
        header.blocks = [Array("<x xmlns='urn:x'>1</x>".utf8), Array("<y xmlns='urn:y'/>".utf8)]
        header.relatesTo = "urn:uuid:7"
        let message = try SOAPMessage.read(RegistryResponse.success.message(header: header))
        #expect(message.headerBlocks.map(\.localName) == ["x", "y"] && message.header.relatesTo == "urn:uuid:7" && message.header.to == header.to)
        #expect(message.header.action == header.action && message.header.messageID == header.messageID && message.header.replyTo == header.replyTo)
    }

    @Test func `a message that relates to several answers the first`() throws {
        let blocks = "<a:RelatesTo> urn:1 </a:RelatesTo><a:RelatesTo>urn:2</a:RelatesTo>"
        #expect(try SOAPMessage.read(Fixture.plain(Fixture.envelope(header: blocks, body: "<b/>"))).header.relatesTo == "urn:1")
    }

    @Test(arguments: ["To", "MessageID", "Action", "ReplyTo"])
    func `a property of addressing stands once`(name: String) {
        let blocks = "<a:\(name)>urn:1</a:\(name)><a:\(name)>urn:1</a:\(name)>"
        #expect(throws: MessageFailure(.addressingInvalid, detail: "repeated \(name)")) {
            try SOAPMessage.read(Fixture.plain(Fixture.envelope(header: blocks, body: "<b/>")))
        }
    }

    @Test func `an action announced with the media type must be that of the message, where there is one`() throws {
        for (announced, said, isRead) in [("urn:a", "urn:a", true), ("urn:b", "urn:a", false), ("urn:b", "", true)] {
            var message = Fixture.plain(Fixture.envelope(header: said.isEmpty ? "" : "<a:Action>\(said)</a:Action>", body: "<b/>"))
            message.contentType += "; action=\"\(announced)\""
            #expect((Fixture.failure { () throws(MessageFailure) in _ = try SOAPMessage.read(message) } == nil) == isRead)
        }
    }

    @Test func `a fault tells up to eight subcodes, the language and the reason`() throws {
        var subcodes = ""
        for number in (1...10).reversed() { subcodes = "<s:Subcode><s:Value xmlns:x='urn:x'>x:C\(number)</s:Value>\(subcodes)</s:Subcode>" }
        let body = "<s:Fault><s:Code><s:Value>s:Receiver</s:Value>\(subcodes)</s:Code><s:Reason><s:Text xml:lang='fr'>Non</s:Text></s:Reason></s:Fault>"
        let fault = try #require(try SOAPMessage.read(Fixture.plain(Fixture.envelope(body: body))).fault)
        #expect(fault.code == .receiver && fault.reason == "Non" && fault.language == "fr")
        #expect(fault.subcodes == (1...8).map { QualifiedName("C\($0)", in: "urn:x") })
    }

    @Test(arguments: [
        ("application/pdf", "PDF"), ("text/plain", "TXT"), ("text/html", "HTM"), ("application/xhtml+xml", "HTM"), ("text/rtf", "RTF"),
        ("application/rtf", "RTF"),
        ("image/jpeg", "JPG"), ("image/tiff", "TIF"), ("application/dicom", "DCM"), ("text/xml", "XML"), ("application/hl7-cda+xml", "XML"),
        ("Image/JPEG", "JPG"),
        ("video/mp4", "BIN"), ("", "BIN"),
    ])
    func `a file of an archive has the extension of its media type`(mediaType: String, suffix: String) throws {
        var entry = Fixture.entry
        entry.mimeType = mediaType
        let submission = XDMSubmission(objects: Fixture.objects, documents: [XDMDocument(entry: entry, bytes: Array("<a/>".utf8))])
        let cover = XDMCover(sender: "a", application: "b", moment: ZIPMoment(year: 2026, month: 3, day: 1))
        let archive = try ZIPArchive(reading: XDMArchive.bytes(of: [submission], cover: cover, sha1: { _ in [1] }))
        #expect(archive.entries.last?.path.text == "IHE_XDM/SUBSET01/DOC0001.\(suffix)")
    }

    @Test(arguments: [(0, 4, "0000"), (7, 2, "07"), (99, 2, "99"), (100, 2, "100"), (9_999, 4, "9999")])
    func `numbers of names are filled up with zeros`(number: Int, width: Int, text: String) { #expect(XDMArchive.digits(number, width) == text) }

    @Test(arguments: XDMFaultCode.allCases)
    func `five faults of an archive are remarks, and all others refuse it`(code: XDMFaultCode) {
        let remarks: Set<XDMFaultCode> = [.repositoryNamed, .furtherCopy, .noIndex, .noReadme, .irregular]
        #expect(code.isRemark == remarks.contains(code))
        var archive = XDMArchive()
        archive.faults = [XDMFault(.noIndex), XDMFault(code)]
        #expect(archive.isAcceptable == remarks.contains(code))
        #expect(XDMFault(code, file: "f", object: "o", detail: "d").description == "\(code.rawValue): f: o: d" && code.rawValue.hasPrefix("xdm."))
    }

    @Test func `an archive without a folder of its own holds nothing`() throws {
        var writer = ZIPWriter(moment: ZIPMoment(year: 2026, month: 3, day: 1))
        try writer.add("IHE_XDM/METADATA.XML", [])
        try writer.add("OTHER/SUBSET01/METADATA.XML", [])
        let archive = try XDMArchive(reading: writer.bytes, sha1: { $0 })
        #expect(archive.faults == [XDMFault(.noMetadata)] && archive.submissions.isEmpty && !archive.isAcceptable)
    }

    @Test(arguments: [(99, false), (100, true)])
    func `ninety-nine submissions are read, and the hundredth is refused`(count: Int, isRefused: Bool) throws {
        var writer = ZIPWriter(moment: ZIPMoment(year: 2026, month: 3, day: 1))
        for number in 1...count { try writer.add("IHE_XDM/S\(number)/METADATA.XML", Array("<a".utf8)) }
        let archive = try XDMArchive(reading: writer.bytes, sha1: { $0 })
        #expect(archive.faults.contains { $0.code == .tooManySets } == isRefused)
        #expect(archive.faults.count { $0.code == .metadataNotXML } == 99)
    }
}
