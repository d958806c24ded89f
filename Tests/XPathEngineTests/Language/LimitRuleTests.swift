// Where nesting, variables and budgets end: just allowed, and just refused.

import Testing
import XMLTree

@testable import XPathEngine

@Suite struct LimitRuleTests {
    private func outcome(_ text: String, budget: Int = 1_000_000) -> String {
        value(text, with: DynamicContext(item: .node(shelf.document), budget: budget))
    }

    @Test(arguments: ["(", "-(", "abs("])
    func `parentheses are nested to a hundred`(opening: String) {
        func nested(_ depth: Int) -> String { String(repeating: opening, count: depth) + "1" + String(repeating: ")", count: depth) }
        #expect(outcome(nested(99)) != "XPDY0130")
        #expect(outcome(nested(100)) == "XPDY0130")
        let error = #expect(throws: XPathError.self) { try XPathExpression.compile(nested(100), in: books) }
        #expect(error?.offset == opening.utf8.count * 100)
    }

    @Test func `predicates are nested to a hundred`() {
        func nested(_ depth: Int) -> String { String(repeating: "self::node()[", count: depth) + "1" + String(repeating: "]", count: depth) }
        #expect(outcome("count(\(nested(98)))") == "1")
        #expect(outcome(nested(100)) == "XPDY0130")
    }

    @Test func `a chain that leans to the left is limited, one that does not is not`() {
        #expect(outcome((0...5_000).map { _ in "1" }.joined(separator: " + ")) == "5001")
        #expect(outcome("1" + String(repeating: " = 1 and 1", count: 2_000)) == "true")
        #expect(outcome("//b:box" + String(repeating: " except ()", count: 290)) != "XPDY0130")
        #expect(outcome("//b:box" + String(repeating: " except ()", count: 310)) == "XPDY0130")
        #expect(outcome("." + String(repeating: "/.", count: 5_000) + "/name()") == "")
    }

    @Test func `a hundred variables are bound at once`() {
        func bound(_ count: Int) -> String { "for " + (0..<count).map { "$v\($0) in 1" }.joined(separator: ", ") + " return $v0" }
        #expect(outcome(bound(100)) == "1")
        #expect(outcome(bound(101)) == "XPST0003")
    }

    @Test func `each evaluation has the whole budget`() throws {
        let dynamic = DynamicContext(budget: 1_000)
        let expression = try XPathExpression.compile("count(for $i in 1 to 300 return $i)", in: books)
        for _ in 0..<20 { #expect(try expression.string(with: dynamic) == "300") }
    }

    @Test func `a spent budget harms nothing that comes after it`() throws {
        let dynamic = DynamicContext(item: .node(shelf.document), budget: 1_000)
        #expect(value("for $i in 1 to 3, $j in 1 to 100000 return ($i, $j)", with: dynamic) == "XPDY0130")
        #expect(value("for $i in (1, 2) return $i", with: dynamic) == "1|2")
        #expect(value("count(//b:book)", with: dynamic) == "4")
    }

    @Test(arguments: [
        "count(distinct-values(1 to 100000))", "count(index-of(1 to 100000, 5))", "count(insert-before(1 to 100000, 1, 1))", "count(remove(1 to 100000, 1))",
        "count(data(1 to 100000))", "max(1 to 100000)", "min(1 to 100000)", "avg(1 to 100000)", "deep-equal(1 to 100000, 1 to 100000)",
        "string-join(for $i in 1 to 100000 return 'a', '')", "(1 to 1000) = (2001 to 3000, 'a', 1.5)", "every $x in 1 to 100000 satisfies $x",
    ])
    func `a function that reads many items is charged for them`(text: String) {
        #expect(outcome(text, budget: 2_000) == "XPDY0130")
    }

    @Test func `a range may be long but not longer than whole numbers count`() {
        #expect(outcome("count(1 to 9223372036854775806)") == "9223372036854775806")
        #expect(outcome("(1 to 9000000000000000000)[last()]") == "9000000000000000000")
        #expect(outcome("count(1 to 99999999999999999999999)") == "XPDY0130")
    }

    @Test func `an expression that failed to compile can stand in for itself`() {
        let expression = XPathExpression("none(", raising: XPathError(.xpst0003, offset: 5))
        #expect(throws: XPathError(.xpst0003)) { try expression.evaluate(with: DynamicContext()) }
        #expect(throws: XPathError(.xpst0003)) { try expression.effectiveBooleanValue(with: DynamicContext()) }
        #expect(throws: XPathError(.xpst0003)) { try expression.string(with: DynamicContext()) }
        #expect(expression.text == "none(")
    }

    @Test func `the string of a value has one space between items`() throws {
        func string(_ text: String) throws -> String { try XPathExpression.compile(text, in: books).string(with: DynamicContext(item: .node(shelf.document))) }
        #expect(try string("1, 'a', ''") == "1 a ")
        #expect(try string("()") == "")
        #expect(try string("//b:author") == "Ann Bob")
    }
}
