// Variables, documents, host functions and budgets.

import Testing
import XMLTree

@testable import XPathEngine

@Suite struct ContextTests {
    @Test func `a variable of the host is given or asked for once`() throws {
        var statics = books
        let given = statics.declare(variable: ExpandedName("given"))
        let asked = statics.declare(variable: ExpandedName("asked", in: "urn:marks"))
        let dynamic = DynamicContext(item: .node(shelf.document))
        dynamic.set(XPathSequence(.string("b2")), for: given)
        var questions = 0
        dynamic.variableSource = { number throws(XPathError) in
            questions += 1
            return number == asked ? XPathSequence(.integer(7)) : nil
        }
        #expect(value("//b:book[@id = $given]/b:title, $m:asked + $m:asked", in: statics, with: dynamic) == "Beta|14")
        #expect(questions == 1)
        dynamic.forgetVariables()
        #expect(value("$given", in: statics, with: dynamic) == "XPDY0002")
    }

    @Test func `a failing variable harms only who reads it`() {
        var statics = books
        statics.declare(variable: ExpandedName("bad"))
        let dynamic = DynamicContext(item: .node(shelf.document))
        dynamic.variableSource = { _ throws(XPathError) in throw XPathError(.forg0001) }
        #expect(truth("not(//b:none) or $bad", in: statics, with: dynamic) == "true")
        #expect(truth("$bad", in: statics, with: dynamic) == "FORG0001")
    }

    @Test func `an inner variable hides an outer one`() {
        var statics = books
        let dynamic = DynamicContext(item: .node(shelf.document))
        dynamic.set(XPathSequence(.integer(1)), for: statics.declare(variable: ExpandedName("x")))
        let inner = statics.declare(variable: ExpandedName("x"))
        dynamic.set(XPathSequence(.integer(2)), for: inner)
        #expect(value("$x, for $x in (3, for $x in 4 return $x) return $x, $x", in: statics, with: dynamic) == "2|3|4|2")
    }

    @Test func `an expression may run inside another one's variable`() throws {
        var statics = books
        let number = statics.declare(variable: ExpandedName("lazy"))
        let inner = try XPathExpression.compile("for $i in 1 to 3 return $i * 10", in: statics)
        let dynamic = DynamicContext(item: .node(shelf.document))
        dynamic.variableSource = { asked throws(XPathError) in asked == number ? try inner.evaluate(with: dynamic) : nil }
        #expect(value("for $i in 1 to 2, $j in $lazy return $i + $j", in: statics, with: dynamic) == "11|21|31|12|22|32")
    }

    @Test func `documents come from the resolver alone`() {
        let resolver = ShelfResolver(["http://here/a.xml": "<a>1</a>", "http://here/b.xml": "<a>2</a>"])
        let dynamic = DynamicContext(item: .node(shelf.document), resolver: resolver)
        #expect(value("doc('a.xml')/a, doc('http://here/b.xml')/a", with: dynamic) == "1|2")
        #expect(value("doc('c.xml')", with: dynamic) == "FODC0002")
        #expect(value("doc-available('c.xml'), doc-available('a.xml')", with: dynamic) == "false|true")
        #expect(value("doc('a.xml') is doc('a.xml'), count(doc('a.xml') | doc('b.xml') | doc('a.xml'))", with: dynamic) == "true|2")
        #expect(value("collection()/a/string()", with: dynamic) == "1|2")
        #expect(value("document-uri(doc('a.xml')), base-uri(doc('a.xml')/a)", with: dynamic) == "http://here/a.xml|http://here/a.xml")
        #expect(value("(doc('b.xml')//a | doc('a.xml')//a | //b:title[1])/string()", with: dynamic).split(separator: "|").count == 6)
        #expect(resolver.asked.filter { $0 == "http://here/a.xml" }.count == 1)
        #expect(value("doc('a.xml')") == "FODC0002")
    }

    @Test func `an index answers as a walk does`() {
        let concepts = (0..<300).map { "<c code='\($0 % 100)' system='s\($0 % 3)' n='\($0)'/>" }.joined()
        let resolver = ShelfResolver(["http://here/v.xml": "<v xmlns='urn:books'>\(concepts)<c code='5'/></v>"])
        var statics = books
        let code = statics.declare(variable: ExpandedName("code"))
        let dynamic = DynamicContext(item: .node(shelf.document), resolver: resolver)
        for wanted in [XPathSequence(.string("5")), XPathSequence([.atomic(.untypedAtomic("5")), .atomic(.string("7"))]), .empty, XPathSequence(.integer(5))] {
            dynamic.set(wanted, for: code)
            for rest in ["", "and @system='s1'", "and @n > 100", "and 's2' = @system"] {
                let indexed = value("doc('v.xml')//b:c[@code=$code \(rest)]/@n", in: statics, with: dynamic)
                let walked = value("doc('v.xml')/b:v/b:c[@code=$code \(rest)]/@n", in: statics, with: dynamic)
                #expect(indexed == walked, "\(rest)")
            }
        }
    }

    @Test func `a host's function gets converted arguments and the focus`() {
        var statics = books
        statics.declare(
            function: HostFunction(ExpandedName("twice", in: StaticContext.functionNamespace), parameters: [.one(.double)], returns: .one(.double)) {
                _, item, arguments throws(XPathError) in
                guard item != nil, case .atomic(.double(let number))? = arguments[0].first else { throw XPathError(.foer0000) }
                return XPathSequence(.double(number * 2))
            })
        #expect(value("twice(//b:book[2]/b:price)", in: statics) == "40")
        #expect(value("twice(//b:price)", in: statics) == "XPTY0004")
        #expect(value("(//b:price)[1]/twice(.)", in: statics) == "21")
        #expect(value("twice('a')", in: statics) == "XPTY0004")
        #expect(value("twice(1, 2)", in: statics) == "XPST0017")
    }

    @Test(arguments: [
        "for $a in 1 to 100000, $b in 1 to 100000 return $a", "count(for $a in 1 to 10000000 return 1)", "some $a in 1 to 1000000000 satisfies $a < 0",
        "(1 to 1000000000)[. = 0]",
        "reverse(1 to 1000000000)", "string-join(for $a in 1 to 100000000 return 'x', '')", "sum(1 to 1000000000)",
        "//node()[count(//node()[count(//node()[count(//node()) = 1]) = 1]) = 1]",
        "every $n in //node() satisfies every $m in //node() satisfies every $o in //node() satisfies //node()[. = 'x'] or true()",
    ])
    func `an evaluation ends when its budget is spent`(text: String) {
        #expect(value(text, with: DynamicContext(item: .node(shelf.document), budget: 20_000)) == "XPDY0130")
    }

    @Test func `what needs no steps is not charged`() {
        let dynamic = DynamicContext(item: .node(shelf.document), budget: 1_000)
        #expect(
            value("count(1 to 1000000000), (1 to 1000000000)[5], exists(1 to 1000000000), subsequence(1 to 1000000000, 10, 2)", with: dynamic)
                == "1000000000|5|true|10|11")
    }

    @Test func `one compiled expression serves many threads and trees`() async throws {
        let expression = try XPathExpression.compile("count(//b:book[@year > 2000]) + count(//*:book)", in: books)
        let trees = [shelf, parsed("<book xmlns='urn:books' year='2001'/>"), parsed("<none/>")]
        let expected = ["7", "2", "0"]
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for round in 0..<30 {
                group.addTask {
                    let context = DynamicContext(item: .node(trees[round % 3].document))
                    return try expression.evaluate(with: context).strings == [expected[round % 3]]
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test func `names that are compiled later are found in trees that were met before`() {
        let dynamic = DynamicContext(item: .node(shelf.document))
        #expect(value("count(//b:author)", with: dynamic) == "2")
        #expect(value("count(//b:box/b:book), count(//m:*)", with: dynamic) == "1|1")
    }
}
