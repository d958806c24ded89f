// instance of, treat as, cast as, castable as and constructors (XPath 2.0, section 3.10; F&O 5 and 17).

import Testing

@testable import XPathEngine

@Suite struct TypeRuleTests {
    @Test(
        arguments: rules(
            #"""
            5 instance of xs:integer, 5 instance of xs:decimal, 5 instance of xs:int, 5 instance of xs:double → true|true|false|false
            5 instance of xs:anyAtomicType, 'a' instance of xs:anyAtomicType, /* instance of xs:anyAtomicType → true|true|false
            5 instance of item(), /* instance of item(), () instance of item(), () instance of item()? → true|true|false|true
            () instance of empty-sequence(), 1 instance of empty-sequence() → true|false
            () instance of xs:integer*, () instance of xs:integer+, (1, 2) instance of xs:integer?, (1, 2) instance of xs:integer+ → true|false|false|true
            (1, 'a') instance of xs:integer*, (1, 'a') instance of item()+ → false|true
            xs:byte('1') instance of xs:short, xs:byte('1') instance of xs:long, xs:byte('1') instance of xs:unsignedByte → true|true|false
            xs:unsignedByte('1') instance of xs:nonNegativeInteger, xs:positiveInteger('1') instance of xs:nonNegativeInteger → true|true
            xs:token('a') instance of xs:normalizedString, xs:NCName('a') instance of xs:Name, xs:NCName('a') instance of xs:token → true|true|true
            xs:ID('a') instance of xs:NCName, xs:language('fr') instance of xs:token, xs:NMTOKEN('1') instance of xs:Name → true|true|false
            xs:anyURI('a') instance of xs:string, xs:untypedAtomic('a') instance of xs:string → false|false
            xs:yearMonthDuration('P1Y') instance of xs:duration, xs:dayTimeDuration('P1D') instance of xs:duration → true|true
            xs:date('2000-01-01') instance of xs:dateTime → false
            /* instance of element(), /* instance of element(b:shelf), /* instance of element(shelf), /* instance of element(*) → true|true|false|true
            /* instance of element(*, xs:untyped), /* instance of element(b:shelf, xs:anyType), /* instance of element(*, xs:string) → true|true|false
            /* instance of element(*, xs:untyped?) → true
            (//@id)[1] instance of attribute(), (//@id)[1] instance of attribute(id), (//@id)[1] instance of attribute(b:id) → true|true|false
            (//@id)[1] instance of attribute(*, xs:untypedAtomic), (//@id)[1] instance of attribute(id, xs:ID) → true|false
            (//@id)[1] instance of element(), (//text())[1] instance of text(), (//comment())[1] instance of comment() → false|true|true
            /processing-instruction() instance of processing-instruction(first), /processing-instruction() instance of processing-instruction('next') → true|false
            /processing-instruction() instance of processing-instruction(' first ') → true
            (/) instance of document-node(), (/) instance of document-node(element(b:shelf)), (/) instance of document-node(element(b:book)) → true|true|false
            /* instance of document-node(), (/) instance of node(), 1 instance of node() → false|true|false
            """#))
    func `instance of asks for the type and the number`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            (1, 2) treat as xs:integer+ → 1|2
            5 treat as xs:decimal → 5
            () treat as empty-sequence() →
            5 treat as xs:string → XPDY0050
            () treat as item() → XPDY0050
            (1, 2) treat as xs:integer → XPDY0050
            (1, 2) treat as xs:integer? → XPDY0050
            1 treat as empty-sequence() → XPDY0050
            (/* treat as element(b:shelf))/@xml:lang → fr-FR
            /* treat as attribute() → XPDY0050
            xs:untypedAtomic('1') treat as xs:integer → XPDY0050
            """#))
    func `treat as promises a type and changes nothing`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            '5' cast as xs:integer, ' 5 ' cast as xs:integer, '5.5' castable as xs:integer, 5.9 cast as xs:integer, -5.9 cast as xs:integer → 5|5|false|5|-5
            () cast as xs:integer? →
            () cast as xs:integer → XPTY0004
            () castable as xs:integer, () castable as xs:integer?, (1, 2) castable as xs:integer, (1, 2) castable as xs:integer? → false|true|false|false
            (1, 2) cast as xs:integer → XPTY0004
            (//b:price)[1] cast as xs:decimal → 10.5
            //b:price cast as xs:decimal → XPTY0004
            'a' cast as xs:integer → FORG0001
            300 cast as xs:byte → FORG0001
            -1 cast as xs:unsignedInt → FORG0001
            0 cast as xs:positiveInteger → FORG0001
            'abc' cast as xs:boolean → FORG0001
            5 cast as xs:boolean, 0e0 cast as xs:boolean, xs:double('NaN') cast as xs:boolean → true|false|false
            true() cast as xs:integer, false() cast as xs:double, true() cast as xs:string → 1|0|true
            xs:double('NaN') cast as xs:integer → FOCA0002
            xs:double('INF') cast as xs:decimal → FOCA0002
            1 cast as xs:date → XPTY0004
            true() cast as xs:date → XPTY0004
            xs:date('2000-01-01') cast as xs:integer → XPTY0004
            xs:date('2000-01-01') castable as xs:integer, xs:date('2000-01-01') castable as xs:dateTime → false|true
            xs:dateTime('2000-01-01T12:00:00Z') cast as xs:date, xs:dateTime('2000-01-01T12:00:00Z') cast as xs:time → 2000-01-01Z|12:00:00Z
            xs:date('2000-02-03Z') cast as xs:gYearMonth, xs:date('2000-02-03') cast as xs:gMonthDay, xs:date('2000-02-03') cast as xs:gDay → 2000-02Z|--02-03|---03
            xs:date('2000-02-03') cast as xs:gYear, xs:date('2000-02-03') cast as xs:gMonth, xs:date('2000-02-03') cast as xs:dateTime → 2000|--02|2000-02-03T00:00:00
            xs:time('12:00:00') cast as xs:dateTime → XPTY0004
            xs:gYear('2000') cast as xs:date → XPTY0004
            xs:duration('P1Y2M3DT4H') cast as xs:yearMonthDuration, xs:duration('P1Y2M3DT4H') cast as xs:dayTimeDuration → P1Y2M|P3DT4H
            xs:yearMonthDuration('P1Y') cast as xs:dayTimeDuration, xs:dayTimeDuration('P1D') cast as xs:yearMonthDuration → PT0S|P0M
            xs:hexBinary('616263') cast as xs:base64Binary, xs:base64Binary('YWJj') cast as xs:hexBinary → YWJj|616263
            xs:anyURI('http://x') cast as xs:string, 'http://x' cast as xs:anyURI → http://x|http://x
            xs:anyURI('1') cast as xs:integer → XPTY0004
            'b:a' cast as xs:QName, xs:QName('a') → b:a|a
            'none:a' cast as xs:QName → FONS0004
            '1a' cast as xs:QName → FORG0001
            xs:untypedAtomic('b:a') cast as xs:QName → XPTY0004
            'b:a' castable as xs:QName, 'none:a' castable as xs:QName, 1 castable as xs:QName → true|false|false
            """#))
    func `a cast follows the table, castable tells beforehand`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            xs:integer(()), xs:date(()) →
            xs:integer('5'), xs:integer(5.7), xs:string(5), xs:untypedAtomic(5) → 5|5|5|5
            xs:integer((1, 2)) → XPTY0004
            xs:integer() → XPST0017
            xs:integer(1, 2) → XPST0017
            xs:none(1) → XPST0017
            xs:anyAtomicType(1) → XPST0017
            xs:NOTATION('a') → XPST0017
            xs:token(' a  b '), xs:normalizedString(codepoints-to-string((97, 9, 98))) → a b|a b
            xs:language('fr-FR'), xs:NMTOKEN('1-a'), xs:Name('a:b'), xs:NCName('é'), xs:ENTITY('x') → fr-FR|1-a|a:b|é|x
            xs:NCName('a:b') → FORG0001
            xs:Name('1') → FORG0001
            xs:language('français') → FORG0001
            xs:hexBinary('abc') → FORG0001
            xs:base64Binary('A') → FORG0001
            xs:decimal('1e1') → FORG0001
            xs:double('1e1'), xs:double('.5'), xs:double('5.'), xs:float('1e39'), xs:double('-1e-400') → 10|0.5|5|INF|-0
            """#))
    func `a constructor is a cast that lets the empty sequence through`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }

    @Test(
        arguments: rules(
            #"""
            xs:date('2000-02-30') → FORG0001
            xs:date('1900-02-29') → FORG0001
            xs:date('2000-02-29'), xs:date('2004-02-29') → 2000-02-29|2004-02-29
            xs:date('2000-13-01') → FORG0001
            xs:date('2000-00-01') → FORG0001
            xs:date('2000-01-00') → FORG0001
            xs:date('200-01-01') → FORG0001
            xs:date('02000-01-01') → FORG0001
            xs:date('+2000-01-01') → FORG0001
            xs:date('20000-01-01'), xs:date('-0044-03-15'), xs:date(' 2000-01-01 ') → 20000-01-01|-0044-03-15|2000-01-01
            xs:date('2000-01-01+14:00'), xs:date('2000-01-01-14:00'), xs:date('2000-01-01-00:00') → 2000-01-01+14:00|2000-01-01-14:00|2000-01-01Z
            xs:date('2000-01-01+14:01') → FORG0001
            xs:date('2000-01-01+15:00') → FORG0001
            xs:date('2000-01-01+01:60') → FORG0001
            xs:date('2000-01-01z') → FORG0001
            xs:date('999999999999-01-01') → FODT0001
            xs:time('23:59:59.999'), xs:time('24:00:00'), xs:time('12:00:00.100') → 23:59:59.999|00:00:00|12:00:00.1
            xs:time('24:00:01') → FORG0001
            xs:time('25:00:00') → FORG0001
            xs:time('12:60:00') → FORG0001
            xs:time('12:00:60') → FORG0001
            xs:time('12:00') → FORG0001
            xs:time('12:00:00.') → FORG0001
            xs:dateTime('1999-12-31T24:00:00'), xs:dateTime('-0001-12-31T12:00:00Z') → 2000-01-01T00:00:00|-0001-12-31T12:00:00Z
            xs:dateTime('2000-01-01 12:00:00') → FORG0001
            xs:dateTime('2000-01-01') → FORG0001
            xs:gYear('2000+01:00'), xs:gYearMonth('2000-12'), xs:gMonthDay('--02-29'), xs:gDay('---31'), xs:gMonth('--12Z') → 2000+01:00|2000-12|--02-29|---31|--12Z
            xs:gMonthDay('--02-30') → FORG0001
            xs:gDay('---32') → FORG0001
            xs:gMonth('--13') → FORG0001
            xs:gMonth('--12--') → FORG0001
            xs:duration('P1Y2M3DT4H5M6.70S'), xs:duration('-P1M'), xs:duration('PT0S'), xs:duration('P0Y') → P1Y2M3DT4H5M6.7S|-P1M|PT0S|PT0S
            xs:duration('P13M'), xs:dayTimeDuration('PT90M'), xs:dayTimeDuration('P1DT36H'), xs:yearMonthDuration('P0M') → P1Y1M|PT1H30M|P2DT12H|P0M
            xs:duration('P') → FORG0001
            xs:duration('P1') → FORG0001
            xs:duration('PT') → FORG0001
            xs:duration('P1YT') → FORG0001
            xs:duration('P1DT1HT1M') → FORG0001
            xs:duration('PT1M1H') → FORG0001
            xs:duration('P1M1Y') → FORG0001
            xs:duration('P1S') → FORG0001
            xs:duration('P1.5Y') → FORG0001
            xs:duration('PT1.S') → FORG0001
            xs:duration('P-1Y') → FORG0001
            xs:duration('1Y') → FORG0001
            xs:yearMonthDuration('P1D') → FORG0001
            xs:dayTimeDuration('P1M') → FORG0001
            xs:dayTimeDuration('P99999999999999999999D') → FODT0002
            """#))
    func `dates, times and durations have one form and real days`(rule: Rule) { #expect(value(rule.expression) == rule.expected) }
}
