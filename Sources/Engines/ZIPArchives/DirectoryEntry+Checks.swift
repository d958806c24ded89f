// What must hold of an entry before any of its bytes are inflated, and the inflating.

extension DirectoryEntry {
    /// Neither encrypted, nor a patch, nor a link, nor of a method that is not read.
    func checkForm() throws(ZIPFailure) {
        guard flags & 0x2041 == 0 else { throw failure(.encrypted) }
        // Beyond the permissions stands what it is: nothing said, a folder or a file (POSIX, S_IFMT).
        guard [0, 0x4000, 0x8000].contains(attributes >> 16 & 0xF000) else { throw failure(.link) }
        guard method == 0 || method == 8, flags & 0x20 == 0 else { throw failure(.method, "\(method)") }
    }

    /// The name: UTF-8 where it says so or is it; else letters beyond ASCII are each taken for one of Latin-1, as no name of ours has any.
    func path(limits: ZIPLimits) throws(ZIPFailure) -> ZIPPath {
        guard rawName.count <= limits.nameBytes else { throw failure(.nameTooLong, "\(rawName.count) > \(limits.nameBytes)") }
        let isUTF8 = flags & 0x800 != 0
        let decoded = String(validating: rawName, as: UTF8.self)
        guard decoded != nil || !isUTF8 else { throw failure(.name) }
        let name = decoded ?? String(String.UnicodeScalarView(rawName.map { Unicode.Scalar($0) }))
        guard let path = ZIPPath(name) else { throw failure(.name) }
        guard path.components.count <= limits.depth + 1 else { throw failure(.nameTooDeep, "\(path.components.count - 1) > \(limits.depth)") }
        guard !path.isFolder || bytes == 0 else { throw failure(.name, "folder with bytes") }
        return path
    }

    /// Within the limits, and within what the method can do.
    func checkSize(limits: ZIPLimits) throws(ZIPFailure) {
        guard bytes <= limits.entryBytes, packedBytes <= limits.archiveBytes else { throw failure(.entryTooLarge, "> \(limits.entryBytes)") }
        guard method == 8 || bytes == packedBytes else { throw failure(.size) }
        guard bytes <= limits.unratedBytes || bytes / limits.ratio <= packedBytes else { throw failure(.ratio, "> \(limits.ratio)") }
        // No deflate stream gives more than 1032 bytes for one.
        guard bytes <= packedBytes * 1032 else { throw failure(.size) }
    }

    /// The bytes, of the size and checksum announced.
    func content(of packed: ArraySlice<UInt8>) throws(ZIPFailure) -> [UInt8] {
        let content: [UInt8]
        if method == 0 {
            content = Array(packed)
        } else {
            guard let inflated = Deflate.inflate(packed, count: bytes) else { throw failure(.deflate) }
            content = inflated
        }
        guard checksum(content) == crc else { throw failure(.checksum) }
        return content
    }
}
