// Content-Type header fields.

import Testing

@testable import XDSMessages

@Suite struct MediaTypeTests {
    @Test func `parameters are read quoted and unquoted`() throws {
        let type = try MediaType(#"Multipart/Related ;boundary="a b\"c";  START=<root@x>;type=application/xop+xml; ;"#, maximumBytes: 1000)
        #expect(type.name == "multipart/related")
        #expect(type["boundary"] == "a b\"c")
        #expect(type["start"] == "<root@x>")
        #expect(type["type"] == "application/xop+xml")
        #expect(type["charset"] == nil)
    }

    @Test(arguments: [
        "", "text", "text/", "/xml", "text/xml charset=x", "text/xml; charset", "text/xml; =x", "text/xml; a=", "text/xml; a=\"b", "text/xml; a=\"b\\",
        "text/xml; a=\"\u{1}\"", "text/xml; a=b; A=c",
    ])
    func `a malformed field is refused`(field: String) {
        #expect(Fixture.failure { () throws(MessageFailure) in _ = try MediaType(field, maximumBytes: 1000) } == .contentType)
    }

    @Test func `a second boundary is refused as such`() {
        #expect(Fixture.failure { () throws(MessageFailure) in _ = try MediaType("a/b; boundary=c; boundary=c", maximumBytes: 1000) } == .boundary)
    }

    @Test func `a field beyond the limit is refused`() {
        #expect(Fixture.failure { () throws(MessageFailure) in _ = try MediaType("text/xml; a=bcdef", maximumBytes: 16) } == .contentType)
    }

    @Test func `XML is recognised by its media type`() {
        for type in ["text/xml", "application/xml; charset=utf-8", "Application/XSLT+XML"] { #expect(MediaType.isXML(type)) }
        for type in ["application/pdf", "text/plain", "", "application/xml-dtd"] { #expect(!MediaType.isXML(type)) }
    }
}
