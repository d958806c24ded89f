// Reads a multipart/related body as it arrives, within limits.

/// Reads a multipart/related body piece by piece (RFC 2046, RFC 2387).
///
/// The bytes of a part come out exactly as sent. Lines may end in CR LF or, throughout, in LF alone; the first delimiter
/// decides. A line that begins like the delimiter but goes on is content.
public struct MultipartReader: Sendable {
    private enum State { case preamble, headers, body, epilogue }

    private var boundary: Boundary
    private let start: String?
    private let limits: ReadingLimits
    private var state = State.preamble
    private var lineEnd: LineEnd?
    /// Bytes not yet read, from `position` on.
    private var buffer: [UInt8] = []
    private var position = 0
    private var total = 0
    private var skipped = 0
    private var headers = PartHeaders()
    private var content: [UInt8] = []
    private var bodyBegins = false
    private var parts: [MIMEPart] = []

    /// Begins to read a body of this Content-Type.
    public init(contentType: String, limits: ReadingLimits = .standard) throws(MessageFailure) {
        try self.init(mediaType: MediaType(contentType, maximumBytes: limits.contentTypeBytes), limits: limits)
    }

    init(mediaType: MediaType, limits: ReadingLimits) throws(MessageFailure) {
        guard mediaType.name == "multipart/related" else { throw MessageFailure(.contentType, detail: "not multipart/related") }
        boundary = try Boundary(mediaType["boundary"])
        start = mediaType["start"].map(MIMEPart.bareID)
        self.limits = limits
    }

    /// Reads the next bytes of the body.
    public mutating func feed(_ bytes: [UInt8]) throws(MessageFailure) {
        total += bytes.count
        guard total <= limits.totalBytes else { throw MessageFailure(.tooManyBytes, detail: "more than \(limits.totalBytes)") }
        if position == buffer.count {
            buffer = bytes
            position = 0
        } else {
            buffer.removeFirst(position)
            position = 0
            buffer += bytes
        }
        try advance(isLast: false)
    }

    /// Ends the body, and gives its parts: the root first, the others in order.
    public mutating func finish() throws(MessageFailure) -> [MIMEPart] {
        try advance(isLast: true)
        guard state == .epilogue else { throw MessageFailure(state == .preamble ? .noPart : .unterminated) }
        var seen: Set<String> = []
        for case let id? in parts.map(\.contentID) where !seen.insert(id).inserted { throw MessageFailure(.repeatedContentID) }
        guard let start else { return parts }
        guard let root = parts.firstIndex(where: { $0.contentID == start }) else { throw MessageFailure(.start) }
        return [parts[root]] + parts[..<root] + parts[(root + 1)...]
    }

    private mutating func advance(isLast: Bool) throws(MessageFailure) {
        var goesOn = true
        while goesOn {
            switch state {
            case .preamble: goesOn = try readPreamble(isLast: isLast)
            case .headers: goesOn = try readHeaderLine()
            case .body: goesOn = try readBody(isLast: isLast)
            case .epilogue:
                position = buffer.count
                goesOn = false
            }
        }
    }

    private mutating func readPreamble(isLast: Bool) throws(MessageFailure) -> Bool {
        if limits.toleratesOtherBoundary, skipped == 0, try !adoptBoundary(), !isLast { return false }
        switch boundary.search(buffer, from: position, startsLine: skipped == 0, lineEnd: nil, isLast: isLast) {
        case .found(let contentEnd, let next, let closing, let end):
            guard skipped + contentEnd - position <= limits.preambleBytes else { throw MessageFailure(.preambleTooLong) }
            guard !closing else { throw MessageFailure(.noPart, detail: "closed before it began") }
            lineEnd = end
            position = next
            try beginPart()
            return true
        case .notBefore(let index):
            skipped += index - position
            position = index
            guard skipped <= limits.preambleBytes else { throw MessageFailure(.preambleTooLong) }
            return false
        }
    }

    /// Takes the boundary that the body begins with; false while its first line is not whole.
    private mutating func adoptBoundary() throws(MessageFailure) -> Bool {
        guard let end = buffer.prefix(80).firstIndex(where: { $0 == 13 || $0 == 10 }) else { return buffer.count >= 80 }
        if buffer.starts(with: "--".utf8), buffer[..<end] != boundary.delimiter[...] {
            boundary = try Boundary(String(decoding: buffer[2..<end], as: UTF8.self))
        }
        return true
    }

    private mutating func beginPart() throws(MessageFailure) {
        guard parts.count < limits.parts else { throw MessageFailure(.tooManyParts, detail: "more than \(limits.parts)") }
        headers = PartHeaders()
        state = .headers
    }

    private mutating func readHeaderLine() throws(MessageFailure) -> Bool {
        let window = buffer[position...].prefix(limits.partHeaderBytes + 2)
        guard let newline = window.firstIndex(of: 10) else {
            // Both bytes of the line's end may still be to come: a line at the limit is one wherever the stream is cut.
            guard window.count < limits.partHeaderBytes + 2 else { throw MessageFailure(.headersTooLong) }
            return false
        }
        var line = buffer[position..<newline]
        if lineEnd == .crlf {
            guard line.last == 13 else { throw MessageFailure(.partHeader, detail: "line feed alone") }
            line.removeLast()
        }
        position = newline + 1
        if line.isEmpty {
            state = .body
            bodyBegins = true
            content = []
        } else {
            try headers.read(line, limits: limits)
        }
        return true
    }

    private mutating func readBody(isLast: Bool) throws(MessageFailure) -> Bool {
        let result = boundary.search(buffer, from: position, startsLine: bodyBegins, lineEnd: lineEnd, isLast: isLast)
        let end =
            switch result {
            case .found(let contentEnd, _, _, _): contentEnd
            case .notBefore(let index): index
            }
        if end > position { bodyBegins = false }
        content += buffer[position..<end]
        position = end
        guard case .found(_, let next, let closing, _) = result else { return false }
        position = next
        parts.append(try headers.part(bytes: content))
        content = []
        if closing { state = .epilogue } else { try beginPart() }
        return true
    }
}
