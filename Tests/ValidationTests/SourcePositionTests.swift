// Lines, columns and excerpts in documents of every encoding and shape.

import ClinicalTypes
import Testing

@testable import Validation

@Suite struct SourcePositionTests {
    private func position(_ bytes: [UInt8], _ offset: Int) -> [Int]? { SourcePositions(bytes).position(of: offset).map { [$0.line, $0.column] } }

    @Test func `columns count scalars of UTF-8`() {
        let bytes = Array("é\r\n\tàb\rc\n".utf8)
        #expect(position(bytes, 0) == [1, 1])
        #expect(position(bytes, 2) == [1, 2])
        #expect(position(bytes, 4) == [2, 1])
        #expect(position(bytes, 7) == [2, 3])
        #expect(position(bytes, 9) == [3, 1])
        #expect(position(bytes, bytes.count) == [4, 1])
        #expect(position(bytes, bytes.count + 1) == nil)
        #expect(position(bytes, -1) == nil)
    }

    @Test func `a byte order mark is no column`() { #expect(position([0xEF, 0xBB, 0xBF] + Array("<a/>".utf8), 3) == [1, 1]) }

    @Test func `columns count bytes of ISO-8859-1`() {
        let bytes: [UInt8] = [0xE9, 0xE8, 0x0A, 0xE9, 0x61]
        #expect(position(bytes, 2) == [1, 3])
        #expect(position(bytes, 4) == [2, 2])
        #expect(SourcePositions(bytes).text(of: bytes[0..<2]) == "éè")
    }

    @Test(arguments: [true, false]) func `columns count scalars of UTF-16`(isLowFirst: Bool) {
        let units = Array("a😀\nb".utf16)
        let bytes: [UInt8] =
            (isLowFirst ? [0xFF, 0xFE] : [0xFE, 0xFF])
            + units.flatMap { isLowFirst ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(position(bytes, 2) == [1, 1])
        #expect(position(bytes, 8) == [1, 3])
        #expect(position(bytes, 10) == [2, 1])
        #expect(SourcePositions(bytes).text(of: bytes[2..<4]) == nil)
    }

    @Test func `a line of two megabytes is cut around any place of it`() throws {
        // Two bytes, one byte and four bytes a scalar, so that stretches of bytes begin within scalars.
        let line = String(repeating: "éa😀", count: 300_000)
        let scalars = Array(line.unicodeScalars)
        let bytes = Array("<!-- first -->\n".utf8) + Array(line.utf8) + Array("\nlast".utf8)
        let lines = SourceLines(bytes)
        for column in [1, 2, 4096, 4097, 4098, 100_000, 512_345, 899_999, 900_000] {
            let (found, first, _) = try #require(lines.scalars(line: 2, around: column, reach: 10))
            #expect(found == Array(scalars[first - 1..<min(scalars.count, column + 10)]))
        }
        let (last, _, isCut) = try #require(lines.scalars(line: 3, around: 1, reach: 10))
        #expect(last == Array("last".unicodeScalars) && !isCut)
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func `lines end as XML says`(end: String) throws {
        let lines = SourceLines(Array("un\(end)deux\(end)\(end)quatre".utf8))
        #expect(try #require(lines.scalars(line: 2, around: 1, reach: 20)).scalars == Array("deux".unicodeScalars))
        #expect(try #require(lines.scalars(line: 3, around: 1, reach: 20)).scalars.isEmpty)
        #expect(try #require(lines.scalars(line: 4, around: 1, reach: 20)).scalars == Array("quatre".unicodeScalars))
        #expect(lines.scalars(line: 5, around: 1, reach: 20) == nil)
    }

    @Test func `a place is marked to its end, in scalars and within the line`() throws {
        let source = Array("<é à=\"ù\"\n b=\"1\">x</é>".utf8)
        let excerpt = try #require(SourceExcerpt(SourceLines(source), SourcePositions(source), Place(line: 1, column: 4, byteRange: 4..<11), width: 40))
        #expect(excerpt.mark == "   ^~~~~")
        #expect(excerpt.parts == ("<é ", "à=\"ù\"", ""))
        let whole = try #require(SourceExcerpt(SourceLines(source), SourcePositions(source), Place(line: 1, column: 1, byteRange: 0..<17), width: 40))
        #expect(whole.mark == "^~~~~~~~")
        let wide = Array("<a 漢=\"字\"/>".utf8)
        let marked = try #require(SourceExcerpt(SourceLines(wide), SourcePositions(wide), Place(line: 1, column: 4, byteRange: 3..<12), width: 40))
        #expect(marked.mark == "   ^~~~~~~")
    }
}
