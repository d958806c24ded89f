// How much a message may hold.

/// Limits of reading; what goes over one is refused before it costs anything.
public struct MessageLimits: Sendable, Hashable {
    /// The bytes of a message.
    public var bytes: Int
    /// The segments of a message.
    public var segments: Int
    /// The fields of a segment.
    public var fields: Int
    /// The characters of MSH-10 (EI-1 as constrained in France).
    public var controlIDCharacters: Int

    /// Limits that no honest message meets: 64 MiB, 10,000 segments, 1,000 fields, 199 characters.
    public static let standard = MessageLimits()

    /// Sets limits.
    public init(bytes: Int = 64 << 20, segments: Int = 10_000, fields: Int = 1_000, controlIDCharacters: Int = 199) {
        self.bytes = bytes
        self.segments = segments
        self.fields = fields
        self.controlIDCharacters = controlIDCharacters
    }
}
