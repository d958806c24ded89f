// Follows requests byte by byte, and says where one begins that must not be read.

/// Reads the frames of HTTP/1.1 requests as strictly as RFC 9112 lets a server be.
///
/// The parser behind it is lenient in places where two readers could disagree about where a request ends, which is how a second request is
/// smuggled past the first. Whatever passes here has one reading: lines end in CR LF, there is one Host, one way to tell the body's length, and
/// chunks are exactly as long as they say. Bodies are skipped over, not looked at.
struct RequestFraming {
    /// The most that is read of what is not a body.
    struct Limits: Sendable, Hashable {
        /// The longest head, in bytes.
        var headBytes = 32 << 10
        /// The most fields of a head.
        var fields = 100
        /// The longest target, in bytes.
        var targetBytes = RequestTarget.longest
        /// The longest method, in bytes.
        var methodBytes = 32
        /// The longest line before a chunk, extensions included, in bytes.
        var chunkLineBytes = 256
        /// The longest trailer section, in bytes.
        var trailerBytes = 4096
    }

    /// What became of some bytes.
    struct Verdict: Equatable {
        /// How many of them, from the first, may be handed on.
        var passing: Int
        /// What is wrong with what follows them; nothing more may be read of the connection then.
        var fault: RequestFault?
    }

    private enum State {
        case requestLine(isFirstLine: Bool)
        case fields
        case body(remaining: UInt64)
        case chunkSize
        case chunk(remaining: UInt64)
        case chunkEnd(awaitsLineFeed: Bool)
        case trailers(bytes: Int)
        /// After a request that asked for the end of the connection, or a fault.
        case over
    }

    private let limits: Limits
    private var state = State.requestLine(isFirstLine: true)
    private var line = FramedLine()
    private var head: RequestHeadForm

    init(limits: Limits = Limits()) {
        self.limits = limits
        head = RequestHeadForm(limits: limits)
    }

    /// Reads on.
    ///
    /// The passing bytes never end inside a request that began among them and was refused: such a request is not handed on at all.
    mutating func read(_ bytes: UnsafeRawBufferPointer) -> Verdict {
        var position = 0
        var lastEnd = 0
        do throws(RequestFault) {
            while position < bytes.count {
                switch state {
                case .over: return Verdict(passing: lastEnd, fault: nil)
                case .body(let remaining):
                    position += skip(remaining, among: bytes.count - position) {
                        .body(remaining: $0)
                    } whenDone: {
                        $0.endMessage()
                    }
                case .chunk(let remaining):
                    position += skip(remaining, among: bytes.count - position) {
                        .chunk(remaining: $0)
                    } whenDone: {
                        $0.state = .chunkEnd(awaitsLineFeed: false)
                    }
                default:
                    try take(bytes[position])
                    position += 1
                }
                if case .requestLine(true) = state, line.isEmpty { lastEnd = position }
                if case .over = state { lastEnd = position }
            }
        } catch {
            state = .over
            return Verdict(passing: lastEnd, fault: error)
        }
        return Verdict(passing: bytes.count, fault: nil)
    }

    private mutating func skip(
        _ remaining: UInt64, among available: Int, _ next: (UInt64) -> State, whenDone: (inout RequestFraming) -> Void
    ) -> Int {
        let step = Int(min(remaining, UInt64(available)))
        if UInt64(step) == remaining { whenDone(&self) } else { state = next(remaining - UInt64(step)) }
        return step
    }

    /// Takes one byte of a line.
    private mutating func take(_ byte: UInt8) throws(RequestFault) {
        if case .chunkEnd(let awaitsLineFeed) = state {
            guard byte == (awaitsLineFeed ? 0x0A : 0x0D) else { throw .chunkEnd }
            state = awaitsLineFeed ? .chunkSize : .chunkEnd(awaitsLineFeed: true)
            return
        }
        guard try line.take(byte) else { return try checkLength() }
        defer { line.removeAll() }
        switch state {
        case .requestLine(let isFirstLine):
            if line.bytes.isEmpty, isFirstLine {
                // RFC 9112, 2.2: one empty line before a request is ignored.
                state = .requestLine(isFirstLine: false)
            } else {
                try head.begin(line.bytes)
                state = .fields
            }
        case .fields:
            if line.bytes.isEmpty { try endHead() } else { try head.field(line.bytes) }
        case .chunkSize:
            let size = try ChunkLine.size(line.bytes)
            state = size == 0 ? .trailers(bytes: 0) : .chunk(remaining: size)
        case .trailers(let bytes):
            if line.bytes.isEmpty {
                endMessage()
            } else {
                _ = try RequestHeadForm.split(line.bytes)
                state = .trailers(bytes: bytes + line.bytes.count + 2)
            }
        case .body, .chunk, .chunkEnd, .over: break
        }
    }

    /// Refuses a line that is too long before it has ended.
    private func checkLength() throws(RequestFault) {
        switch state {
        case .requestLine: try head.checkRequestLine(line.bytes)
        case .fields: if head.bytes + line.bytes.count > limits.headBytes { throw .fieldsTooLarge }
        case .chunkSize: if line.bytes.count > limits.chunkLineBytes { throw .chunkSize }
        case .trailers(let bytes): if bytes + line.bytes.count > limits.trailerBytes { throw .fieldsTooLarge }
        case .body, .chunk, .chunkEnd, .over: break
        }
    }

    private mutating func endHead() throws(RequestFault) {
        switch try head.end() {
        case .none: endMessage()
        case .length(let count): state = .body(remaining: count)
        case .chunked: state = .chunkSize
        }
    }

    private mutating func endMessage() {
        state = head.endsConnection ? .over : .requestLine(isFirstLine: true)
        head = RequestHeadForm(limits: limits)
    }
}

/// A line on its way: bytes up to CR LF, without them.
private struct FramedLine {
    private(set) var bytes: [UInt8] = []
    private var sawCarriageReturn = false

    var isEmpty: Bool { bytes.isEmpty && !sawCarriageReturn }

    /// Takes a byte; true when the line is complete.
    mutating func take(_ byte: UInt8) throws(RequestFault) -> Bool {
        if sawCarriageReturn {
            guard byte == 0x0A else { throw .bareCarriageReturn }
            sawCarriageReturn = false
            return true
        }
        switch byte {
        case 0x0D: sawCarriageReturn = true
        case 0x0A: throw .bareLineFeed
        case 0x00...0x08, 0x0B...0x1F, 0x7F: throw .controlCharacter
        default: bytes.append(byte)
        }
        return false
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: bytes.capacity <= 4096) }
}

/// The line before a chunk (RFC 9112, 7.1).
enum ChunkLine {
    /// The size; extensions are checked for their characters and not read (RFC 9112, 7.1.1).
    static func size(_ line: [UInt8]) throws(RequestFault) -> UInt64 {
        let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 && $0 != 0x09 }
        guard (1...15).contains(digits.count) else { throw .chunkSize }
        var size: UInt64 = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: size = size << 4 | UInt64(digit - 0x30)
            case 0x41...0x46, 0x61...0x66: size = size << 4 | UInt64((digit | 0x20) - 0x61 + 10)
            default: throw .chunkSize
            }
        }
        let rest = line[digits.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }
        guard rest.isEmpty ? digits.count == line.count : rest.first == UInt8(ascii: ";") else { throw .chunkSize }
        return size
    }
}
