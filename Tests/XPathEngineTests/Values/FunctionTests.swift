// The pure functions on text, numbers, names and URIs.

import Testing

@testable import XPathEngine

@Suite struct FunctionTests {
    @Test func `substring rounds its positions`() {
        typealias Text = StringFunctions
        #expect(
            Text.substring("motor car", from: 6) == " car" && Text.substring("metadata", from: 4, length: 3) == "ada"
                && Text.substring("12345", from: 1.5, length: 2.6) == "234")
        #expect(
            Text.substring("12345", from: 0, length: 3) == "12" && Text.substring("12345", from: 5, length: -3) == ""
                && Text.substring("12345", from: -3, length: 5) == "1")
        #expect(
            Text.substring("12345", from: .nan) == "" && Text.substring("12345", from: 1, length: .nan) == ""
                && Text.substring("12345", from: -42, length: .infinity) == "12345")
        #expect(Text.substring("12345", from: -.infinity, length: .infinity) == "" && Text.substring("a\u{1F600}é\r\nb", from: 2, length: 3) == "\u{1F600}é\r")
        #expect(Text.substring("abc", from: 1e300) == "" && Text.substring("abc", from: 2, length: 1e300) == "bc")
    }

    @Test func `text is cut, searched and changed by code points`() {
        typealias Text = StringFunctions
        #expect(Text.normalizeSpace(" a \t\n b ") == "a b" && Text.normalizeSpace(" \n") == "" && Text.normalizeSpace("a b") == "a b")
        #expect(
            Text.translate("bar", from: "abc", to: "AB") == "BAr" && Text.translate("--aaa--", from: "abc-", to: "ABC") == "AAA"
                && Text.translate("aa", from: "aa", to: "bc") == "bb")
        #expect(
            Text.contains("tattoo", "t") && Text.contains("x", "") && Text.contains("", "") && !Text.contains("", "t") && !Text.contains("é", "e")
                && !Text.contains("aab", "aabb"))
        #expect(
            Text.startsWith("été", "ét") && !Text.startsWith("e\u{301}", "é") && Text.endsWith("tattoo", "oo") && !Text.endsWith("o", "oo")
                && Text.endsWith("o", ""))
        #expect(
            Text.substringBefore("tattoo", "attoo") == "t" && Text.substringBefore("tattoo", "x") == "" && Text.substringAfter("tattoo", "tat") == "too"
                && Text.substringAfter("aé", "") == "aé")
        #expect(Text.upperCase("straße") == "STRASSE" && Text.lowerCase("ÉA") == "éa" && CodePoints.count("e\u{301}\r\n\u{1F600}") == 5)
        #expect(
            Text.compare("abc", "abd") == -1 && Text.compare("b", "a") == 1 && Text.compare("a", "a") == 0 && Text.compare("\u{FFFF}", "\u{10000}") == -1
                && Text.compare("a", "ab") == -1)
    }

    @Test func `code points become text when XML allows them`() throws {
        #expect(try StringFunctions.codepointsToString([66, 233, 0x1F600]) == "Bé\u{1F600}" && StringFunctions.stringToCodepoints("Bé") == [66, 233])
        for wrong in [0, 8, 0xD800, 0xFFFE, 0x110000, -1] { #expect(code { _ = try StringFunctions.codepointsToString([wrong]) } == "FOCH0001") }
    }

    @Test func `normalization has four forms`() throws {
        #expect(
            try StringFunctions.normalizeUnicode("e\u{301}").unicodeScalars.count == 1
                && StringFunctions.normalizeUnicode("é", form: " nfd ").unicodeScalars.count == 2)
        #expect(
            try StringFunctions.normalizeUnicode("ﬁ", form: "NFKC") == "fi" && StringFunctions.normalizeUnicode("ﬁé", form: "NFKD").unicodeScalars.count == 4)
        #expect(try StringFunctions.normalizeUnicode("e\u{301}", form: "").unicodeScalars.count == 2)
        #expect(code { _ = try StringFunctions.normalizeUnicode("a", form: "FULLY-NORMALIZED") } == "FOCH0003")
    }

    @Test func `URIs are escaped three ways`() {
        #expect(StringFunctions.encodeForURI("a/b é~") == "a%2Fb%20%C3%A9~" && StringFunctions.iriToURI("http://x/é?a b#%") == "http://x/%C3%A9?a%20b#%")
        #expect(StringFunctions.escapeHTMLURI("javascript:a('é b')") == "javascript:a('%C3%A9 b')" && StringFunctions.iriToURI("<\">") == "%3C%22%3E")
    }

    @Test(arguments: [
        ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q#s"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("..", "http://a/b/"), ("../..", "http://a/"),
        ("../../../g", "http://a/g"), ("/./g", "http://a/g"),
        ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), ("./../g", "http://a/b/g"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
        ("g:h", "g:h"), (";x", "http://a/b/c/;x"),
    ])
    func `references are resolved as RFC 3986 shows`(reference: String, expected: String) throws {
        #expect(try URIFunctions.resolve(reference, base: "http://a/b/c/d;p?q") == expected)
    }

    @Test func `what cannot be resolved is refused`() throws {
        for (reference, base) in [(":", "http://a/"), ("a", "b"), ("a", "http://a/#f"), ("%", "http://a/"), ("a", "urn:x"), ("a", "http:%%")] {
            #expect(code { _ = try URIFunctions.resolve(reference, base: base) } == "FORG0002")
        }
        #expect(try URIFunctions.resolve("http://x", base: "") == "http://x")
    }

    @Test func `numbers are rounded by five rules`() throws {
        func shown(_ value: AtomicValue) -> String { "\(value.type.rawValue) \(value.stringValue)" }
        let decimal = try value("-2.5", .decimal)
        #expect(
            try shown(NumericFunctions.absolute(decimal)) == "decimal 2.5" && shown(NumericFunctions.floor(decimal)) == "decimal -3"
                && shown(NumericFunctions.ceiling(decimal)) == "decimal -2")
        #expect(
            try shown(NumericFunctions.round(decimal)) == "decimal -2" && shown(NumericFunctions.round(.double(2.5))) == "double 3"
                && shown(NumericFunctions.round(.double(-0.4))) == "double -0")
        #expect(
            try shown(NumericFunctions.round(.double(0.49999999999999994))) == "double 0" && shown(NumericFunctions.round(.float(-2.5))) == "float -2"
                && shown(NumericFunctions.ceiling(.double(-0.5))) == "double -0")
        #expect(
            try shown(NumericFunctions.absolute(.integer(.min))) == "integer 9223372036854775808"
                && shown(NumericFunctions.absolute(.integer(-1, .byte))) == "integer 1")
        #expect(
            try shown(NumericFunctions.roundHalfToEven(.double(3.567812e3), precision: 2)) == "double 3567.81"
                && shown(NumericFunctions.roundHalfToEven(.integer(35_612), precision: -2)) == "integer 35600")
        #expect(
            try shown(NumericFunctions.roundHalfToEven(.double(-0.1))) == "double -0"
                && shown(NumericFunctions.roundHalfToEven(.double(.nan), precision: .max)) == "double NaN")
        #expect(
            try shown(NumericFunctions.roundHalfToEven(.double(1.7976931348623157e308), precision: .min)) == "double 0"
                && shown(NumericFunctions.roundHalfToEven(.double(.infinity))) == "double INF")
        #expect(code { _ = try NumericFunctions.round(.string("1")) } == "XPTY0004")
        #expect(
            NumericFunctions.number(.string(" 12 ")) == 12 && NumericFunctions.number(.untypedAtomic("abc")).isNaN
                && NumericFunctions.number(.boolean(true)) == 1 && NumericFunctions.number(.anyURI("1")).isNaN)
    }

    @Test func `names are made and taken apart`() throws {
        let prefixes: PrefixResolver = { ["p": "urn:p", "": "urn:d"][$0] }
        guard case .qName(let name, _) = try QNameFunctions.resolve("p:a", prefixes: prefixes),
            case .qName(let plain, _) = try QNameFunctions.resolve("a", prefixes: prefixes)
        else { throw XPathError(.xpty0004) }
        #expect(
            name.namespaceURI == "urn:p" && plain.namespaceURI == "urn:d" && QNameFunctions.prefix(of: name)?.stringValue == "p"
                && QNameFunctions.prefix(of: plain) == nil)
        #expect(QNameFunctions.localName(of: name).type == .ncName && QNameFunctions.namespaceURI(of: name).type == .anyURI)
        #expect(
            code { _ = try QNameFunctions.resolve("q:a", prefixes: prefixes) } == "FONS0004"
                && code { _ = try QNameFunctions.resolve("1", prefixes: prefixes) } == "FOCA0002")
        #expect(try QNameFunctions.make(uri: "u", lexical: "p:a").stringValue == "p:a" && QNameFunctions.make(uri: "", lexical: "a").stringValue == "a")
        for (uri, lexical) in [("", "p:a"), ("u", ":a"), ("u", "p:"), ("u", ""), ("u", "a:b:c")] {
            #expect(code { _ = try QNameFunctions.make(uri: uri, lexical: lexical) } == "FOCA0002")
        }
        #expect(try QNameFunctions.resolve("xml:lang", prefixes: { _ in nil }).stringValue == "xml:lang")
    }

    @Test func `an error has a code, a place and no content`() {
        let error = XPathError(.forg0001, "the value is not one of xs:integer").at(offset: 3, length: 4)
        #expect(
            error == XPathError(.forg0001) && error != XPathError(.xpty0004) && error.offset == 3 && error.at(offset: 9).offset == 3
                && error.description.hasPrefix("FORG0001: "))
        do { _ = try Casting.cast(.string("DUPONT"), to: .integer) } catch { #expect(!error.description.contains("DUPONT")) }
    }
}
