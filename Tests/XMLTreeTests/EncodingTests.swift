// Which encodings are read, and which lies are caught.

import Testing
import XMLTree

@Suite struct EncodingTests {
    @Test(arguments: ["UTF-8", "utf-8", "US-ASCII", "ISO-8859-1", "iso-8859-15", "latin1"])
    func `an encoding is taken from the declaration`(name: String) throws {
        #expect(try read("<?xml version=\"1.0\" encoding=\"\(name)\"?><a>x</a>").root.stringValue == "x")
    }

    @Test func `ISO-8859-15 has the euro where ISO-8859-1 has the currency sign`() throws {
        let bytes: (String) -> [UInt8] = { Array("<?xml version='1.0' encoding='\($0)'?><a>".utf8) + [0xA4, 0xA6, 0xBC, 0xE9] + Array("</a>".utf8) }
        #expect(try FrozenTree.parse(bytes("ISO-8859-15")).root.stringValue == "€ŠŒé")
        #expect(try FrozenTree.parse(bytes("ISO-8859-1")).root.stringValue == "¤¦¼é")
        #expect(try FrozenTree.parse(bytes("ISO-8859-1")).encodingName == "ISO-8859-1")
    }

    @Test(arguments: [true, false])
    func `UTF-16 is read with its byte order mark`(bigEndian: Bool) throws {
        let tree = try FrozenTree.parse(utf16("<?xml version='1.0' encoding='UTF-16'?><a>é😀</a>", bigEndian: bigEndian))
        #expect(tree.root.stringValue == "é😀" && tree.encodingName == (bigEndian ? "UTF-16BE" : "UTF-16LE"))
    }

    @Test(arguments: [
        ([0xFF, 0xFE, 0, 0], "UTF-32"), ([0, 0, 0, 0x3C], "UTF-32"), ([0x4C, 0x6F, 0xA7, 0x94], "EBCDIC"), ([0x3C, 0, 0x61, 0], "byte-order-mark-missing"),
    ])
    func `an encoding that is not read is named`(bytes: [UInt8], name: String) {
        let failure = refusal(bytes)
        #expect(failure?.code == .encoding && failure?.description.contains(name) == true)
    }

    @Test(arguments: ["windows-1252", "UTF-7", "UTF-16", "ISO-8859-2"])
    func `a declared encoding that is not read is named`(name: String) {
        let failure = refusal(Array("<?xml version='1.0' encoding='\(name)'?><a/>".utf8))
        #expect(failure?.code == .encoding && failure?.description.contains(name) == true)
    }

    @Test(
        arguments: [
            [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80], [0x80], [0xC3], [0xE2, 0x82], [0xFF],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused where they stand`(bytes: [UInt8]) {
        for padding in [0, 1, 30, 31, 32, 100] {
            let head = Array("<a>\n".utf8) + [UInt8](repeating: 0x78, count: padding)
            let failure = refusal(head + bytes + Array("</a>".utf8))
            #expect(failure?.code == .encoding && failure?.byteOffset == head.count && failure?.line == 2 && failure?.column == padding + 1)
        }
    }

    @Test func `lies about the encoding are caught`() {
        #expect(refusal([0xEF, 0xBB, 0xBF] + Array("<?xml version='1.0' encoding='ISO-8859-1'?><a/>".utf8))?.code == .encoding)
        #expect(refusal(utf16("<?xml version='1.0' encoding='UTF-8'?><a/>", bigEndian: false))?.code == .encoding)
        #expect(refusal(utf16("<?xml version='1.0' encoding='UTF-16BE'?><a/>", bigEndian: false))?.code == .encoding)
        #expect(refusal(Array("<?xml version='1.0' encoding='US-ASCII'?><a>é</a>".utf8))?.code == .encoding)
    }

    @Test func `half a character of UTF-16 is refused where it stands`() {
        let lone = utf16("<a>", bigEndian: false) + [0x00, 0xD8] + Array(utf16("</a>", bigEndian: false).dropFirst(2))
        #expect(refusal(lone)?.code == .encoding && refusal(lone)?.byteOffset == 8)
        #expect(refusal(utf16("<a/>", bigEndian: true) + [0])?.code == .encoding)
        #expect(refusal(utf16("<a>", bigEndian: true) + [0xDC, 0x00])?.code == .encoding)
    }
}
