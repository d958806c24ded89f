// The list of entries at the end of an archive.

/// One line of the central directory (APPNOTE 4.3.12).
struct DirectoryEntry {
    var number: Int
    var flags: Int
    var method: Int
    var crc: Int
    var packedBytes: Int
    var bytes: Int
    var rawName: ArraySlice<UInt8>
    var attributes: Int
    var offset: Int

    /// Sizes and checksum stand behind the data, too (APPNOTE 4.4.4, bit 3).
    var hasDescriptor: Bool { flags & 0x8 != 0 }

    func failure(_ code: ZIPFailureCode, _ detail: String? = nil) -> ZIPFailure { ZIPFailure(code, entry: number, detail: detail) }
}

/// The central directory.
struct CentralDirectory {
    var entries: [DirectoryEntry]
    /// Where it begins, which is where the last entry must end.
    var start: Int

    init(of view: ByteView, limits: ZIPLimits) throws(ZIPFailure) {
        let end = try Self.end(of: view)
        guard let disk = view.number16(end + 4), let firstDisk = view.number16(end + 6), let here = view.number16(end + 8), let count = view.number16(end + 10),
            let size = view.number32(end + 12), let start = view.number32(end + 16)
        else { throw ZIPFailure(.noEnd) }
        guard disk == 0, firstDisk == 0, here == count else { throw ZIPFailure(.zip64, detail: "parts") }
        guard start <= end, size == end - start else {
            // The markers of ZIP64; no archive within our limits needs it.
            if size == 0xFFFF_FFFF || start == 0xFFFF_FFFF { throw ZIPFailure(.zip64, detail: "directory") }
            throw ZIPFailure(.directory, detail: "place")
        }
        guard count > 0 || size > 0 else { throw ZIPFailure(.empty) }
        guard count > 0, count * 46 <= size else { throw ZIPFailure(.directory, detail: "count") }
        guard count <= limits.entries else { throw ZIPFailure(.tooManyEntries, detail: "\(count) > \(limits.entries)") }
        var entries: [DirectoryEntry] = []
        var offset = start
        for number in 1...count { entries.append(try Self.entry(number, at: &offset, in: view, end: end, limits: limits)) }
        guard offset == end else { throw ZIPFailure(.directory, detail: "size") }
        self.entries = entries
        self.start = start
    }

    /// The one record that ends with the archive itself, comment included (APPNOTE 4.3.16).
    private static func end(of view: ByteView) throws(ZIPFailure) -> Int {
        let last = view.bytes.count - 22
        guard last >= 0 else { throw ZIPFailure(.noEnd) }
        let found = (max(0, last - 0xFFFF)...last).filter { offset in
            // The first byte is compared first: nearly all offsets end there.
            view.bytes[offset] == 0x50 && view.number32(offset) == Signature.end && view.number16(offset + 20) == last - offset
        }
        guard let end = found.first else { throw ZIPFailure(.noEnd) }
        guard found.count == 1 else { throw ZIPFailure(.ambiguousEnd) }
        return end
    }

    private static func entry(_ number: Int, at offset: inout Int, in view: ByteView, end: Int, limits: ZIPLimits) throws(ZIPFailure) -> DirectoryEntry {
        let broken = ZIPFailure(.directory, entry: number)
        guard view.number32(offset) == Signature.central, let flags = view.number16(offset + 8), let method = view.number16(offset + 10),
            let checksum = view.number32(offset + 16), let packed = view.number32(offset + 20), let size = view.number32(offset + 24),
            let nameBytes = view.number16(offset + 28), let extraBytes = view.number16(offset + 30), let commentBytes = view.number16(offset + 32),
            let disk = view.number16(offset + 34), let attributes = view.number32(offset + 38), let place = view.number32(offset + 42),
            let name = view.slice(offset + 46, nameBytes), offset + 46 + nameBytes + extraBytes + commentBytes <= end
        else { throw broken }
        let sizes = LargeSizes(declared: [size, packed, place], extra: offset + 46 + nameBytes, count: extraBytes, in: view)
        guard let sizes, disk == 0 else { throw ZIPFailure(.zip64, entry: number) }
        offset += 46 + nameBytes + extraBytes + commentBytes
        return DirectoryEntry(
            number: number, flags: flags, method: method, crc: checksum, packedBytes: sizes.values[1], bytes: sizes.values[0], rawName: name,
            attributes: attributes, offset: sizes.values[2])
    }
}

/// Sizes whose fields say that the true ones stand in the extra field of ZIP64 (APPNOTE 4.5.3).
struct LargeSizes {
    var values: [Int]

    /// Takes the sizes as declared, and those that are marked from the extra field; nil where they do not stand there.
    init?(declared: [Int], extra start: Int, count: Int, in view: ByteView) {
        values = declared
        guard declared.contains(0xFFFF_FFFF) else { return }
        var offset = start
        while offset + 4 <= start + count, let tag = view.number16(offset), let length = view.number16(offset + 2) {
            guard offset + 4 + length <= start + count else { return nil }
            if tag == 1 {
                var place = offset + 4
                for index in values.indices where values[index] == 0xFFFF_FFFF {
                    guard place + 8 <= offset + 4 + length, let value = view.number64(place) else { return nil }
                    values[index] = value
                    place += 8
                }
                return
            }
            offset += 4 + length
        }
        return nil
    }
}
