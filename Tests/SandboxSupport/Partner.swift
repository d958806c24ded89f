// A system that takes business acknowledgements, on a bare socket: it answers as it is told to.

import Foundation
import HL7v2Messages
import Synchronization

/// Listens on a free port of loopback, and keeps what it was sent.
public final class Partner: Sendable {
    /// What it does with the next message.
    public enum Manner: Sendable {
        /// Answers with this code and the control id of the message.
        case answer(String)
        /// Answers for another message.
        case answerForAnother
        /// Sends bytes that are no frame.
        case garbage
        /// Sends a frame that holds no acknowledgement.
        case nonsense
        /// Closes without an answer.
        case close
        /// Says nothing.
        case silence
    }

    private struct State {
        var manners: [Manner]
        var received: [[UInt8]] = []
    }

    /// Where it listens.
    public let port: Int
    private let listener: Int32
    private let state: Mutex<State>

    /// Does these things in turn, and answers `AA` when they are used up.
    public init(_ manners: [Manner] = []) throws {
        state = Mutex(State(manners: manners))
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0 }
        }
        guard bound, listen(listener, 8) == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        self.listener = listener
        port = Int(in_port_t(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let self else { break }
                Thread.detachNewThread { self.serve(connection) }
            }
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// The messages that came, each as its segments.
    public var received: [[String]] {
        state.withLock { $0.received }.map { String(decoding: $0, as: UTF8.self).split(separator: "\r").map(String.init) }
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        var frames = FrameReader(maximumByteCount: 1 << 20)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            for case .message(let message) in frames.feed(buffer.prefix(count)) {
                let manner = state.withLock { state in
                    state.received.append(message)
                    return state.manners.isEmpty ? .answer("AA") : state.manners.removeFirst()
                }
                guard let answer = bytes(manner, message) else { return }
                _ = answer.withUnsafeBytes { send(connection, $0.baseAddress!, answer.count, Int32(MSG_NOSIGNAL)) }
            }
        }
    }

    private func bytes(_ manner: Manner, _ message: [UInt8]) -> [UInt8]? {
        let controlID = String(decoding: message, as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false)[9]
        func acknowledgement(_ code: String, _ id: some StringProtocol) -> [UInt8] {
            framed(Array("MSH|^~\\&|RIS|HOPITAL|PASSERELLE|HOPITAL|20260601||ACK^Z01^ACK|9|P|2.6|||||FRA|UNICODE UTF-8\rMSA|\(code)|\(id)\r".utf8))
        }
        switch manner {
        case .answer(let code): return acknowledgement(code, controlID)
        case .answerForAnother: return acknowledgement("AA", "another")
        case .garbage: return Array("HTTP/1.1 200 OK\r\n\r\n".utf8)
        case .nonsense: return framed(Array("hello".utf8))
        case .close: return nil
        case .silence: return []
        }
    }
}
