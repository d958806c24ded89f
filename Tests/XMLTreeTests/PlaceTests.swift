// Where nodes stand: lines, columns and bytes in the document as received.

import Testing
import XMLTree

@Suite struct PlaceTests {
    @Test func `a node is at its first byte and ranges over all of it`() throws {
        let tree = try read("<a>\n  <b x='1'\n     y = \"é\" >text</b><!--c--><?p d?>\n</a>")
        let b = try #require(tree.root.child("b"))
        #expect(b.line == 2 && b.column == 3)
        #expect(written(b) == "<b x='1'\n     y = \"é\" >text</b>")
        #expect(written(b, b.startTagRange) == "<b x='1'\n     y = \"é\" >")
        let y = try #require(b.attribute("y"))
        #expect(y.line == 3 && y.column == 6)
        #expect(written(y) == "y = \"é\"" && written(y, y.valueRange) == "é")
        #expect(b.nextSibling.map { written($0) } == "<!--c-->" && b.nextSibling?.column == 23)
        #expect(b.nextSibling?.nextSibling.map { written($0) } == "<?p d?>")
        #expect(written(tree.document) == written(tree.root))
    }

    @Test func `columns count Unicode scalars`() throws {
        let tree = try read("<a>é😀e\u{301}<b/></a>")
        #expect(tree.root.child("b")?.column == 8)
    }

    @Test func `columns are right in a document of one long line`() throws {
        let tree = try read("<a>" + String(repeating: "é<b/>", count: 2000) + "</a>")
        for (index, b) in tree.root.elements.enumerated() where b.column != 5 + index * 5 || b.line != 1 { Issue.record("element \(index) is at \(b.column)") }
    }

    @Test func `lines are exact beyond 65535`() throws {
        let tree = try read("<a>" + String(repeating: "\n", count: 70_000) + "<b/><c>\n</c></a>")
        #expect(tree.root.child("b")?.line == 70_001 && tree.root.child("c")?.line == 70_001)
    }

    @Test func `a line ends at a line feed, a carriage return, or both`() throws {
        let tree = try read("<a>\r\n<b/>\r<c/>\n<d/>\r</a>")
        #expect(tree.root.elements.map(\.line) == [2, 3, 4])
        #expect(tree.root.elements.map(\.column) == [1, 1, 1])
    }

    @Test func `text begins at its first byte even when that is a reference or CDATA`() throws {
        let tree = try read("<a>&amp;x<b/><![CDATA[y]]>z</a>")
        #expect(tree.root.children.filter { $0.kind == .text }.map { written($0) } == ["&amp;x", "<![CDATA[y]]>z"])
    }

    @Test func `a byte order mark counts as bytes and not as a column`() throws {
        let tree = try FrozenTree.parse([0xEF, 0xBB, 0xBF] + Array("<a/>".utf8))
        #expect(tree.root.column == 1 && tree.root.byteRange == 3..<7)
    }

    @Test(arguments: [
        ("ISO-8859-1", [UInt8]("é".unicodeScalars.map { UInt8($0.value) })), ("ISO-8859-15", [0xA4]),
    ])
    func `bytes are those of the document as received in a single-byte encoding`(name: String, character: [UInt8]) throws {
        let head = Array("<?xml version='1.0' encoding='\(name)'?><a x='".utf8)
        let source = head + character + Array("'>".utf8) + character + Array("<b/></a>".utf8)
        let tree = try FrozenTree.parse(source)
        #expect(Array(source[try #require(tree.root.attribute("x")).valueRange]) == character)
        #expect(tree.root.child("b").map { written($0) } == "<b/>")
        #expect(tree.root.child("b")?.column == head.count + 5)
    }

    @Test(arguments: [true, false])
    func `bytes are those of the document as received in UTF-16`(bigEndian: Bool) throws {
        let source = utf16("<a x='é😀'>😀<b/>\n<c/></a>", bigEndian: bigEndian)
        let tree = try FrozenTree.parse(source)
        let b = try #require(tree.root.child("b"))
        #expect(Array(source[b.byteRange]) == Array(utf16("<b/>", bigEndian: bigEndian).dropFirst(2)))
        #expect(b.column == 12 && tree.root.child("c")?.line == 2)
        #expect(try #require(tree.root.attribute("x")).valueRange == 14..<20)
    }

    @Test func `a byte is found by line and column`() throws {
        let tree = try read("<a>\n é<b/></a>")
        let b = try #require(tree.root.child("b"))
        #expect(tree.lineAndColumn(ofByte: b.byteRange.lowerBound) == (2, 3))
    }

    @Test func `a path numbers only siblings of one name`() throws {
        let tree = try read("<a><b/><b x='1'>t<c/>u</b><p:d xmlns:p='p' p:y=''/><!--c--><?go x?></a>")
        let paths = tree.document.descendants.map(\.path)
        #expect(
            paths == [
                "/a", "/a/b[1]", "/a/b[2]", "/a/b[2]/text()[1]", "/a/b[2]/c", "/a/b[2]/text()[2]", "/a/p:d", "/a/comment()", "/a/processing-instruction('go')",
            ])
        #expect(tree.root.children("b")[1].attribute("x")?.path == "/a/b[2]/@x")
        #expect(tree.root.child("d", in: "p")?.attribute("y", in: "p")?.path == "/a/p:d/@p:y")
        #expect(tree.document.path == "/")
    }

    @Test func `the document that a style sheet carries is found in place`() throws {
        let carrier = try read(
            "<xsl:stylesheet xmlns:xsl='x' version='1.0'>\n<c:Contenu xmlns:c='c'>\n<Doc xmlns='d'><Doc/></Doc></c:Contenu></xsl:stylesheet>")
        let document = try #require(carrier.embeddedDocument(named: "Doc", in: "d"))
        #expect(document.line == 3 && written(document) == "<Doc xmlns='d'><Doc/></Doc>")
        #expect(try read("<Doc xmlns='d'><Doc/></Doc>").embeddedDocument(named: "Doc", in: "d") == nil)
    }
}

/// The bytes of a node as text.
func written(_ node: Node, _ range: Range<Int>? = nil) -> String {
    String(decoding: node.tree.source[range ?? node.byteRange], as: UTF8.self)
}

/// UTF-16 with its byte order mark.
func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
    ("\u{FEFF}" + text).utf16.flatMap { unit -> [UInt8] in
        let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        return bigEndian ? pair : pair.reversed()
    }
}
