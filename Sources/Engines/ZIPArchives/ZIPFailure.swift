// Why an archive could not be read or written.

/// What is wrong with an archive; the raw value is the stable code.
public enum ZIPFailureCode: String, Sendable, Hashable, Codable, CaseIterable {
    /// More bytes than allowed.
    case archiveTooLarge = "zip.limit.archive"
    /// More entries than allowed.
    case tooManyEntries = "zip.limit.entries"
    /// An entry that becomes larger than allowed.
    case entryTooLarge = "zip.limit.entry"
    /// Entries that together become larger than allowed.
    case totalTooLarge = "zip.limit.total"
    /// An entry that becomes so many times larger as no document does.
    case ratio = "zip.limit.ratio"
    /// No end of a central directory: no archive, or one that is cut (APPNOTE 4.3.16).
    case noEnd = "zip.end-missing"
    /// Several records claim to be the end: readers would differ.
    case ambiguousEnd = "zip.end-ambiguous"
    /// An archive without entries.
    case empty = "zip.empty"
    /// An archive in several parts, or one whose sizes need 64 bits (APPNOTE 4.3.14).
    case zip64 = "zip.zip64"
    /// The central directory does not stand where, or is not what, its end says (APPNOTE 4.3.12).
    case directory = "zip.directory"
    /// Entries overlap, or bytes stand before, between or behind them that belong to none.
    case layout = "zip.layout"
    /// The header before an entry contradicts the central directory (APPNOTE 4.3.7).
    case localHeader = "zip.local-header"
    /// The record behind an entry contradicts the central directory (APPNOTE 4.3.9).
    case descriptor = "zip.descriptor"
    /// An entry that is encrypted (APPNOTE 4.4.4).
    case encrypted = "zip.encrypted"
    /// A method other than stored and deflate (APPNOTE 4.4.5).
    case method = "zip.method"
    /// A name that is absolute, leaves the archive, is empty or has forbidden characters.
    case name = "zip.name"
    /// A name longer than allowed.
    case nameTooLong = "zip.name-length"
    /// A name with more folders than allowed.
    case nameTooDeep = "zip.name-depth"
    /// A symbolic link, or anything that is neither file nor folder.
    case link = "zip.link"
    /// Two entries of one name, letter case aside, or a name that is file and folder.
    case duplicate = "zip.duplicate"
    /// A deflate stream that is broken (RFC 1951).
    case deflate = "zip.deflate"
    /// An entry that is not of the size that its header says.
    case size = "zip.size"
    /// An entry whose CRC-32 is another than its header says.
    case checksum = "zip.crc"
}

/// Why an archive could not be read or written: numbers, never names or content.
public struct ZIPFailure: Error, Sendable, Hashable {
    /// The stable code.
    public var code: ZIPFailureCode
    /// The entry meant, counted from 1 in the order of the central directory; nil for the archive.
    public var entry: Int?
    /// The limit or value that explains it.
    public var detail: String?

    /// Reports a failure.
    public init(_ code: ZIPFailureCode, entry: Int? = nil, detail: String? = nil) {
        self.code = code
        self.entry = entry
        self.detail = detail
    }
}

extension ZIPFailure: CustomStringConvertible {
    /// The code, the entry and the detail.
    public var description: String { code.rawValue + (entry.map { " at entry \($0)" } ?? "") + (detail.map { ": \($0)" } ?? "") }
}
