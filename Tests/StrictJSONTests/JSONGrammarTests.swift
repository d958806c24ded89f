// The grammar of JSON, production by production, against another reader over invented values.

import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite struct JSONGrammarTests {
    private func read(_ text: String) throws -> JSONNode { try JSONScanner.read(Array(text.utf8), depth: 16).node }

    private func fault(_ text: String, depth: Int = 16, values: Int = .max) -> [String]? {
        do throws(JSONFault) {
            _ = try JSONScanner.read(Array(text.utf8), depth: depth, values: values)
            return nil
        } catch {
            return [error.code.rawValue, "\(error.offset)"]
        }
    }

    @Test(arguments: ["0", "-0", "1", "-1", "10", "1.5", "0.0", "1e5", "1E5", "1e+5", "1e-05", "-12.34e56", "123456789012345678901234567890"])
    func `a number stays the digits that it is written with`(text: String) throws { #expect(try read(text) == .number(text)) }

    @Test(arguments: [
        ("-", 1), ("+1", 0), (".5", 0), ("1.", 2), ("1e", 2), ("1e+", 3), ("00", 1), ("-01", 2), ("0x1", 1), ("1.e5", 2), ("NaN", 0), ("Infinity", 0),
        ("--1", 1),
    ])
    func `what is no number is told at the byte where it ceases to be one`(text: String, offset: Int) {
        #expect(fault(text) == ["json.malformed", "\(offset)"])
    }

    @Test(arguments: [
        ("true", JSONNode.boolean(true)), ("false", .boolean(false)), ("null", .null), ("[]", .array([])), ("{}", .object([])), ("\"\"", .string("")),
    ])
    func `a word, an empty list, object and text are values`(text: String, node: JSONNode) throws {
        #expect(try read(text) == node)
        #expect(try read(" \t\r\n" + text + "\n\r\t ") == node)
    }

    @Test(arguments: ["tru", "True", "TRUE", "nul", "nil", "fals", "f", "undefined", "'a'", "a"])
    func `any other word is none`(text: String) { #expect(fault(text) == ["json.malformed", "0"]) }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u00e9\u00E9""#, "éé"), (#""\ud83e\udec0""#, "🫀"), (#""\u0000""#, "\0"), (#""a\u0041b""#, "aAb"),
        (#""\uFFFF""#, "\u{FFFF}"), ("\"é漢\u{7F}\"", "é漢\u{7F}"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"), (#""\uD800\uDC00""#, "\u{10000}"),
    ])
    func `escapes stand for their characters`(text: String, meant: String) throws { #expect(try read(text) == .string(meant)) }

    @Test(arguments: [
        #""\a""#, #""\U0041""#, #""\u004""#, #""\u004g""#, #""\ud83e""#, #""\ud83ex""#, #""\ud83e\n""#, #""\ud83e\u0041""#, #""\udec0""#, #""\ud83e\ud83e""#,
        "\"\\",
        "\"a\nb\"", "\"a\tb\"", "\"a\0b\"", "\"a\u{1F}b\"", "\"a",
    ])
    func `half an escape, half a pair and a bare control character are refused`(text: String) { #expect(fault(text)?.first == "json.malformed") }

    @Test(arguments: [
        ("[,]", 1), ("[1,,2]", 3), ("[1", 2), ("[", 1), ("]", 0), ("[1}", 2), ("{", 1), ("{,}", 1), ("{\"a\"}", 4), ("{\"a\":}", 5), ("{\"a\":1,}", 7),
        ("{a:1}", 1),
        ("{1:1}", 1), ("{\"a\":1 \"b\":2}", 7), ("{\"a\":1", 6), ("[1]]", 3), ("1 2", 2), ("// c\n1", 0), ("", 0), ("  ", 2),
    ])
    func `a list or object that is not whole is told where it breaks`(text: String, offset: Int) { #expect(fault(text) == ["json.malformed", "\(offset)"]) }

    @Test func `names of objects within one another may be the same`() {
        #expect(fault(#"{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}"#) == nil)
        #expect(fault(#"{"a":1,"A":2}"#) == nil)
        #expect(fault(#"[{"a":1,"a":1}]"#) == ["json.duplicate-name", "8"])
    }

    @Test func `a value too deep is told at its first byte, in lists and in objects`() {
        #expect(fault(#"{"a":{"b":1}}"#, depth: 3) == nil)
        #expect(fault(#"{"a":{"b":1}}"#, depth: 2) == ["json.too-deep", "10"])
        #expect(fault("[[],[[]]]", depth: 2) == ["json.too-deep", "5"])
        #expect(fault("1", depth: 0) == ["json.too-deep", "0"])
    }

    @Test func `a hundred thousand brackets are refused and do not fill the stack`() {
        #expect(fault(String(repeating: "[", count: 100_000), depth: 64) == ["json.too-deep", "64"])
    }

    @Test func `values are counted wherever they stand`() {
        for text in [#"[1,"a",null,true]"#, #"{"a":1,"b":"a","c":null,"d":true}"#, "[[[[1]]]]"] {
            #expect(fault(text, values: 5) == nil && fault(text, values: 4)?.first == "json.too-many-values")
        }
    }

    @Test func `every kind of fault has a code of its own`() {
        #expect(Set(JSONFault.Code.allCases.map(\.rawValue)) == ["json.malformed", "json.duplicate-name", "json.too-deep", "json.too-many-values"])
    }

    /// A value as another reader gives it, numbers by their value.
    private func value(_ node: JSONNode) -> Any {
        switch node {
        case .object(let members): Dictionary(uniqueKeysWithValues: members.map { ($0.name, value($0.value.node)) })
        case .array(let items): items.map { value($0.node) }
        case .string(let text): text
        case .number(let digits): Double(digits) ?? .nan
        case .boolean(let isTrue): isTrue
        case .null: NSNull()
        }
    }

    private func invented(_ generator: inout SeededGenerator, depth: Int) -> Any {
        switch Int.random(in: 0..<(depth > 3 ? 4 : 6), using: &generator) {
        case 0: return generator.text(of: "ab\"\\/\u{8}\u{c}\n\r\t\u{1}é漢🫀", atMost: 12)
        case 1: return Double(Int.random(in: -1_000_000...1_000_000, using: &generator)) / 8
        case 2: return Bool.random(using: &generator)
        case 3: return NSNull()
        case 4: return (0..<Int.random(in: 0...4, using: &generator)).map { _ in invented(&generator, depth: depth + 1) }
        default:
            let members = (0..<Int.random(in: 0...4, using: &generator)).map { ("\($0)é\"", invented(&generator, depth: depth + 1)) }
            return Dictionary(uniqueKeysWithValues: members)
        }
    }

    @Test func `what another writer wrote is read as it was meant`() throws {
        var generator = SeededGenerator(seed: 8_259)
        for _ in 0..<300 {
            let meant = invented(&generator, depth: 0)
            for options in [[.fragmentsAllowed], [.fragmentsAllowed, .prettyPrinted]] as [JSONSerialization.WritingOptions] {
                let bytes = [UInt8](try JSONSerialization.data(withJSONObject: meant, options: options))
                let read = try JSONScanner.read(bytes, depth: 16)
                #expect(([value(read.node)] as NSArray) == ([meant] as NSArray))
            }
        }
    }

    @Test func `a text that was damaged is read or refused within its bytes`() {
        let whole = Array(#"{"a":[1,-2.5e3,"x\u00e9\n",{"b":null,"c":[true,false]}],"d":{}}"#.utf8)
        for place in whole.indices {
            for byte: UInt8 in [0, 0x22, 0x2C, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x39, 0xFF] {
                var bytes = whole
                bytes[place] = byte
                do throws(JSONFault) {
                    _ = try JSONScanner.read(bytes, depth: 8)
                } catch {
                    #expect((0...bytes.count).contains(error.offset))
                }
            }
            do throws(JSONFault) {
                _ = try JSONScanner.read(Array(whole[..<place]), depth: 8)
                Issue.record("a text cut at \(place) was read")
            } catch {
                #expect(error.offset <= place)
            }
        }
    }
}
