// What the tree says of a document: kinds, names, values, order.

import Testing
import XMLTree

func read(_ text: String, limits: ParseLimits = .standard) throws(ParseFailure) -> FrozenTree {
    try FrozenTree.parse(Array(text.utf8), limits: limits)
}

@Suite struct ReadingTests {
    @Test func `nodes stand in document order with the attributes behind their element`() throws {
        let tree = try read("<?go now?><!-- c --><a x='1' y='2'>t<b/>u</a>")
        #expect(
            (0..<UInt32(tree.nodeCount)).map { tree.node($0).kind } == [
                .document, .processingInstruction, .comment, .element, .attribute, .attribute, .text, .element, .text,
            ])
        #expect(tree.root.attributes.map(\.localName) == ["x", "y"])
        #expect(tree.root.children.map(\.kind) == [.text, .element, .text])
        #expect(tree.document.children.map(\.kind) == [.processingInstruction, .comment, .element])
    }

    @Test func `character data, references and CDATA that touch are one text`() throws {
        let tree = try read("<a>one &amp; <![CDATA[<two>]]>&#233;é<!---->three</a>")
        #expect(tree.root.children.map(\.stringValue) == ["one & <two>éé", "", "three"])
        #expect(tree.root.stringValue == "one & <two>ééthree")
    }

    @Test func `an ampersand in an attribute is decoded once`() throws {
        let tree = try read("<a x='a &amp;amp; &#38; &lt;b&gt;\t&#9;&#38;#38;é'/>")
        #expect(tree.root[attribute: "x"] == "a &amp; & <b> \t&#38;é")
    }

    @Test func `line ends are line feeds`() throws {
        #expect(try read("<a>x\r\ny\rz&#13;</a>").root.stringValue == "x\ny\nz\r")
    }

    @Test func `an empty CDATA section makes no text`() throws {
        let tree = try read("<a><![CDATA[]]><b/></a>")
        #expect(tree.root.children.map(\.kind) == [.element])
        #expect(tree.root.firstChild?.byteRange == 15..<19)
    }

    @Test func `names carry their namespace`() throws {
        let tree = try read("<p:a xmlns:p='urn:p' xmlns='urn:d' p:x='1' x='2' xml:lang='fr'><b/><b xmlns=''/></p:a>")
        #expect(tree.root.qualifiedName == "p:a" && tree.root.namespaceURI == "urn:p")
        #expect(tree.root.attribute("x", in: "urn:p")?.stringValue == "1" && tree.root[attribute: "x"] == "2")
        #expect(tree.root.attribute("lang", in: "http://www.w3.org/XML/1998/namespace")?.stringValue == "fr")
        #expect(tree.elements("b", in: "urn:d").count == 1 && tree.elements("b", in: nil).count == 1)
        #expect(tree.elements("c", in: nil).isEmpty && tree.elements("b", in: "urn:other").isEmpty)
    }
}
