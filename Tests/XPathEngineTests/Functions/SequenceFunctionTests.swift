// The functions on sequences (F&O 15.1 to 15.3).

import Testing
import XMLTree

@testable import XPathEngine

@Suite struct SequenceFunctionTests {
    @Test(
        arguments: rules(
            #"""
            boolean(()), boolean(''), boolean('0'), boolean(0), boolean(xs:double('NaN')), boolean(-1) → false|false|true|false|false|true
            boolean(xs:untypedAtomic('')), boolean(xs:untypedAtomic('false')), boolean(xs:anyURI('')), boolean(xs:anyURI('u')) → false|true|false|true
            boolean(false()), boolean(true()), boolean(0.0), boolean(xs:float('-0')), boolean(xs:byte('1')) → false|true|false|false|true
            boolean(//b:title), boolean(//b:none), boolean((//b:title, 1, 2)) → true|false|true
            boolean((1, 2)) → FORG0006
            boolean((1, //b:title)) → FORG0006
            boolean(('a', 'b')) → FORG0006
            boolean(xs:date('2000-01-01')) → FORG0006
            boolean(xs:dayTimeDuration('PT0S')) → FORG0006
            boolean(xs:QName('xs:a')) → FORG0006
            boolean(xs:hexBinary('')) → FORG0006
            not(()), not('a'), not(0), not(//b:title) → true|false|true|false
            not((1, 2)) → FORG0006
            not(xs:gYear('2000')) → FORG0006
            """#))
    func `the effective boolean value is known for nodes, truth values, text and numbers`(rule: Rule) {
        #expect(value(rule.expression) == rule.expected)
    }

    @Test(
        arguments: rules(
            #"""
            index-of((10, 20, 30, 30, 20, 10), 20) → 2|5
            index-of((10, 20), 35) →
            index-of((), 35) →
            index-of(('a', 'sport', 'and', 'a'), 'a') → 1|4
            index-of((1, '1', 1.0e0), 1) → 1|3
            index-of((xs:untypedAtomic('1'), 1), '1') → 1
            index-of((xs:untypedAtomic('1'), 1), 1) → 2
            index-of(xs:double('NaN'), xs:double('NaN')) →
            index-of((xs:date('2000-01-01'), 'a'), 'a') → 2
            index-of((1, 2), ()) → XPTY0004
            index-of((1, 2), (1, 2)) → XPTY0004
            index-of(('a'), 'a', 'http://none') → FOCH0002
            empty(()), empty(0), empty(''), empty(//b:none), empty((1, 2)) → true|false|false|true|false
            exists(()), exists(0), exists(''), exists(//b:none), exists((1, 2)) → false|true|true|false|true
            distinct-values((1, 2.0, 3, 2)) → 1|2|3
            distinct-values((1, '1', 1.0)) → 1|1
            distinct-values((xs:untypedAtomic('a'), 'a', xs:anyURI('a'))) → a
            distinct-values((xs:double('NaN'), xs:float('NaN'))) → NaN
            distinct-values((0e0, -0e0)) → 0
            count(distinct-values((xs:date('2000-01-01'), xs:time('00:00:00'), 1, 'a', true()))) → 5
            distinct-values((xs:dateTime('2000-01-01T12:00:00Z'), xs:dateTime('2000-01-01T13:00:00+01:00'))) → 2000-01-01T12:00:00Z
            distinct-values((xs:dayTimeDuration('P1D'), xs:dayTimeDuration('PT24H'))) → P1D
            distinct-values(()) →
            distinct-values('a', 'http://none') → FOCH0002
            """#))
    func `values are looked for with eq, and those that cannot be compared are distinct`(rule: Rule) {
        #expect(value(rule.expression) == rule.expected)
    }

    @Test(
        arguments: rules(
            #"""
            insert-before(('a', 'b', 'c'), 0, 'z') → z|a|b|c
            insert-before(('a', 'b', 'c'), 1, 'z') → z|a|b|c
            insert-before(('a', 'b', 'c'), 2, 'z') → a|z|b|c
            insert-before(('a', 'b', 'c'), 3, 'z') → a|b|z|c
            insert-before(('a', 'b', 'c'), 4, 'z') → a|b|c|z
            insert-before(('a', 'b', 'c'), 99, ('y', 'z')) → a|b|c|y|z
            insert-before(('a', 'b'), -99999999999999999999, 'z') → z|a|b
            insert-before((), 3, 'z') → z
            insert-before('a', 1, ()) → a
            insert-before('a', (), 'b') → XPTY0004
            remove(('a', 'b', 'c'), 0) → a|b|c
            remove(('a', 'b', 'c'), 1) → b|c
            remove(('a', 'b', 'c'), 3) → a|b
            remove(('a', 'b', 'c'), 4) → a|b|c
            remove(('a', 'b', 'c'), -1) → a|b|c
            remove((), 1) →
            remove('a', 1.0) → XPTY0004
            reverse(('a', 'b', 'c')) → c|b|a
            reverse(()) →
            reverse('a') → a
            count(unordered((1, 2, 2))) → 3
            """#))
    func `items are put in, taken out and turned round by position`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            subsequence((1, 2, 3, 4, 5), 4) → 4|5
            subsequence((1, 2, 3, 4, 5), 3, 2) → 3|4
            subsequence((1, 2, 3, 4, 5), 0, 2) → 1
            subsequence((1, 2, 3, 4, 5), -1) → 1|2|3|4|5
            subsequence((1, 2, 3, 4, 5), 1.5, 2.5) → 2|3|4
            subsequence((1, 2, 3, 4, 5), 2.4999, 1) → 2
            subsequence((1, 2, 3), 3, 1) → 3
            subsequence((1, 2, 3), 4, 1) →
            subsequence((1, 2, 3), 1, 0) →
            subsequence((1, 2, 3), 2, -1) →
            subsequence((1, 2, 3), xs:double('NaN')) →
            subsequence((1, 2, 3), 1, xs:double('NaN')) →
            subsequence((1, 2, 3), 2, xs:double('INF')) → 2|3
            subsequence((1, 2, 3), xs:double('-INF'), xs:double('INF')) →
            subsequence((1, 2, 3), xs:double('-INF')) → 1|2|3
            subsequence(1 to 5, 2, 3) → 2|3|4
            subsequence(1 to 5, 5, 9) → 5
            subsequence((), 1) →
            subsequence((1, 2), ()) → XPTY0004
            """#))
    func `a part of a sequence is cut as a part of a string`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            zero-or-one(()), zero-or-one('a') → a
            zero-or-one(('a', 'b')) → FORG0003
            one-or-more(('a', 'b')) → a|b
            one-or-more(()) → FORG0004
            exactly-one('a') → a
            exactly-one(()) → FORG0005
            exactly-one(('a', 'b')) → FORG0005
            exactly-one(//b:box)/name() → box
            """#))
    func `the number of items is checked`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            deep-equal((), ()) → true
            deep-equal(1, 1.0e0) → true
            deep-equal((1, 2), (2, 1)) → false
            deep-equal((1, 2), (1, 2, 3)) → false
            deep-equal(xs:double('NaN'), xs:float('NaN')) → true
            deep-equal(1, '1') → false
            deep-equal(xs:untypedAtomic('1'), '1') → true
            deep-equal(xs:untypedAtomic('1'), 1) → false
            deep-equal(xs:date('2000-01-01'), xs:time('00:00:00')) → false
            deep-equal(//b:book[1], 'Alpha10.5') → false
            deep-equal(/x/a[1], /x/a[2]) → true
            deep-equal(/x/a[1], /x/a[3]) → false
            deep-equal(/x/a[1], /x/a[4]) → false
            deep-equal(/x/a[1]/@m, /x/a[2]/@m) → true
            deep-equal(/x/a[1]/@m, /x/a[1]/@n) → false
            deep-equal(/x/b[1], /x/b[2]) → true
            deep-equal(/x/b[1], /x/b[3]) → false
            deep-equal(/x/b[1], /x/b[4]) → false
            deep-equal(/x/b[1]/text(), /x/b[2]/text()) → true
            deep-equal(/x/c[1], /x/c[2]) → false
            deep-equal(/x/c[1]/comment(), /x/c[2]/comment()) → false
            deep-equal(/x/c[1]/processing-instruction(), /x/c[2]/processing-instruction()) → false
            deep-equal(/, /) → true
            deep-equal('a', 'a', 'http://none') → FOCH0002
            """#))
    func `deep equality looks at names, attributes and content, not at comments within or prefixes`(rule: Rule) {
        let tree = parsed(
            """
            <x xmlns:p="urn:p" xmlns:q="urn:p"><a m="1" n="2">t</a><a n="2" m="1">t</a><a m="1" n="3">t</a><a m="1" n="2" o="">t</a>\
            <b><p:c/>t</b><b><!--no--><q:c/>t</b><b>t<p:c/></b><b><c/>t</b><c><!--a--><?t a?>u</c><c><!--b--><?t b?>v</c></x>
            """)
        #expect(value(rule.expression, with: DynamicContext(item: .node(tree.document))) == rule.expected)
    }
}
