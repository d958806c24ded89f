// JSON, read as strictly as tokens need it.

import CredentialChecks
import StrictJSON
import Testing

@Suite struct JSONReaderTests {
    private func fault(_ text: String) -> JSONFault? {
        do throws(JSONFault) {
            _ = try JSONReader.read(Array(text.utf8))
            return nil
        } catch { return error }
    }

    @Test func `values keep their order and their digits`() throws {
        let value = try JSONReader.read(Array(#" {"b": 1.50, "a": [true, false, null, -0, 1e3], "t": "\u00e9\ud83d\ude00\n\/"} "#.utf8))
        let object = try #require(value.object)
        #expect(object.names == ["b", "a", "t"])
        #expect(object["b"] == .number("1.50"))
        #expect(object["a"] == [true, false, .null, .number("-0"), .number("1e3")])
        #expect(object["t"]?.text == "é😀\n/")
        #expect(object["a"]?.elements?.last?.number == 1000)
    }

    @Test func `what was written is read again`() throws {
        let value: JSONValue = ["text": "a\"\\\u{1}\n", "list": [1, .null, true], "none": [:]]
        #expect(try JSONReader.read(value.encoded) == value)
    }

    @Test(arguments: [
        "", " ", "{", "}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "[1,]", "[1 2]", "01", "1.", ".5", "+1", "1e", "-", "NaN", "Infinity", "tru", "'a'",
        "\"a", "\"\\x\"", "\"\u{1}\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\u12\"", "{\"a\":1} x", "\u{feff}{}", "{a:1}", "\"\\u00g0\"",
    ])
    func `what breaks the grammar is refused`(text: String) {
        #expect(fault(text)?.code == .malformed)
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        #expect(throws: JSONFault.self) { try JSONReader.read([0x22, 0xff, 0x22]) }
    }

    @Test(arguments: [#"{"a":1,"a":1}"#, #"{"x":{"a":1,"b":2,"a":3}}"#, #"{"a":1,"\u0061":2}"#])
    func `a name that stands twice is refused, however it is spelled`(text: String) {
        #expect(fault(text)?.code == .duplicateName)
    }

    @Test func `the same name in two objects is none twice`() {
        #expect(fault(#"[{"a":1},{"a":{"a":2}}]"#) == nil)
    }

    @Test func `values within values have a limit`() {
        let deepest = JSONReader.greatestDepth
        #expect(fault(String(repeating: "[", count: deepest) + String(repeating: "]", count: deepest)) == nil)
        #expect(fault(String(repeating: "[", count: deepest + 1) + String(repeating: "]", count: deepest + 1))?.code == .tooDeep)
        #expect(fault(String(repeating: "[", count: 100_000))?.code == .tooDeep)
    }

    @Test func `a number that no finite one holds has no value`() throws {
        #expect(try JSONReader.read(Array("1e400".utf8)).number == nil)
        #expect(try JSONReader.read(Array(String(repeating: "9", count: 400).utf8)).number == nil)
        #expect(JSONValue.string("1").number == nil)
    }

    @Test func `an object forgets a member that is taken out`() {
        var object = JSONObject(["a": 1, "b": 2])
        object["a"] = nil
        #expect(object.names == ["b"])
        #expect(object["a"] == nil)
        object["b"] = 3
        #expect(object == JSONObject(["b": 3]))
    }
}

@Suite struct Base64URLTests {
    @Test(arguments: [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy")])
    func `the vectors of RFC 4648 hold without padding`(plain: String, text: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == text)
        #expect(Base64URL.decode(text.utf8) == Array(plain.utf8))
    }

    @Test func `every byte comes back`() {
        for count in 250...256 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
            #expect(Base64URL.decode(Base64URL.encode(bytes).utf8) == bytes)
        }
        #expect(Base64URL.encode([0xfb, 0xff]) == "-_8")
    }

    @Test(arguments: ["Zg==", "Zm9v\n", " Zm9v", "Zm+v", "Zm/v", "Z", "Zm9vY", "Zh", "Zm9", "Zm8\0", "é"])
    func `bytes have one text only`(text: String) {
        #expect(Base64URL.decode(text.utf8) == nil)
    }
}
