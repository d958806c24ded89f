// A message, read: its segments in order, each value with its place.

/// A message as received; immutable, and byte for byte what came.
public struct HL7Message: Sendable {
    let source: MessageSource
    /// Its segments in order; the first is the header.
    public let segments: [Segment]
    /// What was overlooked in reading it.
    public let tolerances: [MessageTolerance]

    /// The bytes as received, without the frame.
    public var bytes: [UInt8] { source.bytes }
    /// The delimiters that its header names.
    public var delimiters: Delimiters { source.delimiters }
    /// The character set that it was read in.
    public var characterSet: MessageCharacterSet { source.characterSet }
    /// The header.
    public var header: MessageHeader { MessageHeader(segment: segments[0]) }

    /// The first segment of a name.
    public func first(_ name: String) -> Segment? { segments.first { $0.name == name } }

    /// All segments of a name, in order.
    public func all(_ name: String) -> [Segment] { segments.filter { $0.name == name } }
}

/// Bytes that are no message, with the header where at least that could be read: an answer needs it.
public struct UnreadableMessage: Error, Sendable {
    /// What is wrong.
    public let fault: MessageFault
    /// The header, nil where there is none.
    public let header: MessageHeader?
}

extension UnreadableMessage: CustomStringConvertible {
    /// The fault alone: a header may name persons.
    public var description: String { fault.description }
}
