// Envelopes that hold a document are opened, all others refused by name.

import ClinicalTypes
import Foundation
import Intake
import Testing

@Suite struct DocumentIntakeTests {
    let intake = DocumentIntake(maximumByteCount: 100)
    let moment = Date(timeIntervalSince1970: 1_800_000_000)

    private func verdict(_ contentType: String?, _ body: [UInt8] = Array("<a/>".utf8), coding: String? = nil) -> IntakeVerdict {
        intake.receive(Envelope(contentType: contentType, contentEncoding: coding, body: body), at: moment, door: "https", sender: "ab12")
    }

    private func document(_ contentType: String, _ body: [UInt8]) throws -> ReceivedDocument {
        guard case .received(let document) = verdict(contentType, body) else { throw CocoaError(.fileReadUnknown) }
        return document
    }

    private func refusal(_ verdict: IntakeVerdict) -> (reason: IntakeRefusal, code: String)? {
        guard case .refused(let reason, let findings) = verdict, findings.count == 1 else { return nil }
        return (reason, findings[0].code)
    }

    @Test(arguments: [
        "application/xml", "text/xml", "Text/XML; charset=utf-8", "application/hl7-cda+xml", "application/xslt+xml", "application/xml;",
        "application/xml ; charset=\"utf-8\" ; x=\"a;b\\\"c\"",
    ])
    func `XML is accepted under each of its names`(contentType: String) throws {
        let document = try document(contentType, Array("<a/>".utf8))
        #expect(document.bytes == Array("<a/>".utf8))
        #expect(document.sha256 == "29114363f749a0226b6988dda3ca2492a954117ab6b5f382706c20300dabc079")
        #expect(document.receivedAt == moment && document.door == "https" && document.sender == "ab12")
        #expect(document.remarks.isEmpty)
        #expect(DocumentIntake.acceptedMediaTypes.contains(document.mediaType))
    }

    @Test(arguments: [
        nil, "", "xml", "/", "application/", "application/json", "application/pdf", "application/x-www-form-urlencoded", "application/xml charset=utf-8",
        "application/xml; charset", "application/xml; charset=\"utf-8", "text/xmlx", "application/xml, text/xml",
    ])
    func `another content type is refused, naming those that are accepted`(contentType: String?) throws {
        guard case .refused(let reason, let findings) = verdict(contentType) else { throw CocoaError(.fileReadUnknown) }
        #expect(reason == .unsupportedMediaType)
        #expect(findings.map(\.code) == ["intake.content-type"])
        #expect(findings[0].allowed?.first == DocumentIntake.acceptedMediaTypes)
        #expect(findings[0].found == contentType)
        #expect(findings[0].severity == .fatal && findings[0].stage == .intake)
    }

    @Test func `multipart is refused with a word of its own`() throws {
        let refused = try #require(refusal(verdict("multipart/form-data; boundary=x")))
        #expect(refused == (.unsupportedMediaType, "intake.multipart"))
    }

    @Test func `a compressed body is refused`() throws {
        let refused = try #require(refusal(verdict("application/xml", coding: "gzip")))
        #expect(refused == (.unsupportedMediaType, "intake.content-encoding"))
        #expect(refusal(verdict("application/xml", coding: "Identity")) == nil)
    }

    @Test func `an empty body is refused`() throws {
        #expect(try #require(refusal(verdict("application/xml", []))) == (.empty, "intake.empty"))
    }

    @Test func `a body beyond the limit is refused, and one at the limit is not`() throws {
        #expect(refusal(verdict("application/xml", [UInt8](repeating: 32, count: 100))) == nil)
        let refused = try #require(refusal(verdict("application/xml", [UInt8](repeating: 32, count: 101))))
        #expect(refused == (.tooLarge, "intake.too-large"))
    }

    @Test func `the fields alone can refuse, before the body is read`() throws {
        #expect(intake.refusal(contentType: "application/xml", contentEncoding: nil, announcedByteCount: 101)?.0 == .tooLarge)
        #expect(intake.refusal(contentType: "image/png", contentEncoding: nil, announcedByteCount: 1)?.0 == .unsupportedMediaType)
        #expect(intake.refusal(contentType: "application/xml", contentEncoding: nil, announcedByteCount: nil) == nil)
        let (reason, findings) = intake.tooLarge(500)
        #expect(reason == .tooLarge && findings[0].found == "500" && findings[0].allowed?.first == ["100"])
    }

    @Test func `a charset that contradicts the document is a remark, and refuses nothing`() throws {
        let accented = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>é</a>".utf8)
        let document = try document("text/xml; charset=ISO-8859-1", accented)
        #expect(document.bytes == accented)
        #expect(document.remarks.map(\.code) == ["intake.charset-conflict"])
        #expect(document.remarks[0].severity == .warning)
        #expect(document.remarks[0].found == "ISO-8859-1" && document.remarks[0].allowed?.first == ["UTF-8"])
    }

    @Test func `a charset that agrees is no remark`() throws {
        #expect(try document("text/xml; charset=utf8", Array("<?xml version='1.0' encoding = 'UTF-8'?><a>é</a>".utf8)).remarks.isEmpty)
        #expect(try document("text/xml; charset=Latin1", Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xe9]).remarks.isEmpty)
        #expect(try document("text/xml; charset=utf-8", Array("<a>é</a>".utf8)).remarks.isEmpty)
        #expect(try document("text/xml; charset=utf-16le", [0xff, 0xfe, 0x3c, 0]).remarks.isEmpty)
        #expect(try document("text/xml; charset=us-ascii", Array("<a>e</a>".utf8)).remarks.isEmpty, "nothing but ASCII")
    }

    @Test func `a byte order mark counts before the declaration, which counts before nothing`() throws {
        let marked = [0xef, 0xbb, 0xbf] + Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>".utf8)
        #expect(try document("text/xml; charset=utf-8", marked).remarks.isEmpty)
        #expect(try document("text/xml; charset=utf-8", [0xfe, 0xff, 0, 0x3c, 0, 0xe9]).remarks.count == 1)
        #expect(try document("text/xml; charset=us-ascii", Array("<a>é</a>".utf8)).remarks.count == 1)
        #expect(try document("text/xml; charset=klingon", Array("<a/>".utf8)).remarks.count == 1)
    }

    @Test func `a received document never shows itself`() throws {
        let document = try document("text/xml", Array("<secret/>".utf8))
        var dumped = ""
        dump(document, to: &dumped)
        #expect("\(document)" == "ReceivedDocument(text/xml, 9 bytes, https)")
        #expect(!dumped.contains("60, 115") && !dumped.contains("secret"))
    }
}
