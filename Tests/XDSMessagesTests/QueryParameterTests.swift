// The values of query parameters.

import Testing

@testable import XDSMessages

@Suite struct QueryParameterTests {
    @Test(
        arguments: [
            ("'a'", [.string("a")], false), (" 'a' ", [.string("a")], false), ("20260101", [.number("20260101")], false), ("('a')", [.string("a")], true),
            ("( 'a' , 'b',3 )", [.string("a"), .string("b"), .number("3")], true), ("'it''s'", [.string("it's")], false), ("''", [.string("")], false),
            ("''''", [.string("'")], false),
            ("'a,(b)'", [.string("a,(b)")], false), ("'x'' OR 1=1; --'", [.string("x' OR 1=1; --")], false),
        ] as [(String, [QueryValue], Bool)])
    func `values are read`(text: String, values: [QueryValue], isList: Bool) throws {
        let parameter = try QueryParameter(Slot("$p", [text]))
        #expect(parameter.values == values)
        #expect(parameter.isList == isList)
    }

    @Test(arguments: ["", "a", "'a", "a'", "('a'", "'a')", "()", "('a',)", "('a' 'b')", "'a' 'b'", "('a')x", "'a'b", "(('a'))"])
    func `a malformed value is refused with the parameter's name`(text: String) {
        #expect(throws: MessageFailure(.queryParameter, detail: "$p")) { try QueryParameter(Slot("$p", [text])) }
    }

    @Test func `a slot without values is refused`() {
        #expect(throws: MessageFailure(.queryParameter, detail: "$p")) { try QueryParameter(Slot("$p", [])) }
    }

    @Test func `several values of one slot are alternatives`() throws {
        #expect(try QueryParameter(Slot("$p", ["('a','b')", "('c')"])) == QueryParameter("$p", anyOf: [.string("a"), .string("b"), .string("c")]))
    }

    @Test func `a slot of several values is a list, though none of them is`() throws {
        #expect(try QueryParameter(Slot("$p", ["'a'", "'b'"])).isList && !QueryParameter(Slot("$p", ["'a'"])).isList)
    }

    @Test(arguments: [1, 3, 4, 40]) func `a list that is longer than a value may be is written as several, and read as one`(count: Int) throws {
        let parameter = QueryParameter("$p", anyOf: (0..<count).map { .string("urn:uuid:\($0)'" + String(repeating: "x", count: 60)) })
        let written = parameter.written
        #expect(written.allSatisfy { $0.count <= 256 && $0.hasPrefix("(") && $0.hasSuffix(")") })
        #expect(written.count == (count + 2) / 3)
        #expect(try QueryParameter(Slot("$p", written)) == parameter)
    }

    @Test func `a single value stays whole, however long`() throws {
        let parameter = QueryParameter("$p", .string(String(repeating: "x", count: 300)))
        #expect(parameter.written.count == 1 && QueryParameter("$p", anyOf: parameter.values).written.count == 1)
        #expect(try QueryParameter(Slot("$p", parameter.written)) == parameter)
    }

    @Test func `codes are code and scheme`() {
        #expect(QueryValue.string("10^^1.2").code == Code(code: "10", scheme: "1.2"))
        for text in ["10", "10^1.2", "10^^", "^^1.2", "10^x^1.2", "1^^2^3"] { #expect(QueryValue.string(text).code == nil) }
        #expect(QueryValue.number("10").code == nil)
    }
}
