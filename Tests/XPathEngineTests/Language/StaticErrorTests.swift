// Errors that are found before anything runs: code, place and length (XPath 2.0, section 2.3.1 and appendix A).

import Testing
import XMLTree

@testable import XPathEngine

@Suite struct StaticErrorTests {
    /// `code offset length`, or `none`.
    private func failure(_ text: String, in statics: StaticContext = books) -> String {
        do throws(XPathError) {
            _ = try XPathExpression.compile(text, in: statics)
            return "none"
        } catch {
            return "\(error.code.rawValue) \(error.offset ?? -1) \(error.length ?? -1)"
        }
    }

    @Test(
        arguments: rules(
            #"""
            1 + → XPST0003 3 1
            1 2 → XPST0003 2 1
            'é' 2 → XPST0003 5 1
            '😀' and , → XPST0003 11 1
            (1, 2 → XPST0003 5 1
            1) → XPST0003 1 1
            'open → XPST0003 0 1
            1 + "open → XPST0003 4 1
            1 (: open → XPST0003 2 1
            (: a (: b :) → XPST0003 0 1
            1 ! 2 → XPST0003 2 1
            1 # → XPST0003 2 1
            { → XPST0003 0 1
            1 := 2 → XPST0003 2 1
            1e+ → XPST0003 0 1
            1to 2 → XPST0003 1 1
            a[1 → XPST0003 3 1
            a[] → XPST0003 2 1
            a// → XPST0003 3 1
            up::a → XPST0003 0 2
            child:: → XPST0003 7 1
            @@a → XPST0003 1 1
            a:b:c → XPST0081 0 3
            $ → XPST0003 1 1
            $1 → XPST0003 1 1
            for x in 1 return 1 → XPST0003 4 1
            for $x in 1, → XPST0003 12 1
            for $x in 1 1 → XPST0003 12 1
            some $x in 1 return 1 → XPST0003 13 6
            if (1) then 2 → XPST0003 13 1
            if () then 1 else 2 → XPST0003 4 1
            1 cast as → XPST0003 9 1
            1 cast xs:integer → XPST0003 7 10
            1 instance xs:integer → XPST0003 11 10
            1 instance of item( → XPST0003 19 1
            1 cast as xs:integer* → XPST0003 21 1
            1 castable as element() → XPST0051 14 7
            1 = 2 = 3 → XPST0003 6 1
            1 eq 2 lt 3 → XPST0003 7 2
            1 to 2 to 3 → XPST0003 7 2
            1 is 2 << 3 → XPST0003 7 2
            item() → XPST0003 0 4
            typeswitch(1) → XPST0003 0 10
            concat('a',) → XPST0003 11 1
            f(1 2) → XPST0003 4 1
            """#))
    func `what breaks the grammar is refused at its place, counted in bytes`(rule: Rule) { #expect(failure(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            1 + $x → XPST0008 4 2
            $b:none → XPST0008 0 7
            for $x in $x return 1 → XPST0008 10 2
            (for $x in 1 return $x) + $x → XPST0008 26 2
            some $x in 1, $y in $z satisfies 1 → XPST0008 20 2
            1 + none() → XPST0017 4 4
            abs() → XPST0017 0 3
            abs(1, 2) → XPST0017 0 3
            fn:none(1) → XPST0017 0 7
            xs:none(1) → XPST0017 0 7
            b:abs(1) → XPST0017 0 5
            p:a → XPST0081 0 3
            p:* → XPST0081 0 3
            @p:a → XPST0081 1 3
            $p:a → XPST0081 1 3
            p:f(1) → XPST0081 0 3
            1 cast as p:t → XPST0081 10 3
            1 cast as xs:none → XPST0051 10 7
            1 instance of none → XPST0051 14 4
            1 cast as xs:NOTATION → XPST0080 10 11
            1 castable as xs:anyAtomicType → XPST0080 14 16
            1 instance of element(a, xs:none) → XPST0008 25 7
            self::schema-element(a) → XPST0008 6 16
            self::schema-attribute(p:a) → XPST0081 23 3
            'none:a' cast as xs:QName → FONS0004 0 25
            """#))
    func `names that mean nothing are refused at their place`(rule: Rule) { #expect(failure(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            (1, 2) + 1 → XPTY0004 0 10
            1 + (2 idiv 0) → FOAR0001 5 8
            'é', 1 div 0 → FOAR0001 6 7
            concat('a', abs('x')) → XPTY0004 12 8
            for $x in 1 return error() → FOER0000 19 7
            1 to 'a' → XPTY0004 0 8
            'a' cast as xs:integer → FORG0001 0 22
            'a' treat as xs:integer → XPDY0050 0 23
            """#))
    func `an error while running names the expression that failed`(rule: Rule) throws {
        let expression = try XPathExpression.compile(rule.expression, in: books)
        let error = #expect(throws: XPathError.self) { try expression.evaluate(with: DynamicContext(item: .node(shelf.document))) }
        #expect("\(error?.code.rawValue ?? "") \(error?.offset ?? -1) \(error?.length ?? -1)" == rule.expected)
    }

    @Test(
        arguments: rules(
            #"""
            for → none
            1 div → XPST0003
            if → none
            if (1) → XPST0003
            child::for → none
            for/if/return/some/every/then/else/in/or/and/div → none
            div div div → none
            - div - mod mod mod → none
            - div - mod mod → XPST0003
            * * * → none
            a*b, a *b, a* b → none
            a-b, a -b, a - b, a.b → none
            1-1, 1 -1, a - 1 → none
            //*[*]/@* → none
            /* + / → none
            / * 1 → XPST0003
            (/) * 1 → none
            / → none
            (:c:)1(:c:)+(:c:)1(:c:) → none
            a(:c:)::b → XPST0003
            child(:c:)::(:c:)b → none
            b (:c:) : title → XPST0003
            b: title → XPST0003
            text(), node (), comment( ), processing-instruction( 'a' ) → none
            element/text → none
            self::text/self::text() → none
            xml:id, @xml:id → none
            .5, 5., 5.5, 5e5, 5.5E-5 → none
            1.e → XPST0003
            1..2 → XPST0003
            a/..//. → none
            ... → XPST0003
            'a''b', "a""b", 'a"b' → none
            é, 名前, _a, a·b → none
            -a → none
            ·a → XPST0003
            """#))
    func `words are names, operators or tests by where they stand`(rule: Rule) {
        #expect(failure(rule.expression).prefix(while: { $0 != " " }) == rule.expected)
    }
}
