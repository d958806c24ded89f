// A message as HTTP carries it: a media type and bytes, in chunks so that documents are not copied.

/// A message as HTTP carries it: the value of Content-Type, and the body.
public struct CarriedMessage: Sendable {
    /// The value of the Content-Type header field.
    public var contentType: String
    /// The body in pieces, to be sent one after the other; a document is a piece of its own, shared and not copied.
    public var chunks: [[UInt8]]

    /// Wraps a body in pieces.
    public init(contentType: String, chunks: [[UInt8]]) {
        self.contentType = contentType
        self.chunks = chunks
    }

    /// Wraps a body in one piece.
    public init(contentType: String, body: [UInt8]) {
        self.init(contentType: contentType, chunks: [body])
    }

    /// The number of bytes of the body; the Content-Length.
    public var byteCount: Int { chunks.reduce(0) { $0 + $1.count } }

    /// The body in one piece; copies unless it is in one piece already.
    public var body: [UInt8] {
        if chunks.count == 1 { return chunks[0] }
        var joined: [UInt8] = []
        joined.reserveCapacity(byteCount)
        for chunk in chunks { joined += chunk }
        return joined
    }
}

/// How documents travel in a message that is written.
public enum MessageForm: Sendable, Hashable {
    /// MTOM/XOP: a multipart/related package, each document a part of its own.
    case package(PackageNames)
    /// Plain `application/soap+xml`, documents as base64 in the envelope.
    case plain

    /// A package under fresh random names.
    public static var package: MessageForm { .package(PackageNames()) }
}

/// The names that a written package is held together by.
public struct PackageNames: Sendable, Hashable {
    /// The boundary, at most 70 characters, which occurs in no part.
    public var boundary: String
    /// What follows the `@` of every Content-ID.
    public var host: String

    /// Chooses the names.
    public init(boundary: String, host: String) {
        self.boundary = boundary
        self.host = host
    }

    /// Chooses names at random, from 128 bits, so that no document contains the boundary.
    public init() {
        let random = String(UInt64.random(in: .min ... .max), radix: 36) + String(UInt64.random(in: .min ... .max), radix: 36)
        self.init(boundary: "passerelle-" + random, host: random + ".passerelle")
    }
}
