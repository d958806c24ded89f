// The functions with regular expressions (F&O 7.6).

import Testing

@testable import XPathEngine

@Suite struct PatternFunctionTests {
    @Test(
        arguments: rules(
            #"""
            matches('abracadabra', 'bra') → true
            matches('abracadabra', '^a.*a$') → true
            matches('abracadabra', '^bra') → false
            matches('abc', '') → true
            matches('', 'a') → false
            matches((), 'a') → false
            matches((), 'a*') → true
            matches('a', ()) → XPTY0004
            matches('a', 'a', ()) → XPTY0004
            matches('ABC', 'abc', 'i') → true
            matches('abc', 'ABC', '') → false
            matches('a b', 'a\ b', 'x') → FORX0002
            matches('ab', 'a b', 'x') → true
            matches('a b', 'a[ ]b', 'x') → true
            matches(codepoints-to-string((97, 10, 98)), 'a.b') → false
            matches(codepoints-to-string((97, 10, 98)), 'a.b', 's') → true
            matches(codepoints-to-string((97, 10, 98)), '^b') → false
            matches(codepoints-to-string((97, 10, 98)), '^b$', 'm') → true
            matches(codepoints-to-string((97, 10)), 'a$') → false
            matches(codepoints-to-string((97, 10, 98)), '^a.b$', 'ms') → true
            matches('a', 'a', 'ii') → true
            matches('a', 'a', 'g') → FORX0001
            matches('a', 'a', 'I') → FORX0001
            matches('a', '[') → FORX0002
            matches('a', '(a') → FORX0002
            matches('a', 'a)') → FORX0002
            matches('a', '*') → FORX0002
            matches('a', 'a{2,1}') → FORX0002
            matches('a', '\q') → FORX0002
            matches('a', '[b-a]') → FORX0002
            matches('a', '\1') → FORX0002
            matches('aa', '(a)\1') → true
            matches('ab', '(a)\1') → false
            matches('a', '(a\1)') → FORX0002
            matches('aXbaXb', '(a)(X)(b)\1\2\3') → true
            matches('hello', '^(?:x)') → FORX0002
            """#))
    func `a string matches where any part of it does`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            matches('x', '^\i$'), matches('1', '^\i$'), matches('1', '^\c$'), matches(' ', '^\C$'), matches('-', '^\I$') → true|false|true|true|true
            matches('٣', '^\d$'), matches('٣', '^\D$'), matches('é', '^\w$'), matches('-', '^\W$'), matches('_', '^\w$') → true|false|true|true|false
            matches('a', '^\p{L}$'), matches('a', '^\p{Lu}$'), matches('A', '^\P{Lu}$'), matches('é', '^\p{IsBasicLatin}$') → true|false|false|false
            matches('a', '\p{Xx}') → FORX0002
            matches('a', '\p{IsNoBlock}') → FORX0002
            matches('c', '^[a-z-[aeiou]]$'), matches('e', '^[a-z-[aeiou]]$'), matches('e', '^[^a-z-[aeiou]]$') → true|false|false
            matches('-', '^[a-]$'), matches('^', '^[a^]$'), matches('b', '^[^a]$'), matches('.', '^[.]$'), matches('a', '^[.]$') → true|true|true|true|false
            matches('aaa', '^a{3}$'), matches('aa', '^a{3}$'), matches('aaaa', '^a{3,}$'), matches('aaaa', '^a{1,3}$'), matches('', '^a{0}$') → true|false|true|false|true
            matches('a|b', '^a\|b$'), matches('b', '^a|b$'), matches('a$', 'a\$'), matches('\', '^\\$') → true|true|true|true
            matches('😀', '^.$'), matches('😀', '^[😀]$'), matches('😁', '^[😀-😂]$') → true|true|true
            matches('K', 'k', 'i'), matches('É', 'é', 'i'), matches('B', '[a-c]', 'i'), matches('b', '[^B]', 'i') → true|true|true|false
            """#))
    func `classes hold the characters that the standard lists`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            replace('abracadabra', 'bra', '*') → a*cada*
            replace('abracadabra', 'a.*a', '*') → *
            replace('abracadabra', 'a.*?a', '*') → *c*bra
            replace('abracadabra', 'a', '') → brcdbr
            replace('abracadabra', 'a(.)', 'a$1$1') → abbraccaddabbra
            replace('AAAA', 'A+', 'b') → b
            replace('AAAA', 'A+?', 'b') → bbbb
            replace('darted', '^(.*?)d(.*)$', '$1c$2') → carted
            replace('abc', '(b)|(x)', '[$1$2]') → a[b]c
            replace('abc', 'b', '$0$0') → abbc
            replace('abc', 'b', '\$\\') → a$\c
            replace('abcdefghijkl', '(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)', '$11$2') → kbl
            replace('ab', '(a)', '$12') → a2b
            replace('ab', 'a', '$1') → b
            replace('abc', 'B', 'x', 'i') → axc
            replace((), 'a', 'b') →
            replace('a', 'a', '$') → FORX0004
            replace('a', 'a', '$x') → FORX0004
            replace('a', 'a', '\') → FORX0004
            replace('a', 'a', '\n') → FORX0004
            replace('a', 'x*', 'b') → FORX0003
            replace('a', '^', 'b') → FORX0003
            replace('a', '[', 'b') → FORX0002
            replace('a', 'a', 'b', 'y') → FORX0001
            replace('a', 'a', ()) → XPTY0004
            """#))
    func `what matches is replaced, and the replacement may name groups`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            tokenize('The cat sat', '\s+') → The|cat|sat
            tokenize('1, 15,, 24, 50,', ',\s*') → 1|15||24|50|
            count(tokenize(',a,', ',')) → 3
            tokenize('Some unparsed <br> HTML <BR> text', '\s*<br>\s*', 'i') → Some unparsed|HTML|text
            tokenize('abba', '(a)|(b)') → ||||
            tokenize('a', 'x') → a
            count(tokenize('', ',')) → 0
            count(tokenize((), ',')) → 0
            tokenize('abc', '.?') → FORX0003
            tokenize('abc', '[') → FORX0002
            tokenize('abc', 'b', 'q') → FORX0001
            tokenize('abc', ()) → XPTY0004
            """#))
    func `tokens stand between matches, empty ones too`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }
}
