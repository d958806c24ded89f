// Archives written: the same bytes whenever the same is put in.

/// A time as archives keep it, without a zone and to two seconds (APPNOTE 4.4.6).
public struct ZIPMoment: Sendable, Hashable {
    let date: Int
    let time: Int

    /// States a time; years before 1980 and after 2107, which the form cannot say, become the nearest it can.
    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        date = (min(max(year, 1980), 2107) - 1980) << 9 | (month & 15) << 5 | day & 31
        time = (hour & 31) << 11 | (minute & 63) << 5 | (second / 2) & 31
    }
}

/// Collects files and writes them as an archive.
///
/// The bytes are a function of what was added: no clock, no random number, no attribute of a machine (another version of zlib may pack
/// otherwise).
public struct ZIPWriter: Sendable {
    private let moment: ZIPMoment
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var keys: Set<String> = []

    /// Begins an archive whose files all have one time.
    public init(moment: ZIPMoment) { self.moment = moment }

    /// Adds a file, deflated where that makes it smaller.
    public mutating func add(_ name: String, _ bytes: [UInt8]) throws(ZIPFailure) {
        guard let path = ZIPPath(name), !path.isFolder, name.utf8.count <= 0xFFFF, !name.contains("\\") else { throw ZIPFailure(.name, entry: keys.count + 1) }
        guard keys.insert(path.key).inserted else { throw ZIPFailure(.duplicate, entry: keys.count + 1) }
        let packed = Deflate.deflate(bytes)
        let data = packed ?? bytes
        guard body.count + data.count <= Int(Int32.max), keys.count < 0xFFFF else { throw ZIPFailure(.archiveTooLarge, entry: keys.count) }
        let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
        var common: [UInt8] = []
        common.append16(20, isASCII ? 0 : 0x800, packed == nil ? 0 : 8, moment.time, moment.date)
        common.append32(checksum(bytes), data.count, bytes.count)
        common.append16(name.utf8.count, 0)
        directory.append32(Signature.central)
        directory.append16(20)
        directory += common
        directory.append16(0, 0, 0)
        directory.append32(0, body.count)
        directory += name.utf8
        body.append32(Signature.local)
        body += common
        body += name.utf8
        body += data
    }

    /// The archive.
    public var bytes: [UInt8] {
        var end: [UInt8] = []
        end.append32(Signature.end)
        end.append16(0, 0, keys.count, keys.count)
        end.append32(directory.count, body.count)
        end.append16(0)
        return body + directory + end
    }
}

extension [UInt8] {
    fileprivate mutating func append16(_ numbers: Int...) {
        for number in numbers { self += [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)] }
    }

    fileprivate mutating func append32(_ numbers: Int...) {
        for number in numbers { append16(number & 0xFFFF, number >> 16) }
    }
}
