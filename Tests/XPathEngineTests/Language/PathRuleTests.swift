// Paths (XPath 2.0, section 3.2), filters (3.3.2) and sets of nodes (3.3.3).

import Testing
import XMLTree

@testable import XPathEngine

@Suite struct PathRuleTests {
    /// Letters for names, so that an answer reads as a walk through the tree.
    private func walk(_ expression: String) -> String {
        let tree = parsed("<r><a i='1'><b/>t<c j='2'><d/><e/></c><f/></a><!--k--><?p q?><g><h/></g></r>")
        let dynamic = DynamicContext(item: .node(tree.document))
        return value(
            "for $n in (\(expression)) return if ($n instance of text()) then 'T' else if ($n instance of comment()) then 'K' else concat(name($n), '')",
            in: StaticContext(), with: dynamic)
    }

    @Test(
        arguments: rules(
            #"""
            //c/child::node() → d|e
            //c/descendant::node() → d|e
            //c/descendant-or-self::node() → c|d|e
            //c/parent::node() → a
            //c/ancestor::* → r|a
            //c/ancestor-or-self::* → r|a|c
            //c/following-sibling::node() → f
            //c/preceding-sibling::node() → b|T
            //c/following::node() → f|K|p|g|h
            //f/preceding::node() → b|T|c|d|e
            //c/self::node(), //c/self::c, //c/self::d → c|c
            //c/attribute::*, //c/attribute::node(), //c/@j, //c/@k → j|j|j
            //c/@j/parent::*, //c/@j/ancestor::* → c|r|a|c
            //c/@j/following::node() → d|e|f|K|p|g|h
            //e/@*/following::node(), //c/@j/preceding::node() → b|T
            //c/@j/self::node(), //c/@j/descendant-or-self::node(), //c/@j/child::node() → j|j
            //c/@j/self::*, //c/@j/self::attribute() → j
            /r/a/text(), /r/comment(), /r/processing-instruction(), /r/processing-instruction(z) → T|K|p
            /r/*[self::a or self::g], /r/node()[not(self::*)] → a|g|K|p
            //h/../../a/.. → r
            /.. →
            //node()[self::c]/.//node() → d|e
            """#))
    func `an axis reaches its nodes, in document order`(rule: Rule) { #expect(walk(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            //e/ancestor::*[1] → c
            //e/ancestor::*[last()] → r
            //e/ancestor::*[position() < 3] → a|c
            //e/ancestor-or-self::*[2] → c
            (//e/ancestor::*)[1] → r
            //f/preceding-sibling::node()[1] → c
            //f/preceding-sibling::*[2] → b
            //f/preceding::*[1] → e
            (//f/preceding::*)[1] → b
            //b/following-sibling::*[1] → c
            //b/following::*[2] → d
            //c/*[2], //c/*[last()], //c/*[last() - 1], //c/*[3] → e|e|d
            //*[2] → c|e|g
            /descendant::*[2], (//*)[2] → a|a
            //c/*[position() = 1 to 5][2] → e
            //c/*[1.0], //c/*[1.5], //c/*[0], //c/*[-1] → d
            //c/*['x'], //c/*[''] → d|e
            //c/*[number('1')] → d
            //a/*[@j][1], //a/*[1][@j] → c
            (b, //c, //d)[2] → d
            (//h, //b)[1], reverse((//h, //b))[1] → h|b
            //a/(c, b)[1], //a/(c | b)[1] → c|b
            """#))
    func `a position counts along the axis, or along the sequence in parentheses`(rule: Rule) { #expect(walk(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            //h | //b, //b union //h → b|h|b|h
            (//b, //h, //b) | () → b|h
            //* intersect //a//* → b|c|d|e|f
            //* except //a//* → r|a|g|h
            //b except //b, () intersect //b →
            //d | //e except //e → d
            (//d | //e) except //e → d
            //b union //d intersect //d → b|d
            """#))
    func `sets of nodes have an order and nothing twice`(rule: Rule) { #expect(walk(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            //b:title | 1 → XPTY0004
            1 intersect //b:title → XPTY0004
            (1, 2) except 2 → XPTY0004
            //b:title/1 → 1|1|1|1
            //b:title/(1, .) → XPTY0018
            //b:book/@id/string()/string() → XPTY0019
            'a'/b → XPTY0019
            (/, 1)/b:shelf → XPTY0019
            1[b] → XPTY0020
            1[..] → XPTY0020
            1[/] → XPTY0020
            1[//b] → XPTY0020
            (1, 2, 3)[. > 1] → 2|3
            ('a', 'b')[2], ('a', 'b')[3] → b
            (1, 2)[xs:date('2000-01-01')] → FORG0006
            (1, 2)[(1, 2)] → FORG0006
            ('a', 'b')[position() = last()] → b
            //b:book/b:title/position() → 1|2|3|4
            //b:book[position() = 2]/last() → 1
            """#))
    func `steps go from nodes, only the last may leave them`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            count(//book), count(//b:book), count(//*:book), count(//b:*), count(//*) → 0|4|5|14|15
            count(//@id), count(//@b:id), count(//@*:id), count(//@m:*) → 5|0|5|1
            //@xml:lang → fr-FR|en
            """#))
    func `a name test compares namespaces, not prefixes`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test func `the default namespace of elements is not that of attributes or functions`() {
        let statics = StaticContext(defaultElementNamespace: "urn:books")
        #expect(value("count(//book), count(//book/@id), count(//attribute(id)), count(//element(book))", in: statics) == "4|4|5|4")
        #expect(value("xs:integer(1)", in: statics) == "1")
        #expect(value("1 instance of integer", in: StaticContext(defaultElementNamespace: AtomicType.namespaceURI)) == "true")
    }
}
