// What a Content-Type field may look like, and what the bytes declare.

import ClinicalTypes
import Foundation
import Testing

@testable import Intake

@Suite struct EnvelopeFormTests {
    @Test(arguments: [
        "application/xml; charset=", "application/xml;charset= utf-8", "application/xml; =utf-8", "application/xml; char set=utf-8",
        "application/xml; charset=\"utf\\", "application /xml", "application/xml/cda", "é/xml", "application/xml; charset=utf-8 x",
    ])
    func `a malformed field names no media type`(field: String) {
        #expect(MediaType(field) == nil)
    }

    @Test(
        arguments: [
            ("Application/XML", "application/xml", [:]), ("text/xml;charset=UTF-8", "text/xml", ["charset": "UTF-8"]),
            ("text/xml\t ;\t CHARSET=\"UTF-8\" ;", "text/xml", ["charset": "UTF-8"]), ("text/xml;;a=1;a=2", "text/xml", ["a": "1"]),
            ("text/xml; a=\"x\\\"y;z\"; b=2", "text/xml", ["a": "x\"y;z", "b": "2"]), ("text/xml; a=\"\"", "text/xml", ["a": ""]),
            ("application/hl7-cda+xml; version=2.0", "application/hl7-cda+xml", ["version": "2.0"]),
        ] as [(String, String, [String: String])])
    func `a well-formed field is read with its parameters`(field: String, essence: String, parameters: [String: String]) throws {
        let media = try #require(MediaType(field))
        #expect(media.essence == essence)
        #expect(media.parameters == parameters)
    }

    @Test(
        arguments: [
            ("<a/>", nil), ("<?xml version='1.0'?><a/>", nil), ("<?xml version='1.0' encoding='ISO-8859-15'?><a/>", "ISO-8859-15"),
            ("<?xml version=\"1.0\"\r\nencoding\t=\n\"latin1\" standalone='yes'?>", "latin1"), ("<?xml version='1.0' encoding=UTF-8?>", nil),
            (" <?xml version='1.0' encoding='UTF-8'?>", nil), ("<a encoding='UTF-8'/>", nil), ("<?xml version='1.0'?><a encoding='latin1'/>", nil),
            ("<?xml version='1.0' encoding='", ""), ("", nil),
        ] as [(String, String?)])
    func `the encoding is taken from the declaration alone`(text: String, name: String?) {
        let declared = DeclaredEncoding.name(in: Array(text.utf8))
        // A declaration that does not end declares nothing.
        #expect(declared == (name == "" ? nil : name))
    }

    @Test(arguments: [
        ("utf8", "UTF-8", true), ("UTF-16LE", "utf-16", true), ("latin1", "ISO_8859-1", true), ("l1", "iso8859-1", true), ("latin9", "ISO-8859-15", true),
        ("ascii", "US-ASCII", true), ("cp1252", "windows-1252", true), ("ISO-8859-1", "ISO-8859-15", false), ("windows-1252", "ISO-8859-1", false),
        ("utf-16", "utf-8", false), ("koi8-r", "KOI8-R", true), ("koi8-r", "utf-8", false),
    ])
    func `names of one encoding agree in any bytes, others not in these`(left: String, right: String, agree: Bool) {
        #expect(DeclaredEncoding.agree(left, right, for: [0x61, 0xE9]) == agree)
        #expect(DeclaredEncoding.agree(right, left, for: [0x61, 0xE9]) == agree)
    }

    @Test func `encodings that extend ASCII agree in bytes of ASCII, and no other`() {
        #expect(DeclaredEncoding.agree("utf-8", "iso-8859-1", for: Array("abc".utf8)))
        #expect(!DeclaredEncoding.agree("utf-8", "utf-16", for: Array("abc".utf8)))
        #expect(!DeclaredEncoding.agree("utf-8", "koi8-r", for: Array("abc".utf8)))
    }

    @Test func `what a sender wrote is told short`() throws {
        for (count, told) in [(120, 120), (121, 121)] {
            let type = String(repeating: "x", count: count)
            #expect(DocumentIntake().refusal(contentType: type, contentEncoding: nil, announcedByteCount: nil)?.1.first?.found?.count == told)
            #expect((DocumentIntake().refusal(contentType: type, contentEncoding: nil, announcedByteCount: nil)?.1.first?.found == type) == (count == 120))
        }
        let long = "application/" + String(repeating: "x", count: 500)
        let (_, findings) = try #require(DocumentIntake().refusal(contentType: long, contentEncoding: nil, announcedByteCount: nil))
        #expect(findings.first?.found?.count == 121 && findings.first?.found?.hasSuffix("…") == true)
        #expect(findings.allSatisfy { !$0.message.en.contains("xxx") && $0.message.fr != $0.message.en })
    }

    @Test func `the compressed body is told before the type, and the type before the size`() {
        let intake = DocumentIntake(maximumByteCount: 10)
        func codes(_ type: String?, _ coding: String?, _ count: Int?) -> [String]? {
            intake.refusal(contentType: type, contentEncoding: coding, announcedByteCount: count)?.1.map(\.code)
        }
        #expect(codes("image/png", "br", 99) == ["intake.content-encoding"])
        #expect(codes("image/png", nil, 99) == ["intake.content-type"])
        #expect(codes("text/xml", "", 99) == ["intake.too-large"])
        #expect(codes("text/xml", "identity", 10) == nil)
        #expect(DocumentIntake().maximumByteCount == 20 << 20)
    }
}
