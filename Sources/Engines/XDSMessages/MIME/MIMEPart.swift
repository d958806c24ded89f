// One part of a package.

/// One part of a package: its headers, and its bytes after the transfer encoding was undone.
public struct MIMEPart: Sendable, Hashable {
    /// The Content-ID without its angle brackets.
    public var contentID: String?
    /// The media type, as written.
    public var mediaType: String?
    /// The bytes.
    public var bytes: [UInt8]

    /// States a part.
    public init(contentID: String?, mediaType: String?, bytes: [UInt8]) {
        self.contentID = contentID
        self.mediaType = mediaType
        self.bytes = bytes
    }

    /// A Content-ID, `start` parameter or the like, without its angle brackets.
    static func bareID(_ text: String) -> String {
        let text = text.trimmingSpace()
        return text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
    }
}

/// The header lines of a part, read one by one.
struct PartHeaders: Sendable {
    private var fields: [String: String] = [:]
    private var last: String?
    private var lines = 0
    private var bytes = 0

    /// Reads one line, without its end.
    mutating func read(_ line: ArraySlice<UInt8>, limits: ReadingLimits) throws(MessageFailure) {
        lines += 1
        bytes += line.count
        guard lines <= limits.partHeaders, bytes <= limits.partHeaderBytes else { throw MessageFailure(.headersTooLong) }
        guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { throw MessageFailure(.partHeader, detail: "control character") }
        if line.first == 0x20 || line.first == 0x09 {
            guard let last else { throw MessageFailure(.partHeader, detail: "continuation of nothing") }
            fields[last, default: ""] += " " + String(decoding: line, as: UTF8.self).trimmingSpace()
            return
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw MessageFailure(.partHeader, detail: "no colon") }
        guard colon > line.startIndex, line[..<colon].allSatisfy(isTokenCharacter) else { throw MessageFailure(.partHeader, detail: "no name") }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        guard fields.updateValue(String(decoding: line[(colon + 1)...], as: UTF8.self).trimmingSpace(), forKey: name) == nil else {
            throw MessageFailure(.partHeader, detail: "repeated header")
        }
        last = name
    }

    /// The part that these headers begin, once its bytes are there.
    func part(bytes: [UInt8]) throws(MessageFailure) -> MIMEPart {
        let content: [UInt8]
        switch fields["content-transfer-encoding"]?.lowercased() {
        case nil, "", "7bit", "8bit", "binary": content = bytes
        case "base64":
            guard let decoded = Base64.decode(bytes) else { throw MessageFailure(.base64, detail: "part") }
            content = decoded
        default: throw MessageFailure(.transferEncoding)
        }
        return MIMEPart(contentID: fields["content-id"].map(MIMEPart.bareID), mediaType: fields["content-type"], bytes: content)
    }
}
