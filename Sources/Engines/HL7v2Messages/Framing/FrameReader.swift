// The minimal lower layer protocol, MLLP: messages out of a stream of bytes, and back.

/// Cuts messages out of the bytes of a connection (MLLP release 1: `0x0B`, message, `0x1C 0x0D`).
///
/// A value without clock or socket: bytes go in, events come out. Between two frames line ends are let through, for senders put
/// them there; anything else ends the connection, since nobody can tell where a message would begin.
public struct FrameReader: Sendable {
    /// What comes out.
    public enum Event: Sendable, Equatable {
        /// One whole message, without its frame.
        case message([UInt8])
        /// The stream is no MLLP; nothing more comes out of it.
        case broken(Fault)
    }

    /// Why a stream is given up.
    public enum Fault: String, Sendable {
        /// Bytes outside of a frame.
        case noStartBlock = "mllp.no-start-block"
        /// A message over the limit.
        case tooLarge = "mllp.too-large"
        /// An end block that is not followed by a carriage return.
        case badEndBlock = "mllp.bad-end-block"
    }

    private enum State { case outside, inside, ending, broken }

    private let maximumByteCount: Int
    private var state = State.outside
    private var message: [UInt8] = []
    private var fillers = 0

    /// Sets the largest message, in bytes.
    public init(maximumByteCount: Int) { self.maximumByteCount = maximumByteCount }

    /// Whether a message has begun and is not yet whole: where a clock is running.
    public var isInsideMessage: Bool { state == .inside || state == .ending }

    /// How many bytes of an unfinished message are held.
    public var heldByteCount: Int { message.count }

    /// Takes the next bytes of the stream.
    public mutating func feed(_ bytes: some Collection<UInt8>) -> [Event] {
        var events: [Event] = []
        var rest = bytes[...]
        while let byte = rest.first, state != .broken {
            switch state {
            case .outside:
                rest = rest.dropFirst()
                if byte == Self.startBlock {
                    state = .inside
                    fillers = 0
                } else if byte == 0x0D || byte == 0x0A, fillers < 16 {
                    fillers += 1
                } else {
                    events.append(give(up: .noStartBlock))
                }
            case .inside:
                let end = rest.firstIndex(of: Self.endBlock) ?? rest.endIndex
                let stretch = rest[..<end]
                if message.count + stretch.count > maximumByteCount {
                    events.append(give(up: .tooLarge))
                    break
                }
                message += stretch
                rest = rest[end...]
                if !rest.isEmpty {
                    rest = rest.dropFirst()
                    state = .ending
                }
            case .ending:
                rest = rest.dropFirst()
                if byte == 0x0D {
                    events.append(.message(message))
                    message = []
                    state = .outside
                } else {
                    events.append(give(up: .badEndBlock))
                }
            case .broken: break
            }
        }
        return events
    }

    private mutating func give(up fault: Fault) -> Event {
        state = .broken
        message = []
        return .broken(fault)
    }

    private static let startBlock: UInt8 = 0x0B
    private static let endBlock: UInt8 = 0x1C
}

/// A message in its frame.
public func framed(_ message: [UInt8]) -> [UInt8] { [0x0B] + message + [0x1C, 0x0D] }
