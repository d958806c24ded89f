// The limits of archives hold at their edge, failures are told by number, and times and names are written as the form has them.

import TestSupport
import Testing

@testable import ZIPArchives

@Suite struct ZIPEdgeTests {
    private func failure(_ bytes: [UInt8], _ limits: ZIPLimits = .standard) -> ZIPFailure? {
        do throws(ZIPFailure) {
            _ = try ZIPArchive(reading: bytes, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test func `the standard limits are those that are said, and none reaches 2 GiB`() {
        let limits = ZIPLimits.standard
        #expect([limits.archiveBytes, limits.entries, limits.entryBytes, limits.totalBytes] == [67_108_864, 1_000, 67_108_864, 134_217_728])
        #expect([limits.ratio, limits.unratedBytes, limits.nameBytes, limits.depth] == [200, 1_048_576, 512, 16])
        let most = ZIPLimits(archiveBytes: .max, entryBytes: .max, totalBytes: .max)
        #expect([most.archiveBytes, most.entryBytes, most.totalBytes] == [2_147_483_647, 2_147_483_647, 2_147_483_647])
    }

    @Test func `each refusal names the entry and the limit that was met`() {
        let two = handMade([HandMadeEntry("AAA"), HandMadeEntry("B/C/D")])
        #expect(failure(two, ZIPLimits(archiveBytes: two.count - 1)) == ZIPFailure(.archiveTooLarge, detail: "\(two.count) > \(two.count - 1)"))
        #expect(failure(two, ZIPLimits(entries: 1)) == ZIPFailure(.tooManyEntries, detail: "2 > 1"))
        #expect(failure(two, ZIPLimits(entryBytes: 4)) == ZIPFailure(.entryTooLarge, entry: 1, detail: "> 4"))
        #expect(failure(two, ZIPLimits(totalBytes: 9)) == ZIPFailure(.totalTooLarge, detail: "> 9"))
        #expect(failure(two, ZIPLimits(nameBytes: 4)) == ZIPFailure(.nameTooLong, entry: 2, detail: "5 > 4"))
        #expect(failure(two, ZIPLimits(nameBytes: 5)) == nil)
        #expect(failure(two, ZIPLimits(depth: 1)) == ZIPFailure(.nameTooDeep, entry: 2, detail: "2 > 1"))
        #expect(failure(two, ZIPLimits(depth: 2)) == nil)
    }

    @Test func `the ratio is asked of entries above its floor alone, and holds at its edge`() throws {
        let entry = HandMadeEntry("A", String(repeating: "a", count: 100_000), method: 8)
        let packed = try #require(entry.packed).count
        let bytes = handMade([entry])
        #expect(failure(bytes, ZIPLimits(ratio: 1, unratedBytes: 100_000)) == nil)
        #expect(failure(bytes, ZIPLimits(ratio: 1, unratedBytes: 99_999)) == ZIPFailure(.ratio, entry: 1, detail: "> 1"))
        // The smallest whole number of times that the entry does not exceed.
        let least = 100_000 / (packed + 1) + 1
        #expect(failure(bytes, ZIPLimits(ratio: least, unratedBytes: 0)) == nil)
        #expect(failure(bytes, ZIPLimits(ratio: least - 1, unratedBytes: 0))?.code == .ratio)
    }

    @Test func `no deflate stream gives more than 1032 bytes for one`() {
        var entry = HandMadeEntry("A", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", method: 8)
        let packed = entry.packed?.count ?? 0
        entry.size = packed * 1032
        #expect(failure(handMade([entry]))?.code == .deflate)
        entry.size = packed * 1032 + 1
        #expect(failure(handMade([entry]))?.code == .size)
    }

    @Test func `an entry is told by its number in the directory, never by its name`() {
        var second = HandMadeEntry("SECRET.TXT")
        second.crc = 1
        let told = failure(handMade([HandMadeEntry("A"), second]))
        #expect(told?.description == "zip.crc at entry 2")
        #expect(ZIPFailure(.noEnd).description == "zip.end-missing" && ZIPFailure(.empty, detail: "x").description == "zip.empty: x")
    }

    @Test func `every failure has a code of its own`() {
        let codes = ZIPFailureCode.allCases.map(\.rawValue)
        #expect(codes.count == 23 && Set(codes).count == 23 && codes.allSatisfy { $0.hasPrefix("zip.") })
    }

    @Test(arguments: [
        (ZIPMoment(year: 1980, month: 1, day: 1), 0x0021, 0), (ZIPMoment(year: 1970, month: 1, day: 1), 0x0021, 0),
        (ZIPMoment(year: 2107, month: 12, day: 31, hour: 23, minute: 59, second: 59), 0xFF9F, 0xBF7D),
        (ZIPMoment(year: 2200, month: 12, day: 31), 0xFF9F, 0), (ZIPMoment(year: 2026, month: 3, day: 1, hour: 12, minute: 30, second: 58), 0x5C61, 0x63DD),
        (ZIPMoment(year: 2026, month: 3, day: 1, second: 1), 0x5C61, 0), (ZIPMoment(year: 2026, month: 3, day: 1, second: 2), 0x5C61, 1),
    ])
    func `a time is kept as the form has it, to two seconds`(moment: ZIPMoment, date: Int, time: Int) {
        #expect(moment.date == date && moment.time == time)
    }

    @Test(arguments: [
        ("a", ["a"], false), ("a/b", ["a", "b"], false), ("a/", ["a"], true), ("a\\b\\", ["a", "b"], true), ("É/ü.x", ["É", "ü.x"], false),
        ("a b", ["a b"], false), (".a", [".a"], false),
    ])
    func `a name is its folders and its own name`(name: String, components: [String], isFolder: Bool) throws {
        let path = try #require(ZIPPath(name))
        #expect(path.components == components && path.isFolder == isFolder)
        #expect(path.text == components.joined(separator: "/") && path.key == path.text.lowercased())
    }

    @Test func `a name that says it is UTF-8 must be, and any other is read letter by letter`() throws {
        var entry = HandMadeEntry("A")
        entry.name = [0xC9, 0x41]
        #expect(try ZIPArchive(reading: handMade([entry])).entries.map(\.path.text) == ["ÉA"])
        entry.flags = 0x800
        #expect(failure(handMade([entry])) == ZIPFailure(.name, entry: 1))
        entry.name = Array("ÉA".utf8)
        #expect(try ZIPArchive(reading: handMade([entry])).entries.map(\.path.text) == ["ÉA"])
    }

    @Test func `a size of 64 bits stands whole within its extra field`() {
        var entry = HandMadeEntry("A")
        (entry.size, entry.flags, entry.leavesOpen) = (0xFFFF_FFFF, 8, true)
        entry.trailer = le32(checksum(entry.content)) + le32(5) + le32(5)
        for (length, code) in [(8, nil), (7, ZIPFailureCode.zip64)] {
            entry.extra = le16(1) + le16(length) + [UInt8](([5, 0, 0, 0, 0, 0, 0, 0] as [UInt8])[..<length])
            #expect(failure(handMade([entry, HandMadeEntry("B")]))?.code == code)
        }
    }

    @Test func `a checksum that is another before or behind the data is refused, though the directory has the right one`() {
        var described = HandMadeEntry("A")
        (described.flags, described.leavesOpen) = (8, true)
        described.trailer = le32(checksum(described.content) ^ 1) + le32(5) + le32(5)
        #expect(failure(handMade([described])) == ZIPFailure(.descriptor, entry: 1, detail: "values"))
        var bytes = handMade([HandMadeEntry("A")])
        bytes[14] ^= 1
        #expect(failure(bytes) == ZIPFailure(.localHeader, entry: 1, detail: "sizes"))
    }

    @Test func `an archive in parts is refused by each number that says so`() {
        let whole = handMade([HandMadeEntry("A")])
        for offset in [4, 6, 8] {
            var bytes = whole
            bytes[whole.count - 22 + offset] ^= 2
            #expect(failure(bytes) == ZIPFailure(.zip64, detail: "parts"), "\(offset)")
        }
    }

    @Test func `bits that tell how hard a writer tried are passed over`() {
        for flags in [2, 4, 6] {
            var entry = HandMadeEntry("A")
            entry.localFlags = flags
            #expect(failure(handMade([entry])) == nil)
        }
    }

    @Test(arguments: [0, 0o100644 << 16, 0o040755 << 16])
    func `a file, a folder and what says nothing are read`(attributes: Int) {
        var entry = HandMadeEntry("A")
        entry.attributes = attributes
        #expect(failure(handMade([entry])) == nil)
    }

    @Test(arguments: [16, 17, 1_000])
    func `what is not smaller deflated is stored, and each comes back`(count: Int) throws {
        var writer = ZIPWriter(moment: ZIPMoment(year: 2026, month: 3, day: 1))
        let bytes = [UInt8](repeating: 0x41, count: count)
        try writer.add("A", bytes)
        #expect(try ZIPArchive(reading: writer.bytes).entries.map(\.bytes) == [bytes])
        #expect(writer.bytes[8] == (count > 16 ? 8 : 0), "the method of the first entry")
    }

    @Test func `invented files come back under their names, in their order`() throws {
        var generator = SeededGenerator(seed: 6_310)
        for _ in 0..<40 {
            var writer = ZIPWriter(moment: ZIPMoment(year: 2026, month: 3, day: 1))
            var meant: [ZIPEntry] = []
            for number in 0..<Int.random(in: 1...6, using: &generator) {
                let name = "\(number)" + generator.text(of: "abcÉœ漢-_", atMost: 8) + "/x" + generator.text(of: "XYZé", atMost: 8)
                let path = try #require(ZIPPath(name))
                let bytes = Bool.random(using: &generator) ? generator.bytes(atMost: 2_000) : [UInt8](repeating: 7, count: 3_000)
                try writer.add(path.text, bytes)
                meant.append(ZIPEntry(path: path, bytes: bytes))
            }
            let archive = try ZIPArchive(reading: writer.bytes)
            #expect(archive.entries == meant)
            for entry in meant { #expect(archive[entry.path] == entry) }
        }
    }

    @Test func `numbers beyond the bytes are none`() {
        let view = ByteView(bytes: [1, 2, 3, 4, 0, 0, 0, 0x80])
        #expect(view.number16(6) == 0x8000 && view.number16(7) == nil && view.number16(-1) == nil)
        #expect(view.number32(4) == 0x8000_0000 && view.number32(5) == nil)
        #expect(view.number64(0) == nil && ByteView(bytes: [1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F]).number64(0) == 0x7FFF_FFFF_0000_0001)
        #expect(view.slice(6, 2)?.count == 2 && view.slice(6, 3) == nil && view.slice(0, -1) == nil && view.slice(8, 0)?.isEmpty == true)
    }
}
