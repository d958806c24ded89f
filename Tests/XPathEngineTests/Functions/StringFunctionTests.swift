// The functions on strings (F&O 7.2 to 7.5).

import Testing

@testable import XPathEngine

@Suite struct StringFunctionTests {
    @Test(
        arguments: rules(
            #"""
            codepoints-to-string((9731, 128512, 97)) → ☃😀a
            codepoints-to-string(()) →
            codepoints-to-string(0) → FOCH0001
            codepoints-to-string(55296) → FOCH0001
            codepoints-to-string(65534) → FOCH0001
            codepoints-to-string(1114112) → FOCH0001
            codepoints-to-string(-1) → FOCH0001
            codepoints-to-string(99999999999999999999) → FOCH0001
            codepoints-to-string((9, 10, 13)) = codepoints-to-string((9, 10, 13)) → true
            codepoints-to-string('a') → XPTY0004
            string-to-codepoints('a😀é') → 97|128512|233
            string-to-codepoints('') →
            string-to-codepoints(()) →
            string-to-codepoints(1) → XPTY0004
            string-to-codepoints(codepoints-to-string((13, 10))) → 13|10
            """#))
    func `strings are made of code points and give them back`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            compare('abc', 'abc') → 0
            compare('abc', 'abd') → -1
            compare('abd', 'abc') → 1
            compare('ab', 'abc') → -1
            compare('', 'a') → -1
            compare('', '') → 0
            compare('a', 'B') → 1
            compare(codepoints-to-string(65533), '😀') → -1
            compare((), 'a') →
            compare('a', ()) →
            compare('a', 'b', 'http://www.w3.org/2005/xpath-functions/collation/codepoint') → -1
            compare('a', 'b', 'http://none') → FOCH0002
            compare('a', 1) → XPTY0004
            codepoint-equal('abcd', 'abcd') → true
            codepoint-equal('abcd', 'abcd ') → false
            codepoint-equal('', '') → true
            codepoint-equal('', ()) →
            codepoint-equal((), ()) →
            default-collation() → http://www.w3.org/2005/xpath-functions/collation/codepoint
            """#))
    func `strings are compared by code point`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            concat('un', 'grateful') → ungrateful
            concat((), 'a', (), 1, 2.50, true()) → a12.5true
            concat((), ()) →
            concat('a', ('b', 'c')) → XPTY0004
            concat('a') → XPST0017
            concat() → XPST0017
            concat((//b:book)[1]/@id, 1 + 1) → b12
            string-join(('a', 'b', 'c'), '-') → a-b-c
            string-join(('a', '', 'c'), '-') → a--c
            string-join('a', '-') → a
            string-join((), '-') →
            string-join(('a', 'b'), '') → ab
            string-join((1, 2), '-') → XPTY0004
            string-join(('a', 'b'), ()) → XPTY0004
            string-join(//b:author, '+') → Ann+Bob
            """#))
    func `strings are put together`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            substring('motor car', 6) →  car
            substring('metadata', 4, 3) → ada
            substring('12345', 1.5, 2.6) → 234
            substring('12345', 0, 3) → 12
            substring('12345', 5, -3) →
            substring('12345', -3, 5) → 1
            substring('12345', 0 div 0e0, 3) →
            substring('12345', 1, 0 div 0e0) →
            substring('12345', -42, 1 div 0e0) → 12345
            substring('12345', -1 div 0e0, 1 div 0e0) →
            substring('12345', -1 div 0e0) → 12345
            substring('12345', 1 div 0e0) →
            substring('12345', 0.5) → 12345
            substring('12345', 1.4999) → 12345
            substring('12345', 2, 0.5) → 2
            substring('12345', 2, 0.4) →
            substring('a😀b', 2, 1) → 😀
            substring((), 1, 3) →
            substring('12345', ()) → XPTY0004
            substring('12345', '1') → XPTY0004
            string-length('Harp not on that string') → 23
            string-length('😀') → 1
            string-length('') → 0
            string-length(()) → 0
            string-length(12) → XPTY0004
            12[string-length() = 2] → 12
            """#))
    func `positions count characters and are rounded`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            normalize-space('  a  b ') → a b
            normalize-space('') →
            normalize-space(' ') →
            normalize-space(()) →
            string-to-codepoints(normalize-space(codepoints-to-string((32, 97, 9, 10, 13, 98, 160, 32)))) → 97|32|98|160
            normalize-unicode('é', 'NFD') = codepoints-to-string((101, 769)) → true
            normalize-unicode(codepoints-to-string((101, 769))) = 'é' → true
            normalize-unicode('ﬁ', 'NFKC') → fi
            normalize-unicode('ﬁ', 'NFC') → ﬁ
            normalize-unicode('é', ' nfd ') = codepoints-to-string((101, 769)) → true
            normalize-unicode('é', '') = 'é' → true
            normalize-unicode((), 'NFC') →
            normalize-unicode('a', 'NFZ') → FOCH0003
            normalize-unicode('a', ()) → XPTY0004
            upper-case('abCd0é') → ABCD0É
            upper-case('ß') → SS
            lower-case('ABc!D') → abc!d
            lower-case('É') → é
            upper-case(()) →
            lower-case(()) →
            upper-case(1) → XPTY0004
            translate('bar', 'abc', 'AB') → BAr
            translate('--aaa--', 'abc-', 'ABC') → AAA
            translate('abcdabc', 'abc', 'AB') → ABdAB
            translate('aa', 'aa', 'bc') → bb
            translate('a😀', '😀', 'é') → aé
            translate('abc', '', 'x') → abc
            translate((), 'a', 'b') →
            translate('a', (), 'b') → XPTY0004
            """#))
    func `characters are changed one by one`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            contains('tattoo', 'tt') → true
            contains('tattoo', 'tot') → false
            contains('tattoo', '') → true
            contains('', '') → true
            contains('', 't') → false
            contains((), 't') → false
            contains('t', ()) → true
            starts-with('tattoo', 'tat') → true
            starts-with('tattoo', 'att') → false
            starts-with('tattoo', '') → true
            starts-with('ta', 'tat') → false
            starts-with((), ()) → true
            ends-with('tattoo', 'too') → true
            ends-with('tattoo', 'tatt') → false
            ends-with('tattoo', '') → true
            ends-with('oo', 'too') → false
            ends-with((), 't') → false
            substring-before('tattoo', 'attoo') → t
            substring-before('tattoo', 'tatto') →
            substring-before('tattoo', 't') →
            substring-before('tattoo', 'o') → tatt
            substring-before('tattoo', 'x') →
            substring-before('tattoo', '') →
            substring-before((), 'x') →
            substring-after('tattoo', 'tat') → too
            substring-after('tattoo', 't') → attoo
            substring-after('tattoo', 'tattoo') →
            substring-after('tattoo', 'x') →
            substring-after('tattoo', '') → tattoo
            substring-after('tattoo', ()) → tattoo
            contains('é', codepoints-to-string((101, 769))) → false
            contains('a', 'a', 'http://none') → FOCH0002
            starts-with('a', 'a', 'http://none') → FOCH0002
            ends-with('a', 'a', 'http://none') → FOCH0002
            substring-before('a', 'a', 'http://none') → FOCH0002
            substring-after('a', 'a', 'http://none') → FOCH0002
            contains('abc', 'b', 'http://www.w3.org/2005/xpath-functions/collation/codepoint') → true
            contains(1, 'b') → XPTY0004
            contains(('a', 'b'), 'b') → XPTY0004
            """#))
    func `one string is looked for in another`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            string(3.0) → 3
            string(1e6) → 1.0E6
            string(999999e0) → 999999
            string(1e-6) → 0.000001
            string(9e-7) → 9.0E-7
            string(xs:float('1e10')) → 1.0E10
            string(-0e0) → -0
            string(1 div 0e0) → INF
            string(true()) → true
            string(()) →
            string(xs:dateTime('2000-01-01T24:00:00')) → 2000-01-02T00:00:00
            string(xs:hexBinary('0aff')) → 0AFF
            string((1, 2)) → XPTY0004
            string((//b:book)[1]/b:title) → Alpha
            string((//b:book)[1]/@id) → b1
            string(//comment()[1]) → XPTY0004
            string((//comment())[1]) →  head 
            string(/processing-instruction()) → a
            """#))
    func `a string is the canonical form of a value, or the string value of a node`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }
}
