// Every value and every fault of JSON is told with its place, and both limits hold at their edge.

import StrictJSON
import Testing

@Suite struct JSONPlaceTests {
    private func fault(_ text: String, depth: Int = 8, values: Int = 100) -> JSONFault? {
        do throws(JSONFault) {
            _ = try JSONScanner.read(Array(text.utf8), depth: depth, values: values)
            return nil
        } catch { return error }
    }

    @Test func `a value stands at its first byte, after characters of several bytes too`() throws {
        let item = try JSONScanner.read(Array(#" {"é": [1, {"b": "x"}], "c": null} "#.utf8), depth: 8)
        guard case .object(let members) = item.node, case .array(let elements) = members[0].value.node, case .object(let inner) = elements[1].node else {
            Issue.record("an object with an array was expected")
            return
        }
        #expect(item.offset == 1)
        #expect(members.map(\.name) == ["é", "c"])
        #expect(members.map(\.value.offset) == [8, 30])
        #expect(elements.map(\.offset) == [9, 12])
        #expect(inner[0].value.node == .string("x") && inner[0].value.offset == 18)
    }

    @Test(arguments: [
        ("", 0), ("[1,]", 3), (#"{"a" 1}"#, 5), ("[1 2]", 3), ("truth", 0), (#"{"a":1} x"#, 8), (#"["\u12"]"#, 6), (#""a"#, 2), ("01", 1), ("\u{feff}[]", 0),
    ])
    func `what breaks the grammar is told at the byte where it does`(text: String, offset: Int) {
        #expect(fault(text)?.code == .malformed)
        #expect(fault(text)?.offset == offset)
    }

    @Test func `a name that stands twice is told where it stands again`() {
        #expect(fault(#"{"a":1,"b":{"a":2},"\u0061":3}"#).map { [$0.code.rawValue, "\($0.offset)"] } == ["json.duplicate-name", "19"])
    }

    @Test func `depth holds at its edge`() {
        #expect(fault("[[[]]]", depth: 3) == nil)
        #expect(fault("[[[]]]", depth: 2).map { [$0.code.rawValue, "\($0.offset)"] } == ["json.too-deep", "2"])
        #expect(fault("1", depth: 1) == nil)
    }

    @Test func `the count of values holds at its edge, and the outermost counts`() {
        #expect(fault("[1,2]", values: 3) == nil)
        #expect(fault("[1,2]", values: 2).map { [$0.code.rawValue, "\($0.offset)"] } == ["json.too-many-values", "3"])
        #expect(fault(#"{"a":{"b":1}}"#, values: 3) == nil)
        #expect(fault(#"{"a":{"b":1}}"#, values: 2)?.code == .tooMany)
    }

    @Test func `bytes that are no UTF-8 are refused before anything is read`() {
        #expect(throws: JSONFault.self) { try JSONScanner.read([0x5B, 0x22, 0xC3, 0x28, 0x22, 0x5D], depth: 8) }
    }
}
