// The dialect of regular expressions that XPath speaks.

import Testing

@testable import XPathEngine

func holds(_ pattern: String, _ text: String, _ flags: String = "") throws -> Bool {
    try RegularExpression(pattern, flags: flags).matches(text)
}

func code(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch {
        return (error as? XPathError)?.code.rawValue
    }
}

@Suite struct RegexDialectTests {
    @Test(arguments: [
        ("bra", "abracadabra", true), ("^bra", "abracadabra", false), ("^a.*a$", "abracadabra", true), ("^.$", "é", true), ("^.$", "\u{1F600}", true),
        ("a|b", "xb", true), ("^(us|ms|)$", "", true), ("^(us|ms|)$", "x", false), ("^+?\\d*$", "12", true), ("^+?\\d*$", "a", false),
        ("^+\\d*$", "12", true), ("^a{2,3}$", "aa", true), ("^a{2,3}$", "aaaa", false), ("^a{2}$", "aaa", false), ("^a{2,}$", "aaaaa", true),
        ("^a{0}$", "", true), ("^(ab?)*$", "aaba", true), ("^(a*)*$", "aaa", true), ("^(a*)+$", "b", false), ("^\\$\\^\\.$", "$^.", true),
        ("\\n\\r\\t", "\n\r\t", true), (".", "\n", false), ("^[^a]$", "\n", true), ("", "anything", true), ("()", "", true), ("a{2147483647}", "aaa", false),
        ("(a?){2147483647}", "aaa", true), ("a{0,2147483647}b", "aab", true),
    ])
    func `a pattern matches or not`(pattern: String, text: String, expected: Bool) throws {
        #expect(try holds(pattern, text) == expected)
    }

    @Test(arguments: [
        ("[a-c]", "b", true), ("[a-c]", "d", false), ("[^a-c]", "d", true), ("[-a]", "-", true), ("[a-]", "-", true), ("[a-z-[aeiou]]", "b", true),
        ("[a-z-[aeiou]]", "e", false), ("[^a-z-[0-9]]", "5", false), ("[^a-z-[0-9]]", "!", true), ("[a-z-[a-y-[b]]]", "b", true), ("[a^]", "^", true),
        ("[\\d\\-x]", "-", true), ("[.]", "a", false), ("[$|(]", "(", true), ("[\\]]", "]", true), ("[\\s]", "\u{A0}", false),
    ])
    func `brackets hold characters`(pattern: String, text: String, expected: Bool) throws {
        #expect(try holds("^\(pattern)$", text) == expected)
    }

    @Test(arguments: [
        ("\\i", ":", true), ("\\i", "1", false), ("\\c", "1", true), ("\\c", " ", false), ("\\I", "1", true), ("\\C", "-", false), ("\\d", "\u{0663}", true),
        ("\\D", "x", true), ("\\w", "é", true), ("\\w", "-", false), ("\\w", "_", false), ("\\w", "+", true), ("\\W", "\u{200B}", true), ("\\s", "\t", true),
        ("\\S", "\u{A0}", true), ("\\p{Lu}", "É", true), ("\\p{Lu}", "é", false), ("\\P{Lu}", "é", true), ("\\p{L}", "ß", true), ("\\p{Nd}", "7", true),
        ("\\p{Sc}", "€", true), ("\\p{Zs}", " ", true), ("\\p{Cn}", "\u{378}", true), ("\\p{IsBasicLatin}", "a", true), ("\\p{IsBasicLatin}", "é", false),
        ("\\p{IsGreek}", "λ", true), ("\\p{IsLatin-1Supplement}", "é", true), ("\\P{IsCyrillic}", "я", false), ("\\p{IsPrivateUse}", "\u{E000}", true),
    ])
    func `escapes name sets of characters`(pattern: String, text: String, expected: Bool) throws {
        #expect(try holds("^\(pattern)$", text) == expected)
        #expect(try holds("^[\(pattern)]$", text) == expected)
    }

    @Test(arguments: [
        "(", ")", "[", "]", "[]", "[^]", "*", "+a", "a**", "a{", "a{}", "a{,2}", "a{3,2}", "a{x}", "{1}", "}", "\\", "\\x", "\\b", "[a--]", "[0-9-.]",
        "[z-a]", "[\\d-z]", "[a-\\d]", "[[a]", "[a-z-[b]c]", "\\p", "\\p{}", "\\p{Xx}", "\\p{Cs}", "\\p{IsNowhere}", "\\p{L", "\\1", "(a\\1)", "(a)\\2",
        "(a)[\\1]", "(?:a)", "\\0", "a{20000}", "((a{99}){99}){99}",
    ])
    func `an invalid pattern is refused`(pattern: String) {
        #expect(code { _ = try RegularExpression(pattern) } == "FORX0002")
    }

    @Test func `nesting without end is refused`() {
        #expect(code { _ = try RegularExpression(String(repeating: "(", count: 100_000)) } == "FORX0002")
        #expect(code { _ = try RegularExpression(String(repeating: "[a-", count: 100_000)) } == "FORX0002")
    }

    @Test func `flags change what matches`() throws {
        #expect(try holds(".", "\n", "s"))
        #expect(try !holds("^b", "a\nb") && holds("^b", "a\nb", "m") && holds("a$", "a\nb", "m") && !holds("a$", "a\n"))
        #expect(try !holds("^$", "a\nb\n", "m"))
        #expect(try holds("ABC", "xabc", "i") && holds("[A-Z]", "\u{212A}", "i") && holds("\u{212A}", "k", "i") && holds("É", "é", "i"))
        #expect(try holds("[A-Z-[OI]]", "x", "i") && !holds("[A-Z-[OI]]", "o", "i") && !holds("[^Q]", "q", "i") && !holds("\\p{Lu}", "m", "i"))
        #expect(try holds("he l lo[ ]\\ s", "hello  ", "x") && !holds("hello", "hel lo", "x"))
        #expect(code { _ = try RegularExpression("a", flags: "q") } == "FORX0001")
        #expect(code { _ = try RegularExpression("a", flags: " ") } == "FORX0001")
    }

    @Test func `a back-reference repeats what its group matched`() throws {
        #expect(try holds("^(a|b)\\1$", "aa") && !holds("^(a|b)\\1$", "ab") && holds("([md])[aeiou]\\1", "Mum", "i"))
        #expect(try holds("^(#)abc\\11$", "#abc#1"), "one group, then a digit")
        #expect(try holds("^(a)?b\\1$", "b"), "a group that took no part stands for nothing")
        #expect(try holds("^(.)(é)\\2\\1$", "xééx"))
        #expect(try holds("^((a*)\\2)*$", "aaaa"))
    }
}
