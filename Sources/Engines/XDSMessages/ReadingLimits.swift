// How much a message may hold before it is refused.

/// The limits of reading one message; each refusal names the limit that was met.
public struct ReadingLimits: Sendable, Hashable {
    /// Bytes of the whole body.
    public var totalBytes: Int
    /// Nodes of the envelope: elements, attributes and texts.
    public var envelopeNodes: Int
    /// Parts of a package.
    public var parts: Int
    /// Bytes of the header lines of one part.
    public var partHeaderBytes: Int
    /// Header lines of one part.
    public var partHeaders: Int
    /// Bytes before the first part.
    public var preambleBytes: Int
    /// Bytes of the Content-Type header field.
    public var contentTypeBytes: Int
    /// Includes in an envelope.
    public var includes: Int
    /// Whether a package whose boundary differs from the one announced is read by the boundary that it begins with.
    ///
    /// Seen in published examples; off by default, since what announces one boundary and uses another may be read in two ways.
    public var toleratesOtherBoundary: Bool

    /// The limits for messages from anyone.
    public static let standard = ReadingLimits()

    /// Sets limits; those not named keep their safe default.
    public init(
        totalBytes: Int = 64 << 20, envelopeNodes: Int = 1_000_000, parts: Int = 128, partHeaderBytes: Int = 16 << 10, partHeaders: Int = 64,
        preambleBytes: Int = 64 << 10,
        contentTypeBytes: Int = 4096, includes: Int = 128, toleratesOtherBoundary: Bool = false
    ) {
        self.totalBytes = totalBytes
        self.envelopeNodes = envelopeNodes
        self.parts = parts
        self.partHeaderBytes = partHeaderBytes
        self.partHeaders = partHeaders
        self.preambleBytes = preambleBytes
        self.contentTypeBytes = contentTypeBytes
        self.includes = includes
        self.toleratesOtherBoundary = toleratesOtherBoundary
    }
}
