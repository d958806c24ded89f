// Writing back: the same document gives the same bytes, however it was written.

import Testing
import XMLTree

@Suite struct SerializationTests {
    private func canonical(_ text: String) throws -> String { String(decoding: try read(text).document.serialized(), as: UTF8.self) }

    @Test func `writing differences vanish`() throws {
        let one = "<?xml version='1.0' encoding='UTF-8'?>\r\n<a  y='&#x22;' x = \"2\"><b/>&#65;<![CDATA[<]]>\r\n</a >"
        #expect(try canonical(one) == "<a x=\"2\" y=\"&quot;\"><b></b>A&lt;\n</a>")
    }

    @Test func `attributes are ordered by namespace, then name; declarations by prefix`() throws {
        let text = "<a xmlns:z='a' xmlns:b='b' xmlns='d' b:x='1' z:x='2' y='3' x='4'/>"
        #expect(try canonical(text) == "<a xmlns=\"d\" xmlns:b=\"b\" xmlns:z=\"a\" x=\"4\" y=\"3\" z:x=\"2\" b:x=\"1\"></a>")
    }

    @Test func `a declaration that changes nothing is not written`() throws {
        #expect(try canonical("<a xmlns='d'><b xmlns='d'><c xmlns=''/></b></a>") == "<a xmlns=\"d\"><b><c xmlns=\"\"></c></b></a>")
        #expect(try canonical("<a xmlns=''/>") == "<a></a>")
    }

    @Test func `what would be lost is escaped`() throws {
        #expect(try canonical("<a x='&#9;&#10;&#13;&lt;&amp;>'>&#13;&lt;&amp;></a>") == "<a x=\"&#x9;&#xA;&#xD;&lt;&amp;>\">&#xD;&lt;&amp;&gt;</a>")
    }

    @Test func `comments and instructions around the root have lines of their own`() throws {
        #expect(try canonical("<!--1--><?p  2 ?><a/><!--3-->") == "<!--1-->\n<?p 2 ?>\n<a></a>\n<!--3-->")
        #expect(String(decoding: try read("<!--1--><a><!--2--></a>").document.serialized(comments: false), as: UTF8.self) == "<a></a>")
    }

    @Test func `a part carries the namespaces in scope`() throws {
        let tree = try read("<a xmlns='d' xmlns:p='u'><b><c/></b></a>")
        #expect(String(decoding: try #require(tree.root.child("b")).serialized(), as: UTF8.self) == "<b xmlns=\"d\" xmlns:p=\"u\"><c></c></b>")
    }

    @Test func `great depth is written without recursion`() throws {
        let depth = 50_000
        let tree = try read(String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth), limits: ParseLimits(depth: depth))
        #expect(tree.document.serialized().count == depth * 7)
    }
}
