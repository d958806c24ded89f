// The entries as they lie in the archive: one behind the other, from its first byte to the central directory.

extension CentralDirectory {
    /// The bytes of each entry as they are stored, in the order of the directory.
    ///
    /// Entries that overlap make bombs, and bytes that belong to none hide another archive from one reader or the other: both are refused.
    func packedData(in view: ByteView) throws(ZIPFailure) -> [ArraySlice<UInt8>] {
        let order = entries.indices.sorted { entries[$0].offset < entries[$1].offset }
        var data = [ArraySlice<UInt8>](repeating: [], count: entries.count)
        var expected = 0
        for (position, index) in order.enumerated() {
            let entry = entries[index]
            guard entry.offset == expected else { throw entry.failure(.layout, "offset") }
            let limit = position + 1 < order.count ? entries[order[position + 1]].offset : start
            let begin = try entry.checkLocalHeader(in: view)
            guard begin <= limit, entry.packedBytes <= limit - begin, let slice = view.slice(begin, entry.packedBytes) else {
                throw entry.failure(.layout, "overlap")
            }
            data[index] = slice
            try entry.checkDescriptor(in: view, from: begin + entry.packedBytes, to: limit)
            expected = limit
        }
        guard expected == start else { throw ZIPFailure(.layout, detail: "directory") }
        return data
    }
}

extension DirectoryEntry {
    /// Where the data begin, behind a header that says what the directory says (APPNOTE 4.3.7).
    fileprivate func checkLocalHeader(in view: ByteView) throws(ZIPFailure) -> Int {
        guard view.number32(offset) == Signature.local, let localFlags = view.number16(offset + 6), let localMethod = view.number16(offset + 8),
            let localCRC = view.number32(offset + 14), let packed = view.number32(offset + 18), let size = view.number32(offset + 22),
            let nameBytes = view.number16(offset + 26), let extraBytes = view.number16(offset + 28), let name = view.slice(offset + 30, nameBytes),
            view.slice(offset + 30 + nameBytes, extraBytes) != nil
        else { throw failure(.localHeader) }
        guard name.elementsEqual(rawName) else { throw failure(.localHeader, "name") }
        // Bits 1 and 2 tell how hard the writer tried; all others change how the entry is read.
        guard localFlags & ~0x6 == flags & ~0x6, localMethod == method else { throw failure(.localHeader, "flags") }
        guard let sizes = LargeSizes(declared: [size, packed], extra: offset + 30 + nameBytes, count: extraBytes, in: view) else { throw failure(.zip64) }
        let isSame = localCRC == crc && sizes.values == [bytes, packedBytes]
        let isLeftOpen = hasDescriptor && localCRC == 0 && sizes.values == [0, 0]
        guard isSame || isLeftOpen else { throw failure(.localHeader, "sizes") }
        return offset + 30 + nameBytes + extraBytes
    }

    /// What stands between the data and the next entry: nothing, or the descriptor in one of its four forms (APPNOTE 4.3.9).
    fileprivate func checkDescriptor(in view: ByteView, from start: Int, to end: Int) throws(ZIPFailure) {
        let length = end - start
        guard hasDescriptor else {
            guard length == 0 else { throw failure(.layout, "gap") }
            return
        }
        guard [12, 16, 20, 24].contains(length) else { throw failure(.descriptor, "length") }
        let isSigned = length == 16 || length == 24
        guard !isSigned || view.number32(start) == Signature.descriptor else { throw failure(.descriptor, "signature") }
        let place = isSigned ? start + 4 : start
        let sizes = length < 20 ? [view.number32(place + 4), view.number32(place + 8)] : [view.number64(place + 4), view.number64(place + 12)]
        guard view.number32(place) == crc, sizes == [packedBytes, bytes] else { throw failure(.descriptor, "values") }
    }
}
