// Archives made by hand, so that any field of them can lie.

@testable import ZIPArchives

/// A file of a hand-made archive, each field as the test wants it.
struct HandMadeEntry {
    var name: [UInt8]
    var content: [UInt8]
    var method = 0
    var flags = 0
    var packed: [UInt8]?
    var crc: Int?
    var size: Int?
    var localName: [UInt8]?
    var localFlags: Int?
    var attributes = 0
    var gap: [UInt8] = []
    var extra: [UInt8] = []
    /// What stands behind the data.
    var trailer: [UInt8] = []
    /// Whether the local header leaves checksum and sizes open.
    var leavesOpen = false

    init(_ name: String, _ content: String = "Essai", method: Int = 0) {
        self.name = Array(name.utf8)
        self.content = Array(content.utf8)
        self.method = method
        if method == 8 { packed = Deflate.deflate(self.content) }
    }
}

/// The archive of these entries.
func handMade(
    _ entries: [HandMadeEntry], before: [UInt8] = [], comment: [UInt8] = [], after: [UInt8] = [], count: Int? = nil, shift: Int = 0, disk: Int = 0
) -> [UInt8] {
    var body = before
    var directory: [UInt8] = []
    for entry in entries {
        body += entry.gap
        let offset = body.count
        let packed = entry.packed ?? entry.content
        let (crc, size) = (entry.crc ?? checksum(entry.content), entry.size ?? entry.content.count)
        let localName = entry.localName ?? entry.name
        body += le32(0x0403_4B50) + le16(20) + le16(entry.localFlags ?? entry.flags) + le16(entry.method) + le16(0) + le16(0x5C61)
        body += entry.leavesOpen ? le32(0) + le32(0) + le32(0) : le32(crc) + le32(packed.count) + le32(size)
        body += le16(localName.count) + le16(0) + localName + packed + entry.trailer
        directory += le32(0x0201_4B50) + le16(20) + le16(20) + le16(entry.flags) + le16(entry.method) + le16(0) + le16(0x5C61)
        directory += le32(crc) + le32(packed.count) + le32(size) + le16(entry.name.count) + le16(entry.extra.count) + le16(0) + le16(0) + le16(0)
        directory += le32(entry.attributes) + le32(offset) + entry.name + entry.extra
    }
    let number = count ?? entries.count
    var end = le32(0x0605_4B50) + le16(disk) + le16(disk) + le16(number) + le16(number) + le32(directory.count) + le32(body.count + shift)
    end += le16(comment.count) + comment
    return body + directory + end + after
}

func le16(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }
func le32(_ number: Int) -> [UInt8] { le16(number & 0xFFFF) + le16(number >> 16 & 0xFFFF) }

/// The code of the refusal, nil where the archive is read.
func refusal(of bytes: [UInt8], limits: ZIPLimits = .standard) -> ZIPFailureCode? {
    do throws(ZIPFailure) {
        _ = try ZIPArchive(reading: bytes, limits: limits)
        return nil
    } catch {
        return error.code
    }
}
