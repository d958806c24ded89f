// What is read, and what is refused by which code.

import Testing

@testable import ZIPArchives

@Suite struct ZIPReadingTests {
    private static let long = String(repeating: "Compte rendu. ", count: 200)

    @Test func `stored and deflated entries are read under their names in any letter case`() throws {
        let archive = try ZIPArchive(reading: handMade([HandMadeEntry("A/b.TXT"), HandMadeEntry("Dossier\\C.XML", Self.long, method: 8)]))
        #expect(archive.entries.map(\.path.text) == ["A/b.TXT", "Dossier/C.XML"])
        #expect(archive.entries.map(\.bytes) == [Array("Essai".utf8), Array(Self.long.utf8)])
        #expect(archive[try #require(ZIPPath("a/B.txt"))]?.bytes.count == 5)
        #expect(archive[try #require(ZIPPath("a/c.txt"))] == nil)
    }

    @Test(arguments: [12, 16, 20, 24])
    func `sizes that stand behind the data are read in every form`(length: Int) {
        var entry = HandMadeEntry("A.TXT")
        entry.flags = 8
        entry.leavesOpen = true
        let number = { (value: Int) in length < 20 ? le32(value) : le32(value) + le32(0) }
        entry.trailer = (length % 8 == 0 ? le32(0x0807_4B50) : []) + le32(checksum(entry.content)) + number(5) + number(5)
        #expect(entry.trailer.count == length)
        #expect(refusal(of: handMade([entry, HandMadeEntry("B.TXT")])) == nil)
        entry.trailer[entry.trailer.count - (length < 20 ? 4 : 8)] = 6
        #expect(refusal(of: handMade([entry, HandMadeEntry("B.TXT")])) == .descriptor)
    }

    @Test func `a large size that is none is taken from its extra field`() {
        var entry = HandMadeEntry("A.TXT")
        entry.size = 0xFFFF_FFFF
        entry.flags = 8
        entry.leavesOpen = true
        entry.trailer = le32(checksum(entry.content)) + le32(5) + le32(5)
        #expect(refusal(of: handMade([entry])) == .zip64)
        entry.extra = le16(1) + le16(8) + le32(5) + le32(0)
        #expect(refusal(of: handMade([entry])) == nil)
        entry.extra = le16(1) + le16(8) + le32(5) + le32(1)
        #expect(refusal(of: handMade([entry])) == .entryTooLarge)
    }

    private static func entry(_ change: (inout HandMadeEntry) -> Void) -> [UInt8] {
        var entry = HandMadeEntry("A.TXT", long, method: 8)
        change(&entry)
        return handMade([entry])
    }

    private static let archive = handMade([HandMadeEntry("A.TXT")])

    @Test(arguments: [
        (ZIPFailureCode.encrypted, entry { $0.flags = 1 }), (.encrypted, entry { $0.flags = 0x40 }), (.encrypted, entry { $0.flags = 0x2000 }),
        (.method, entry { $0.method = 12 }), (.method, entry { $0.flags = 0x20 }), (.link, entry { $0.attributes = 0o120777 << 16 }),
        (.link, entry { $0.attributes = 0o060000 << 16 }), (.checksum, entry { $0.crc = 1 }), (.deflate, entry { $0.packed?[0] |= 6 }),
        (.deflate, entry { $0.size = 10 }), (.deflate, entry { $0.size = long.utf8.count + 1 }), (.deflate, entry { $0.packed?.append(0) }),
        (.deflate, entry { $0.packed?.removeLast() }), (.size, entry { $0.method = 0 }), (.size, entry { $0.size = 1 << 20 }),
        (.ratio, entry { $0.size = 60 << 20 }), (.entryTooLarge, entry { $0.size = 65 << 20 }), (.localHeader, entry { $0.localName = Array("B.TXT".utf8) }),
        (.localHeader, entry { $0.localFlags = 0x800 }), (.localHeader, entry { $0.leavesOpen = true }), (.layout, entry { $0.trailer = [0] }),
        (.descriptor, entry { $0.flags = 8 }), (.layout, entry { $0.gap = [0] }), (.layout, handMade([HandMadeEntry("A.TXT")], before: [0x25])),
        (.name, entry { $0.name = [] }),
        (
            .name,
            entry {
                $0.name = [0xC0, 0xAF]; $0.flags = 0x800
            }
        ),
        (.nameTooLong, entry { $0.name = Array(repeating: 0x41, count: 513) }),
        (.nameTooDeep, entry { $0.name = Array((String(repeating: "a/", count: 17) + "b").utf8) }), (.name, entry { $0.name = Array("A/".utf8) }),
        (.noEnd, archive + [0]), (.noEnd, Array(archive.dropLast())), (.noEnd, []), (.noEnd, Array("%PDF-1.4 and nothing of an archive".utf8)),
        (.empty, handMade([])), (.directory, handMade([HandMadeEntry("A.TXT")], count: 9)), (.directory, handMade([HandMadeEntry("A.TXT")], count: 0)),
        (.directory, handMade([HandMadeEntry("A.TXT")], shift: 1)), (.zip64, handMade([HandMadeEntry("A.TXT")], disk: 1)),
        (.ambiguousEnd, handMade([HandMadeEntry("A.TXT")], comment: archive)),
        (.duplicate, handMade([HandMadeEntry("A.TXT"), HandMadeEntry("a.txt")])), (.duplicate, handMade([HandMadeEntry("A"), HandMadeEntry("a/B")])),
        (.duplicate, handMade([HandMadeEntry("A/", ""), HandMadeEntry("A", "")])),
    ])
    func `a lie is refused by its code`(code: ZIPFailureCode, bytes: [UInt8]) {
        #expect(refusal(of: bytes) == code)
    }

    @Test func `a comment, a folder and what it holds are read`() throws {
        let archive = try ZIPArchive(reading: handMade([HandMadeEntry("A/", ""), HandMadeEntry("A/B")], comment: Array("Bonjour".utf8)))
        #expect(archive.entries.map(\.path.text) == ["A/B"])
    }

    @Test func `entries that share their bytes are refused`() {
        // Two lines of the directory for one entry: the second begins where the first does.
        let one = handMade([HandMadeEntry("A.TXT")])
        let body = Array(one[..<40])
        var line = Array(one[40..<91])
        let first = line
        line[46] = UInt8(ascii: "B")
        let end = le32(0x0605_4B50) + le16(0) + le16(0) + le16(2) + le16(2) + le32(102) + le32(40) + le16(0)
        #expect(refusal(of: body + first + line + end) == .layout)
    }

    @Test func `each limit is met by its code`() {
        let bytes = handMade([HandMadeEntry("A"), HandMadeEntry("B")])
        #expect(refusal(of: bytes, limits: ZIPLimits(archiveBytes: bytes.count - 1)) == .archiveTooLarge)
        #expect(refusal(of: bytes, limits: ZIPLimits(entries: 1)) == .tooManyEntries)
        #expect(refusal(of: bytes, limits: ZIPLimits(entryBytes: 4)) == .entryTooLarge)
        #expect(refusal(of: bytes, limits: ZIPLimits(totalBytes: 9)) == .totalTooLarge)
        #expect(refusal(of: bytes, limits: ZIPLimits(archiveBytes: bytes.count, entries: 2, entryBytes: 5, totalBytes: 10, nameBytes: 1, depth: 0)) == nil)
    }

    @Test(arguments: [
        "", "/", "a//b", "../a", "a/../b", "a/..", "./a", "/a", "\\a", "..\\a", "C:a", "a:b", "a\nb", "a\u{0}", "a\u{9B}", "a.", "a ", "//h/a",
        "a/\u{301}../b/",
        "..\u{2F}\u{301}a",
    ])
    func `a name that could lead elsewhere is none`(name: String) {
        #expect(ZIPPath(name) == nil)
    }
}
