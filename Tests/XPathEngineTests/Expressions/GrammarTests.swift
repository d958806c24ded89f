// What is an expression and what is not.

import Testing
import XMLTree

@testable import XPathEngine

@Suite struct GrammarTests {
    @Test(arguments: [
        ("1+2*3", "7"), ("(1+2)*3", "9"), ("2 - -1", "3"), ("--1", "1"), ("10 div 4", "2.5"), ("7 idiv 2", "3"), ("7 mod 3", "1"), ("1 , 2,3", "1|2|3"),
        ("()", ""), ("1 to 3", "1|2|3"), ("3 to 1", ""), ("\"a\"\"b\"", "a\"b"), ("'it''s'", "it's"), ("1(: a (: nested :) comment :)+1", "2"), (".5", "0.5"),
        ("1e1", "10"), ("for $x in (1,2), $y in ($x to 2) return $x*10+$y", "11|12|22"), ("if (()) then 1 else 2", "2"),
        ("some $x in (1,2) satisfies $x=2", "true"),
        ("every $x in (1,2) satisfies $x=2", "false"), ("1 eq 1 and 2 = (2,3) or 1 div 0 = 1", "true"), ("'5' cast as xs:integer + 1", "6"),
        ("5 instance of xs:decimal", "true"), ("(1,2) instance of xs:integer+", "true"), ("() instance of empty-sequence()", "true"),
        ("'x' castable as xs:integer", "false"), ("5 treat as xs:integer", "5"), ("for $for in 1 return $for", "1"), ("(1,2,3)[2]", "2"),
        ("(1 to 9)[. mod 3 = 0][2]", "6"),
        ("/b:shelf/b:book[2] is //b:book[@id='b2']", "true"), ("xs:date('2026-11-22') - xs:date('2026-11-20')", "P2D"),
    ])
    func `expressions have their values`(text: String, expected: String) { #expect(value(text) == expected) }

    @Test(arguments: [
        ("", "XPST0003"), ("1 +", "XPST0003"), ("(1", "XPST0003"), ("1 2", "XPST0003"), ("'open", "XPST0003"), ("(: open", "XPST0003"), ("1div 2", "XPST0003"),
        ("1 = 2 = 3", "XPST0003"),
        ("1 to 2 to 3", "XPST0003"), ("a[", "XPST0003"), ("if (1) then 2", "XPST0003"), ("for $x in 1", "XPST0003"), ("up::a", "XPST0003"), ("//", "XPST0003"),
        ("a/", "XPST0003"), ("1e", "XPST0003"),
        ("#", "XPST0003"), ("item()", "XPST0003"), ("$x", "XPST0008"), ("for $x in $x return 1", "XPST0008"), ("nothing()", "XPST0017"),
        ("abs(1,2)", "XPST0017"), ("p:a", "XPST0081"), ("$p:a", "XPST0081"),
        ("1 cast as xs:none", "XPST0051"), ("1 cast as xs:NOTATION", "XPST0080"), ("1 castable as xs:anyAtomicType", "XPST0080"),
        ("1 instance of element(a, xs:none)", "XPST0008"),
        ("1 instance of schema-element(a)", "XPST0008"),
    ])
    func `what breaks the grammar or a name is refused before anything runs`(text: String, code: String) {
        #expect(throws: XPathError(XPathError.Code(rawValue: code))) { try XPathExpression.compile(text, in: books) }
    }

    @Test(arguments: [("1 + $x", 4, 2), ("1 + + )", 6, 1), ("concat('a', p:b)", 12, 3), ("'a' || 'b'", 5, 1)])
    func `an error names its place`(text: String, offset: Int, length: Int) {
        let error = #expect(throws: XPathError.self) { try XPathExpression.compile(text, in: books) }
        #expect(error?.offset == offset)
        #expect(error?.length == length)
    }

    @Test func `an error while running names the operator's place`() throws {
        let expression = try XPathExpression.compile("1 + (2 idiv 0)", in: books)
        let error = #expect(throws: XPathError(.foar0001)) { try expression.evaluate(with: DynamicContext()) }
        #expect(error?.offset == 5)
    }

    @Test(arguments: ["(", "-(", "not(", "a[", "if (1) then 2 else (", "for $x in 1 return (", "1 + (", "(1, ("])
    func `a nest without end is refused, not crashed upon`(opening: String) {
        let text = String(repeating: opening, count: 20_000)
        #expect(throws: XPathError(.xpdy0130)) { try XPathExpression.compile(text, in: books) }
    }

    @Test(arguments: ["1", "1 = 1", "true()", "a"])
    func `long chains are no nests`(operand: String) throws {
        for operation in [" or ", " and ", ", ", " | "] where operation != " | " || operand == "a" {
            let text = Array(repeating: operand, count: 5_000).joined(separator: operation)
            _ = try XPathExpression.compile(text, in: books).evaluate(with: DynamicContext(item: .node(shelf.document)))
        }
        let sum = Array(repeating: "1", count: 5_000).joined(separator: " + ")
        #expect(value(sum) == "5000")
        #expect(value(Array(repeating: ".", count: 5_000).joined(separator: "/")) == shelf.document.stringValue)
        #expect(value(Array(repeating: "*", count: 5_000).joined(separator: "/")) == "")
    }

    @Test func `a chain that leans to the left is limited`() {
        let text = Array(repeating: "a", count: 5_000).joined(separator: " except ")
        #expect(throws: XPathError(.xpdy0130)) { try XPathExpression.compile(text, in: books) }
    }
}
