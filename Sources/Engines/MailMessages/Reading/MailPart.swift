// A message, or a part of one, taken apart within limits.

/// A message or a part of one (RFC 5322, RFC 2045).
public struct MailPart: Sendable {
    /// The header.
    public let header: MailHeader
    /// The media type in lower case, for instance `multipart/report`; `text/plain` where none is said.
    public let mediaType: String
    /// The bytes after the transfer encoding was undone; none for a multipart.
    public let bytes: [UInt8]
    /// The parts of a multipart, in order; messages within are left closed.
    public let parts: [MailPart]
    private let type: FieldParameters

    /// Reads a message; line ends may be CR LF or LF.
    public static func read(_ bytes: [UInt8], limits: MailLimits = .standard) throws(MailFault) -> MailPart {
        guard bytes.count <= limits.bytes else { throw MailFault(.tooManyBytes, detail: "\(bytes.count), at most \(limits.bytes)") }
        var room = limits.parts
        return try MailPart(bytes[...], limits, depth: 0, &room)
    }

    /// A parameter of the media type.
    public func parameter(_ name: String) -> String? { type[name] }

    /// The name of the file that the part carries.
    public var fileName: String? { header["Content-Disposition"].flatMap { FieldParameters($0)["filename"] } ?? type["name"] }

    /// Whether the part is a file to be kept apart rather than shown (RFC 2183).
    public var isAttachment: Bool { header["Content-Disposition"].map { FieldParameters($0).value == "attachment" } ?? false }

    /// A text as a string, in the character set that it names.
    public var text: String { Charset.decode(bytes, type["charset"] ?? "utf-8") ?? Charset.guess(bytes) }

    /// This part and all within it that are no multipart, in order.
    public var leaves: [MailPart] { parts.isEmpty ? [self] : parts.flatMap(\.leaves) }

    private init(_ source: ArraySlice<UInt8>, _ limits: MailLimits, depth: Int, _ room: inout Int) throws(MailFault) {
        guard depth <= limits.depth else { throw MailFault(.tooDeep, detail: "more than \(limits.depth)") }
        guard room > 0 else { throw MailFault(.tooManyParts, detail: "more than \(limits.parts)") }
        room -= 1
        let (header, bodyStart) = try MailHeader.read(source, limits: limits)
        let body = source[bodyStart...]
        self.header = header
        type = FieldParameters(header["Content-Type"] ?? "text/plain")
        mediaType = type.value.isEmpty ? "text/plain" : type.value
        if mediaType.hasPrefix("multipart/") {
            var parts: [MailPart] = []
            for piece in try Self.pieces(of: body, boundary: type["boundary"], room: room) {
                parts.append(try MailPart(piece, limits, depth: depth + 1, &room))
            }
            self.parts = parts
            bytes = []
        } else {
            parts = []
            bytes = try Self.decoded(body, header["Content-Transfer-Encoding"])
        }
    }

    private static func decoded(_ body: ArraySlice<UInt8>, _ encoding: String?) throws(MailFault) -> [UInt8] {
        let name = encoding.map { FieldParameters($0).value } ?? ""
        let decoded: [UInt8]?
        switch name {
        case "", "7bit", "8bit", "binary": decoded = Array(body)
        case "base64": decoded = TransferEncoding.base64(body)
        case "quoted-printable": decoded = TransferEncoding.quoted(body)
        default: throw MailFault(.transferEncoding)
        }
        guard let decoded else { throw MailFault(.encodedContent, detail: name) }
        return decoded
    }

    /// What stands between the boundaries of a multipart, without the line end before each (RFC 2046, 5.1.1).
    private static func pieces(of body: ArraySlice<UInt8>, boundary: String?, room: Int) throws(MailFault) -> [ArraySlice<UInt8>] {
        guard let boundary, (1...70).contains(boundary.utf8.count), !boundary.hasSuffix(" "), boundary.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
            throw MailFault(.boundary)
        }
        let delimiter = Array("--\(boundary)".utf8)
        var pieces: [ArraySlice<UInt8>] = []
        var (place, begin) = (body.startIndex, body.startIndex)
        var isOpen = false
        while place < body.endIndex {
            let lineEnd = body[place...].firstIndex(of: 10) ?? body.endIndex
            var line = body[place..<lineEnd]
            if line.first == delimiter[0], line.starts(with: delimiter) {
                line = line.dropFirst(delimiter.count)
                let isLast = line.starts(with: "--".utf8)
                if isLast { line = line.dropFirst(2) }
                if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 13 }) {
                    if isOpen {
                        var end = place
                        if end > begin, body[end - 1] == 10 { end -= 1 }
                        if end > begin, body[end - 1] == 13 { end -= 1 }
                        pieces.append(body[begin..<end])
                        guard pieces.count <= room else { throw MailFault(.tooManyParts) }
                    }
                    if isLast { return pieces }
                    isOpen = true
                    begin = min(lineEnd + 1, body.endIndex)
                }
            }
            place = lineEnd + 1
        }
        throw MailFault(.unterminated)
    }
}
