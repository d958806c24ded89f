// Replacement, tokens, and patterns that make other engines run for ever.

import Testing

@testable import XPathEngine

@Suite struct RegexUseTests {
    func replaced(_ text: String, _ pattern: String, _ replacement: String, _ flags: String = "") throws -> String {
        try RegularExpression(pattern, flags: flags).replace(text, with: replacement)
    }

    @Test func `matches are replaced from left to right`() throws {
        #expect(try replaced("abracadabra", "bra", "*") == "a*cada*")
        #expect(try replaced("abracadabra", "a.*a", "*") == "*" && replaced("abracadabra", "a.*?a", "*") == "*c*bra")
        #expect(try replaced("AAAA", "A+", "b") == "b" && replaced("AAAA", "A+?", "b") == "bbbb")
        #expect(try replaced("darted", "^(.*?)d(.*)$", "$1c$2") == "carted")
        #expect(try replaced("été", "t", "\u{1F600}") == "é\u{1F600}é")
    }

    @Test func `the replacement names groups`() throws {
        #expect(try replaced("abc", "(b)", "[$1$0\\$\\\\]") == "a[bb$\\]c")
        #expect(try replaced("abc", "(b)", "$12$2") == "ab2c", "above all groups: digits end the number, or nothing stands")
        #expect(try replaced("ab", "(a)|(b)", "<$1$2>") == "<a><b>" && replaced("b", "(a)?b", "x$1") == "x")
        for wrong in ["$", "$x", "a\\", "\\a"] { #expect(code { _ = try replaced("abc", "b", wrong) } == "FORX0004") }
    }

    @Test func `tokens stand between matches`() throws {
        #expect(try RegularExpression("\\s+").tokenize("The cat  sat") == ["The", "cat", "sat"])
        #expect(try RegularExpression(",").tokenize(",a,,b,") == ["", "a", "", "b", ""])
        #expect(try RegularExpression(",").tokenize("") == [] && RegularExpression(",").tokenize("é") == ["é"])
    }

    @Test func `a pattern that matches nothing at all cannot separate`() throws {
        for pattern in ["", "a*", "x?", "^", "$", "(a|)"] {
            #expect(code { _ = try RegularExpression(pattern).tokenize("abc") } == "FORX0003")
            #expect(code { _ = try replaced("abc", pattern, "-") } == "FORX0003")
        }
    }

    @Test func `groups are those of the preferred way`() throws {
        #expect(try RegularExpression("(a|ab)(c|bcd)(d*)").firstMatch(in: "abcd") == ["abcd", "a", "bcd", ""])
        #expect(try RegularExpression("(a+?)(a*)").firstMatch(in: "aaa") == ["aaa", "a", "aa"])
        #expect(try RegularExpression("(x)?(y)").firstMatch(in: "y") == ["y", nil, "y"])
        #expect(try RegularExpression("(.)+").firstMatch(in: "abc") == ["abc", "c"])
    }

    @Test(arguments: ["(a+)+$", "(a|aa)+$", "(a*)*b", "(a|aa?)+$", "([a-z]+)*\\d", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)(.*)(.*)(.*)x", "(a?){50}a{50}b"])
    func `what is exponential elsewhere takes linear time`(pattern: String) throws {
        let text = String(repeating: "a", count: 5_000) + "!"
        #expect(try !holds(pattern, text))
    }

    @Test func `a long text is searched as a short one is`() throws {
        let filler = String(repeating: "é-", count: 30_000)
        let text = filler + "code=42;" + filler
        #expect(try RegularExpression("(\\i+)=(\\d+)").firstMatch(in: text) == ["code=42", "code", "42"])
        #expect(try RegularExpression("=(\\d+)").replace(text, with: ":$1") == filler + "code:42;" + filler)
        #expect(try RegularExpression("-").tokenize(filler).count == 30_001)
        #expect(try !holds("^code", text) && holds("-$", text) && !holds("x$", text))
    }

    @Test func `back-references have a budget`() throws {
        let text = String(repeating: "a", count: 40) + "!"
        #expect(code { _ = try holds("^(a+)+(b|\\1)*(a+)+(a+)+$", text) } == "XPDY0130")
    }
}
