// The functions on QNames and on the names of nodes (F&O 11.2, 14.1 to 14.3, 14.5 and 14.6).

import Testing
import XMLTree

@testable import XPathEngine

@Suite struct NameFunctionTests {
    @Test(
        arguments: rules(
            #"""
            QName('urn:x', 'p:a') → p:a
            QName('urn:x', 'a') → a
            QName((), 'a') → a
            QName('', 'a') → a
            QName('', 'p:a') → FOCA0002
            QName((), 'p:a') → FOCA0002
            QName('urn:x', '1a') → FOCA0002
            QName('urn:x', 'a:b:c') → FOCA0002
            QName('urn:x', '') → FOCA0002
            QName('urn:x', ()) → XPTY0004
            QName('urn:x', 'p:a') eq QName('urn:x', 'q:a'), QName('urn:x', 'a') eq QName('urn:y', 'a') → true|false
            QName('urn:x', 'p:a') lt QName('urn:x', 'q:a') → XPTY0004
            prefix-from-QName(QName('urn:x', 'p:a')), prefix-from-QName(QName('urn:x', 'a')), prefix-from-QName(()) → p
            prefix-from-QName(QName('urn:x', 'p:a')) instance of xs:NCName → true
            local-name-from-QName(QName('urn:x', 'p:a')), local-name-from-QName(()) → a
            namespace-uri-from-QName(QName('urn:x', 'p:a')), namespace-uri-from-QName(()) → urn:x
            namespace-uri-from-QName(QName('', 'a')) = '' → true
            namespace-uri-from-QName(QName('urn:x', 'a')) instance of xs:anyURI → true
            prefix-from-QName('p:a') → XPTY0004
            resolve-QName('m:a', /*) eq QName('urn:marks', 'a') → true
            resolve-QName('a', /*) eq QName('urn:books', 'a') → true
            resolve-QName('xml:lang', /*) eq QName('http://www.w3.org/XML/1998/namespace', 'lang') → true
            resolve-QName('none:a', /*) → FONS0004
            resolve-QName('a b', /*) → FOCA0002
            resolve-QName((), /*) →
            resolve-QName('a', /) → XPTY0004
            resolve-QName('a', /*/@*) → XPTY0004
            namespace-uri-for-prefix('m', /*), namespace-uri-for-prefix('', /*), namespace-uri-for-prefix((), /*) → urn:marks|urn:books|urn:books
            namespace-uri-for-prefix('none', /*) →
            namespace-uri-for-prefix('xml', /*) → http://www.w3.org/XML/1998/namespace
            for $p in ('', 'm', 'xml') return $p = in-scope-prefixes(/*) → true|true|true
            count(in-scope-prefixes(//m:book)) → 3
            in-scope-prefixes(()) → XPTY0004
            """#))
    func `a QName is a namespace and a local name; its prefix is kept but not compared`(rule: Rule) {
        #expect(value(rule.expression) == rule.expected)
    }

    @Test(
        arguments: rules(
            #"""
            name(/*), local-name(/*), namespace-uri(/*) → shelf|shelf|urn:books
            name(//m:book), local-name(//m:book), namespace-uri(//m:book) → m:book|book|urn:marks
            name(//@m:read), local-name(//@m:read), namespace-uri(//@m:read) → m:read|read|urn:marks
            name((//@id)[1]), namespace-uri((//@id)[1]) = '' → id|true
            name(/processing-instruction()), local-name(/processing-instruction()), namespace-uri(/processing-instruction()) = '' → first|first|true
            name(/) = '', name((//comment())[1]) = '', name((//text())[1]) = '', local-name(/) = '', namespace-uri(/) = '' → true|true|true|true|true
            name(()) = '', local-name(()) = '', namespace-uri(()) = '' → true|true|true
            (//b:price)[1]/name(), (//b:price)[1]/local-name(), (//b:price)[1]/namespace-uri() → price|price|urn:books
            namespace-uri(/*) instance of xs:anyURI → true
            name('a') → XPTY0004
            name(//b:title) → XPTY0004
            1[name()] → XPTY0004
            node-name(/*) eq QName('urn:books', 'shelf'), node-name(//@m:read) → true|m:read
            node-name(/processing-instruction()) eq QName('', 'first') → true
            node-name(()), node-name(/), node-name((//text())[1]), node-name((//comment())[1]) →
            node-name(1) → XPTY0004
            """#))
    func `elements, attributes and instructions have names, other nodes none`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            //*[lang('en')]/@id →
            //b:title[lang('en')] → Beta
            count(//b:title[lang('fr')]) → 3
            count(//b:title[lang('FR-fr')]) → 3
            //b:title[1][lang('fr-F')] →
            lang('fr', (//b:price)[1]), lang('fr', (//@id)[1]), lang('fr', (//text())[1]) → true|true|true
            lang('fr', /), lang('', (//b:price)[1]), lang((), (//b:price)[1]) → false|false|false
            lang('fr', (//b:price)[1]/@none) → XPTY0004
            1[lang('fr')] → XPTY0004
            """#))
    func `a language is inherited, and matched with its subtags whatever their case`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            root((//b:title)[1]) is /, root((//@id)[1]) is /, root(/) is /, (//b:title)[1]/root() is / → true|true|true|true
            root(()) →
            root('a') → XPTY0004
            nilled(/*), nilled(()), nilled(/), nilled((//@id)[1]) → false
            data((1, 'a', (//b:price)[1])) → 1|a|10.5
            data(//b:price) instance of xs:untypedAtomic+ → true
            data(//comment()) instance of xs:string+, data(/processing-instruction()) instance of xs:string → true|true
            data(()) →
            data((//text())[1]) instance of xs:untypedAtomic → true
            document-uri(/), document-uri(()), document-uri(/*) →
            base-uri(()) →
            """#))
    func `a node has a root and a typed value`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            base-uri(/a) → http://here/a.xml
            base-uri(/a/b) → http://here/x/y.xml
            base-uri(/a/b/c) → http://here/x/z
            base-uri(/a/b/@*) → http://here/x/y.xml
            base-uri((//text())[1]) → http://here/x/z
            base-uri(/) → http://here/a.xml
            /a/b/base-uri() → http://here/x/y.xml
            document-uri(/) → http://here/a.xml
            """#))
    func `a base URI comes from xml:base and from the document`(rule: Rule) {
        let tree = parsed("<a><b xml:base='x/y.xml'><c xml:base='z'>t</c></b></a>")
        let dynamic = DynamicContext(item: .node(tree.document))
        dynamic.present(InvariantDocument(tree, uri: "http://here/a.xml"))
        #expect(value(rule.expression, with: dynamic) == rule.expected)
    }

    @Test(
        arguments: rules(
            #"""
            id('x')/name() → b
            id('y x')/name() → b|c
            id(('y', 'x', 'x'))/name() → b|c
            id('none')/name(), id(())/name(), id('')/name() →
            id('x', (//c)[1])/name() → b
            (//c)[1]/id('x')/name() → b
            id('x', 1) → XPTY0004
            id(1) → XPTY0004
            1[id('x')] → XPTY0004
            idref('x') →
            """#))
    func `the first element with an xml-id has it`(rule: Rule) {
        let tree = parsed("<a><b xml:id='x'/><c xml:id=' y '/><d xml:id='x'/></a>")
        #expect(value(rule.expression, with: DynamicContext(item: .node(tree.document))) == rule.expected)
    }
}
