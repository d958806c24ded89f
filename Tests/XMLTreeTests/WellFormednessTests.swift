// The rules of XML 1.0 and of Namespaces in XML that make a document well-formed, each with what breaks it.

import Testing
import XMLTree

@Suite struct WellFormednessTests {
    private func code(_ text: String) -> ParseFailureCode? { refusal(Array(text.utf8))?.code }

    @Test(arguments: [
        "<a/>", "<a></a>", "<a ></a >", "<a/>\n", "<!--c--><a/><!--c--><?p?>", "<_a/>", "<é.-·/>", "<a b='&lt;&gt;&amp;&apos;&quot;'/>", "<a b=\"'\" c='\"'/>",
        "<a b = '1'\n\tc='>'/>", "<a>&#9;&#10;&#13;&#x20;&#xD7FF;&#xE000;&#xFFFD;&#x10000;&#x10FFFF;</a>", "<a>]] ></a>", "<a>></a>", "<a><![CDATA[<&]]]]></a>",
        "<a><![CDATA[]]]]><![CDATA[>]]></a>", "<a><!-- - --></a>", "<a><!----></a>", "<a><?xml-stylesheet x?></a>", "<a><?p?></a>", "<a><?p ? > ?></a>",
        "<?xml version=\"1.0\"?><a/>", "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><a/>", "<?xml version = '1.0' ?><a/>",
    ])
    func `what the grammar allows is read`(text: String) { #expect(code(text) == nil) }

    @Test(arguments: [
        "<", "<a", "<a>", "</a>", "<a/", "<a/ >", "< a/>", "<a></ a>", "<a></b>", "<a><b></a></b>", "<a></a", "<a/>x", "<a/>&#32;", "x<a/>", "&lt;a/>",
        "<1a/>", "<-a/>", "<.a/>", "<a b/>", "<a b=/>", "<a b='1/>", "<a b='1\"/>", "<a b='1'c='2'/>", "<a b='<'/>", "<a b='&'/>", "<a b='&x;'/>",
        "<a b='1' b='2'/>", "<a>&#x0;</a>", "<a>&#0;</a>", "<a>&#x1F;</a>", "<a>&#xD800;</a>", "<a>&#xDFFF;</a>", "<a>&#xFFFE;</a>", "<a>&#x110000;</a>",
        "<a>&#xG;</a>", "<a>&#;</a>", "<a>&#x;</a>", "<a>&#65</a>", "<a>& amp;</a>", "<a>&amp</a>", "<a>&AMP;</a>", "<a>&eacute;</a>", "<a>]]></a>",
        "<a><![CDATA[x</a>", "<a><![cdata[x]]></a>", "<![CDATA[x]]><a/>", "<a/><![CDATA[x]]>", "<a><!-- a -- b --></a>", "<a><!-- a ---></a>", "<a><!-</a>",
        "<a><!-- x</a>", "<a><?p x</a>", "<a><? p?></a>", "<a><?xml?></a>", "<a><?XML x?></a>", "<a/><?xml version='1.0'?>", "<!---><a/>",
        "<?xml?><a/>", "<?xml version='1.0' standalone='maybe'?><a/>", "<?xml encoding='UTF-8' version='1.0'?><a/>",
        "<?xml version='1.0' version='1.0'?><a/>", "<?xml version='1.0'><a/>", "<?XML version='1.0'?><a/>", "<a>\u{0}</a>", "<a>\u{B}</a>", "<a>\u{FFFE}</a>",
        "<a b='\u{1}'/>",
    ])
    func `what breaks the grammar is refused, at a place within the text`(text: String) {
        let failure = refusal(Array(text.utf8))
        #expect(failure?.code == .notWellFormed, "\(String(describing: failure))")
        #expect(failure.map { (0...text.utf8.count).contains($0.byteOffset) && $0.line >= 1 && $0.column >= 1 } == true)
    }

    @Test(arguments: [
        "<p:a/>", "<a p:b=''/>", "<a xmlns:p=''/>", "<a xmlns:xml='urn:x'/>", "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", "<a xmlns:xmlns='urn:x'/>",
        "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>", "<a xmlns='http://www.w3.org/2000/xmlns/'/>", "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>", "<a><b p:c=''/><d xmlns:p='u'/></a>",
        "<a xmlns:p='u'><q:b/></a>", "<a:/>", "<:a/>", "<a :b=''/>",
    ])
    func `what breaks a rule of namespaces is refused`(text: String) {
        let found = code(text)
        #expect(found == .namespace || found == .notWellFormed, "\(String(describing: found))")
    }

    @Test(arguments: [
        "<a xmlns=''/>", "<a xmlns='u'><b xmlns=''/></a>", "<xml:a/>", "<a xml:lang=''/>", "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns:p='u' xmlns='u' p:b='' b=''/>", "<a xmlns:p='u' xmlns:q='v' p:b='' q:b=''/>", "<p:a xmlns:p='u'/>", "<p:a p:b='' xmlns:p='u'/>",
    ])
    func `what namespaces allow is read`(text: String) { #expect(code(text) == nil) }

    @Test(arguments: [
        "<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "<!DOCTYPE a PUBLIC 'x' 'http://h/x'><a/>",
        "<?p?>\n<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
    ])
    func `a document type is refused before anything of it is looked at`(text: String) {
        let failure = refusal(Array(text.utf8))
        #expect(failure?.code == .dtdForbidden)
        #expect(failure.map { text.utf8.count > $0.byteOffset && Array(text.utf8)[$0.byteOffset] == 0x3C } == true)
    }

    @Test(arguments: ["1.1", "2.0", "1", "", "1.0.0", "one"])
    func `another version than 1.0 is refused`(version: String) {
        let found = code("<?xml version='\(version)'?><a/>")
        #expect(found == .version || found == .notWellFormed, "\(String(describing: found))")
    }

    @Test func `a document is read with its last byte and refused without it, wherever it is cut`() {
        let whole = Array("<?xml version='1.0' encoding='UTF-8'?>\r\n<a b='é'>é<![CDATA[x]]>&amp;<!--c--><?p d?><c/></a>".utf8)
        #expect(refusal(whole) == nil)
        for length in 0..<whole.count {
            let failure = refusal(Array(whole.prefix(length)))
            #expect(failure != nil && failure.map { $0.byteOffset <= length } == true, "\(length)")
        }
    }
}
