// The document as UTF-8 text ended by a NUL, whatever it was written in.

import Glibc

/// Owns the memory that libxml2 reads and that the tree's values point into.
struct SourceText: ~Copyable {
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    /// Bytes of the document as UTF-8, without the NUL and without the byte order mark.
    private(set) var count: Int
    let encoding: SourceEncoding
    /// Bytes of the byte order mark in the document as received.
    let mark: Int

    deinit {
        free(bytes)
    }

    /// Decodes a document.
    ///
    /// When it is not in its encoding, `refusal` says where, and the text ends there, so that the place can be counted.
    init(_ source: [UInt8], as encoding: SourceEncoding, mark: Int, refusal: inout Refusal?) {
        self.encoding = encoding
        self.mark = mark
        guard let memory = malloc(encoding.utf8Capacity(for: source.count - mark) + 1) else { fatalError("out of memory") }
        let bytes = memory.assumingMemoryBound(to: UInt8.self)
        let decoded = source.withUnsafeBufferPointer { Self.decode(UnsafeBufferPointer(rebasing: $0[mark...]), as: encoding, into: bytes) }
        self.bytes = bytes
        count = min(decoded.count, decoded.refusal?.offset ?? decoded.count)
        bytes[count] = 0
        refusal = decoded.refusal
        // A NUL would hide from libxml2 what follows it.
        if refusal == nil, let found = memchr(bytes, 0, count) {
            refusal = Refusal(.notWellFormed, at: found.assumingMemoryBound(to: UInt8.self) - bytes, .rule(.character))
        }
    }

    private static func decode(
        _ body: UnsafeBufferPointer<UInt8>, as encoding: SourceEncoding, into bytes: UnsafeMutablePointer<UInt8>
    ) -> (count: Int, refusal: Refusal?) {
        switch encoding {
        case .utf8, .ascii:
            if let start = body.baseAddress { bytes.update(from: start, count: body.count) }
            if encoding == .ascii, let place = UTF8Check.firstNonASCII(bytes, body.count) {
                return (body.count, Refusal(.encoding, at: place, .rule(.notASCII)))
            }
            return (body.count, UTF8Check.firstInvalid(bytes, body.count).map { Refusal(.encoding, at: $0, .rule(.notUTF8)) })
        case .latin1, .latin9:
            return (Transcoding.latin(body, into: bytes, isLatin9: encoding == .latin9), nil)
        case .utf16LittleEndian, .utf16BigEndian:
            let result = Transcoding.utf16(body, into: bytes, isBigEndian: encoding == .utf16BigEndian)
            if result.isComplete { return (result.count, nil) }
            return (result.count, Refusal(.encoding, at: result.count, .rule(.brokenUTF16)))
        }
    }

    /// Gives the memory away, cut to size.
    consuming func release() -> UnsafeMutablePointer<UInt8> {
        var text = bytes
        // A transcoded text leaves memory over; one that was copied fits exactly.
        if encoding.utf8Capacity(for: 1) > 1 {
            guard let memory = realloc(text, count + 1) else { fatalError("out of memory") }
            text = memory.assumingMemoryBound(to: UInt8.self)
        }
        discard self
        return text
    }
}

extension SourceEncoding {
    /// How many bytes the UTF-8 form of so many bytes can take at most.
    func utf8Capacity(for count: Int) -> Int {
        switch self {
        case .utf8, .ascii: count
        case .latin1: count * 2
        case .latin9: count * 3
        case .utf16LittleEndian, .utf16BigEndian: count / 2 * 3 + 3
        }
    }
}
