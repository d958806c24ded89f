// Places behind everything that takes other room in the source than in the tree: several bytes, line ends, references, CDATA, encodings.

import Testing
import XMLTree

@Suite struct ExactPlaceTests {
    /// `line:column byte` of the element `x`.
    private func place(_ tree: FrozenTree) -> String {
        guard let x = tree.document.descendants.first(where: { $0.localName == "x" && $0.kind == .element }) else { return "" }
        return "\(x.line):\(x.column) \(x.byteRange.lowerBound)"
    }

    @Test(arguments: [
        ("<x/>", "1:1 0"), ("<a><x/></a>", "1:4 3"), ("<a>é<x/></a>", "1:5 5"), ("<a>€<x/></a>", "1:5 6"), ("<a>😀<x/></a>", "1:5 7"),
        ("<a>\u{65}\u{301}<x/></a>", "1:6 6"), ("<a>\n<x/></a>", "2:1 4"), ("<a>\r\n<x/></a>", "2:1 5"), ("<a>\r<x/></a>", "2:1 4"),
        ("<a>\n\r<x/></a>", "3:1 5"),
        ("<a>\r\r\n<x/></a>", "3:1 6"), ("<a>\n\n <x/></a>", "3:2 6"), ("<a>\t<x/></a>", "1:5 4"), ("<a>&amp;<x/></a>", "1:9 8"),
        ("<a>&#xE9;<x/></a>", "1:10 9"),
        ("<a>&#10;<x/></a>", "1:9 8"), ("<a><![CDATA[é\n]]><x/></a>", "2:4 18"), ("<a b='é'><x/></a>", "1:10 10"), ("<a b='\n'><x/></a>", "2:3 9"),
        ("<a b='&#10;'><x/></a>", "1:14 13"), ("<a><!--é\n--><x/></a>", "2:4 13"), ("<a><?p é\r\n?><x/></a>", "2:3 13"),
        ("<?xml version='1.0'?>\n<x/>", "2:1 22"),
        ("<a>\u{85}<x/></a>", "1:5 5"), ("<a>\u{2028}<x/></a>", "1:5 6"), ("<é><x/></é>", "1:4 4"),
    ])
    func `a place counts lines, scalars and bytes of the source`(text: String, expected: String) throws {
        #expect(place(try read(text)) == expected)
    }

    @Test(arguments: ["ISO-8859-1", "ISO-8859-15"])
    func `a byte is a scalar in single-byte encodings`(name: String) throws {
        let head = Array("<?xml version='1.0' encoding='\(name)'?>".utf8)
        let tree = try FrozenTree.parse(head + Array("<a>".utf8) + [0xE9, 0xA4, 0xFF, 0x0D, 0x0A, 0xE9] + Array("<x/></a>".utf8))
        #expect(place(tree) == "2:2 \(head.count + 9)")
    }

    @Test(arguments: [true, false])
    func `a unit is two bytes and a pair one scalar in UTF-16`(bigEndian: Bool) throws {
        let tree = try FrozenTree.parse(utf16("<a>é€😀\r\n😀<x/></a>", bigEndian: bigEndian))
        #expect(place(tree) == "2:2 24")
    }

    @Test func `places are exact in every column of a long line and in every block`() throws {
        for padding in [250, 255, 256, 257, 511, 512, 513, 1000] {
            for character in ["a", "é", "😀"] {
                let tree = try read("<a>\n" + String(repeating: character, count: padding) + "<x/></a>")
                #expect(place(tree) == "2:\(padding + 1) \(4 + padding * character.utf8.count)", "\(padding) \(character)")
            }
        }
    }

    @Test(arguments: [
        ("<a>é<b></a>", 1, 8), ("<a>\r\n😀&x;</a>", 2, 5), ("<a b='é' b=''/>", 1, 1), ("<a>\n<é:b/></a>", 2, 1),
    ])
    func `a failure is placed as a node is`(text: String, line: Int, column: Int) {
        let failure = refusal(Array(text.utf8))
        #expect(failure?.line == line && failure?.column == column, "\(String(describing: failure))")
    }

    @Test func `attributes, texts, comments and instructions have their own ranges`() throws {
        let text = "<a é='1' p:b = \"é\" xmlns:p='u'>é<!--é--><?p é?><![CDATA[é]]>&#233;</a>"
        let tree = try read(text)
        #expect(tree.root.attributes.map { written($0) } == ["é='1'", "p:b = \"é\""])
        #expect(tree.root.attributes.map { written($0, $0.valueRange) } == ["1", "é"])
        #expect(tree.root.children.map { written($0) } == ["é", "<!--é-->", "<?p é?>", "<![CDATA[é]]>&#233;"])
        #expect(tree.root.children.map(\.column) == [32, 33, 41, 48])
    }
}
