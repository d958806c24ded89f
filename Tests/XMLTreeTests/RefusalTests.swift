// What is refused, under which code, and where.

import Testing
import XMLTree

@Suite struct RefusalTests {
    @Test(arguments: [
        ("", ParseFailureCode.empty, 1, 1),
        (" \n\t", .empty, 2, 2),
        ("plain text", .notWellFormed, 1, 1),
        ("<a>\n<b></a>", .notWellFormed, 2, 4),
        ("<a>\n <b>", .notWellFormed, 2, 5),
        ("<a/><b/>", .notWellFormed, 1, 5),
        ("<a x='1' x='2'/>", .notWellFormed, 1, 1),
        ("<a x=1/>", .notWellFormed, 1, 6),
        ("<a x='<'/>", .notWellFormed, 1, 7),
        ("<a>&nbsp;</a>", .notWellFormed, 1, 10),
        ("<a>&</a>", .notWellFormed, 1, 5),
        ("<a>&#0;</a>", .notWellFormed, 1, 8),
        ("<a>]]></a>", .notWellFormed, 1, 4),
        ("<a><!-- -- --></a>", .notWellFormed, 1, 9),
        (" <?xml version='1.0'?><a/>", .notWellFormed, 1, 7),
        ("<p:a/>", .namespace, 1, 1),
        ("<a>\n<b p:x=''/></a>", .namespace, 2, 1),
        ("<a xmlns:xml='urn:x'/>", .namespace, 1, 1),
        ("<a xmlns:p='u' xmlns:q='u' p:x='' q:x=''/>", .namespace, 1, 1),
        ("<?xml version='1.0'?>\n<!DOCTYPE a><a/>", .dtdForbidden, 2, 1),
        ("<!-- <!DOCTYPE --><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", .dtdForbidden, 1, 19),
        ("<?xml version='1.1'?><a/>", .version, 1, 1),
        ("<?xml version='1.0' encoding=UTF-8?><a/>", .notWellFormed, 1, 30),
        ("<?xml version='1.0' encoding='a b'?><a/>", .encoding, 1, 1),
        ("<a><?xml version='1.0'?></a>", .notWellFormed, 1, 9),
        ("<a x='1'y='2'/>", .notWellFormed, 1, 9),
        ("<a:b:c xmlns:a='u'/>", .namespace, 1, 1),
    ])
    func `a broken rule has its code and its place`(text: String, code: ParseFailureCode, line: Int, column: Int) {
        let failure = refusal(Array(text.utf8))
        #expect(failure?.code == code && failure?.line == line && failure?.column == column, "\(String(describing: failure))")
    }

    @Test func `a document type is not looked for in comments, CDATA sections and instructions`() throws {
        #expect(try read("<!--<!DOCTYPE a>--><?p <!DOCTYPE a>?><a><![CDATA[<!DOCTYPE a>]]></a>").root.stringValue == "<!DOCTYPE a>")
    }

    @Test func `a control character and a NUL are refused where they stand`() {
        #expect(refusal(Array("<a>\u{1}</a>".utf8))?.byteOffset == 3)
        let failure = refusal(Array("<a/>\u{0}<b/>".utf8))
        #expect(failure?.code == .notWellFormed && failure?.byteOffset == 4)
    }

    @Test func `an unclosed element is named by the line where it was opened`() {
        #expect(refusal(Array("<a>\n<b>\n\n</a>".utf8))?.opened?.line == 2)
    }

    @Test func `no explanation holds content`() {
        for text in [
            "<a><secret></a>", "<a>&secret;</a>", "<a secret='1' secret='2'/>", "<secret:a/>", "<?xml version='1.0' encoding='a b&lt;secret'?><a/>",
            "<a><!-- secret -- --></a>",
        ] {
            let failure = refusal(Array(text.utf8))
            #expect(failure != nil && failure?.description.contains("secret") == false)
        }
    }

    @Test func `compressed files are named`() {
        #expect(refusal([0x1F, 0x8B, 8, 0])?.code == .compressed)
        #expect(refusal([0x50, 0x4B, 3, 4])?.code == .compressed)
    }

    @Test func `namespace names that are no URI are let through`() throws {
        #expect(try read("<a xmlns='relative'/>").root.namespaceURI == "relative")
        #expect(try read("<a xmlns='not a uri'/>").root.namespaceURI == "not a uri")
    }
}

/// The failure of a document, nil when it is read.
func refusal(_ bytes: [UInt8], limits: ParseLimits = .standard) -> ParseFailure? {
    do throws(ParseFailure) {
        _ = try FrozenTree.parse(bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}
