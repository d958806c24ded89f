// The functions that raise errors, trace, and escape or resolve URIs (F&O 3, 4, 7.4.10 to 7.4.12 and 8.1).

import Testing
import XMLTree

@testable import XPathEngine

@Suite struct ErrorFunctionTests {
    @Test(
        arguments: rules(
            #"""
            error() → FOER0000
            error(QName('urn:x', 'p:mine')) → mine
            error(QName('urn:x', 'p:mine'), 'why') → mine
            error((), 'why') → FOER0000
            error((), 'why', (1, 2)) → FOER0000
            error('text') → XPTY0004
            error(()) → XPTY0004
            error(QName('', 'a'), 1) → XPTY0004
            error(1, 2, 3, 4) → XPST0017
            if (true()) then 1 else error() → 1
            (1, 2)[1 or error()] → 1|2
            trace((1, 'a'), 'label') → 1|a
            trace((), 'label') →
            trace(1, 2) → XPTY0004
            trace(1) → XPST0017
            """#))
    func `an error is raised by its own name`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test func `an error's words are not the document's`() throws {
        let expression = try XPathExpression.compile("error(QName('urn:x', 'mine'), string(//b:author[1]))", in: books)
        let error = #expect(throws: XPathError.self) { try expression.evaluate(with: DynamicContext(item: .node(shelf.document))) }
        #expect(error?.description.contains("Ann") == false)
    }

    @Test(
        arguments: rules(
            #"""
            encode-for-uri('http://a b/~é-_.%41') → http%3A%2F%2Fa%20b%2F~%C3%A9-_.%2541
            encode-for-uri('100% organic') → 100%25%20organic
            encode-for-uri(()) →
            iri-to-uri('http://x/é b<%41>') → http://x/%C3%A9%20b%3C%41%3E
            iri-to-uri('😀') → %F0%9F%98%80
            iri-to-uri(()) →
            escape-html-uri('http://x/Provence Alpes#~é') → http://x/Provence Alpes#~%C3%A9
            escape-html-uri('a"<>') → a"<>
            escape-html-uri(()) →
            encode-for-uri(1) → XPTY0004
            resolve-uri('b', 'http://x/a/c') → http://x/a/b
            resolve-uri('http://y/b', 'relative') → http://y/b
            resolve-uri('b', 'relative') → FORG0002
            resolve-uri('b%', 'http://x/') → FORG0002
            resolve-uri((), 'http://x/') →
            resolve-uri((), 'relative') →
            resolve-uri('b') → http://here/b
            resolve-uri('') → http://here/base.xml
            resolve-uri('b') instance of xs:anyURI → true
            resolve-uri('b', ()) → XPTY0004
            static-base-uri() → http://here/base.xml
            """#))
    func `URIs are escaped and resolved`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test func `without a base there is nothing to resolve against`() {
        let statics = StaticContext()
        #expect(value("static-base-uri()", in: statics) == "")
        #expect(value("resolve-uri('b')", in: statics) == "FONS0005")
        #expect(value("contains('a', 'a', 'codepoint')", in: statics) == "FOCH0002")
    }

    @Test(
        arguments: rules(
            #"""
            doc('none.xml') → FODC0002
            doc(()) →
            doc('%') → FODC0005
            doc(1) → XPTY0004
            doc-available('none.xml'), doc-available(()), doc-available('%') → false|false|false
            doc('a.xml')/a/string() → 1
            doc('http://here/a.xml') is doc('./a.xml') → true
            collection('none') → FODC0002
            collection('%') → FODC0004
            count(collection()), count(collection(())) → 1|1
            """#))
    func `documents and collections are there or not`(rule: Rule) {
        let dynamic = DynamicContext(item: .node(shelf.document), resolver: ShelfResolver(["http://here/a.xml": "<a>1</a>"]))
        #expect(value(rule.expression, with: dynamic) == rule.expected)
    }

    @Test func `the codepoint collation is known by a relative name as well`() {
        var statics = books
        statics.baseURI = "http://www.w3.org/2005/xpath-functions/collation/"
        #expect(value("contains('abc', 'b', 'codepoint')", in: statics) == "true")
        #expect(value("contains('abc', 'b', 'other')", in: statics) == "FOCH0002")
    }
}
