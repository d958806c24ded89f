// Every limit lets its number through and refuses the next.

import Testing
import XMLTree

@Suite struct LimitTests {
    @Test func `bytes`() throws {
        _ = try read("<a></a>", limits: ParseLimits(bytes: 7))
        #expect(refusal(Array("<a></a>".utf8), limits: ParseLimits(bytes: 6))?.code == .limitBytes)
    }

    @Test func `depth`() throws {
        func nested(_ depth: Int) -> String { String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth) }
        _ = try read(nested(256))
        let failure = refusal(Array(nested(257).utf8))
        #expect(failure?.code == .limitDepth && failure?.byteOffset == 256 * 3)
        _ = try read(nested(20_000), limits: ParseLimits(depth: 20_000))
    }

    @Test func `nodes`() throws {
        _ = try read("<a><b/><b x=''/></a>", limits: ParseLimits(nodes: 5))
        #expect(refusal(Array("<a><b/><b x=''/></a>".utf8), limits: ParseLimits(nodes: 4))?.code == .limitNodes)
    }

    @Test func `attributes of a tag, namespace declarations with them`() throws {
        func tag(_ count: Int) -> String { "<a " + (0..<count).map { $0 % 2 == 0 ? "x\($0)='=' " : "xmlns:n\($0)='=>' " }.joined() + "/>" }
        _ = try read(tag(256))
        #expect(refusal(Array(tag(257).utf8))?.code == .limitAttributes)
        #expect(refusal(Array(("<b>" + tag(50_000) + "</b>").utf8))?.byteOffset == 3)
    }

    @Test func `attributes are counted only in tags`() throws {
        let many = "<x " + String(repeating: "a='' ", count: 1000) + "/>"
        _ = try read("<!--\(many)--><?p \(many)?><a><![CDATA[\(many)]]>\(many.dropFirst())</a>")
    }

    @Test func `a tag in the shadow of a comment is still counted`() {
        let many = "<x " + (0..<1000).map { "a\($0)='' " }.joined() + "/>"
        #expect(refusal(Array("<a><!-- < \(many) -->\(many)</a>".utf8))?.code == .limitAttributes)
    }

    @Test func `an attribute given twice among too many is named as such`() {
        let tag = "<a " + (0..<1000).map { "x\($0)='' " }.joined() + "x7=''/>"
        #expect(refusal(Array(tag.utf8))?.code == .notWellFormed)
    }

    @Test func `bytes of a start tag`() throws {
        func tag(_ count: Int) -> String { "<a x='" + String(repeating: "y", count: count - 9) + "'/>" }
        let limits = ParseLimits(startTagBytes: 5000)
        _ = try read(tag(5000), limits: limits)
        #expect(refusal(Array(tag(5001).utf8), limits: limits)?.code == .limitStartTag)
        #expect(refusal(Array(("<!--" + tag(9000) + "--><a/>").utf8), limits: limits) == nil)
        _ = try read(tag(1 << 20))
    }

    @Test func `limits may be as large as numbers go, or none at all`() throws {
        let most = Int.max
        let boundless = ParseLimits(
            bytes: most, depth: most, nodes: most, attributesPerElement: most, startTagBytes: most, namespacesInScope: most, names: most, nameBytes: most,
            textBytes: most, seconds: .infinity)
        _ = try read("<a x='1'><b/></a>", limits: boundless)
        let nothing = ParseLimits(
            bytes: 0, depth: 0, nodes: 0, attributesPerElement: 0, startTagBytes: 0, namespacesInScope: 0, names: 0, nameBytes: 0, textBytes: 0, seconds: .nan)
        #expect(refusal(Array("<a/>".utf8), limits: nothing)?.code == .limitBytes)
        #expect(refusal(Array("<a/>".utf8), limits: ParseLimits(depth: 0))?.code == .limitDepth)
        #expect(refusal(Array("<a x=''/>".utf8), limits: ParseLimits(attributesPerElement: -1, startTagBytes: -1)) != nil)
    }

    @Test func `namespaces in scope`() throws {
        func nested(_ depth: Int) -> String {
            (0..<depth).map { "<a xmlns:n\($0)='u'>" }.joined() + String(repeating: "</a>", count: depth)
        }
        _ = try read(nested(8), limits: ParseLimits(namespacesInScope: 8))
        _ = try read("<r>" + nested(8) + nested(8) + "</r>", limits: ParseLimits(namespacesInScope: 8))
        #expect(refusal(Array(nested(9).utf8), limits: ParseLimits(namespacesInScope: 8))?.code == .limitNamespaces)
    }

    @Test func `different names, and their length`() throws {
        func names(_ count: Int) -> String { "<r>" + (1..<count).map { "<n\($0)/>" }.joined() + "</r>" }
        _ = try read(names(100), limits: ParseLimits(names: 100))
        #expect(refusal(Array(names(101).utf8), limits: ParseLimits(names: 100))?.code == .limitNames)
        _ = try read("<abcd/>", limits: ParseLimits(nameBytes: 4))
        #expect(refusal(Array("<abcde/>".utf8), limits: ParseLimits(nameBytes: 4))?.code == .limitNameLength)
        #expect(refusal(Array("<a><b xmlns:p='abcde'/></a>".utf8), limits: ParseLimits(nameBytes: 4))?.code == .limitNameLength)
    }

    @Test func `bytes of a text, a comment or an instruction`() throws {
        _ = try read("<a>12<![CDATA[3]]>4<!--1234--><?p 1234?></a>", limits: ParseLimits(textBytes: 4))
        for text in ["<a>12<![CDATA[34]]>5</a>", "<a>&lt;&lt;&lt;&lt;&lt;</a>", "<a><!--12345--></a>", "<a><?p 12345?></a>"] {
            #expect(refusal(Array(text.utf8), limits: ParseLimits(textBytes: 4))?.code == .limitText)
        }
    }

    @Test func `time`() {
        let text = "<a>" + String(repeating: "<b/>", count: 10_000) + "</a>"
        #expect(refusal(Array(text.utf8), limits: ParseLimits(seconds: 0))?.code == .timeout)
        #expect(refusal(Array(text.utf8), limits: ParseLimits(seconds: .nan))?.code == .timeout)
    }

    @Test func `a text of many megabytes is no matter`() throws {
        let text = [UInt8](repeating: 0x41, count: 12 << 20)
        let tree = try FrozenTree.parse(Array("<a>".utf8) + text + Array("</a>".utf8))
        #expect(tree.nodeCount == 3 && tree.root.withValueBytes { $0.count } == 12 << 20)
    }
}
