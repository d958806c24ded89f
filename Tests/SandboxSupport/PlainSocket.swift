// A client on a bare socket: what no HTTP library would send.

import Foundation

/// A connection to a port of loopback on which bytes are written and read as they are.
public final class PlainSocket: Sendable {
    private let descriptor: Int32

    /// Connects; reads give up after 30 seconds.
    public init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let outcome = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard outcome == 0 else { throw POSIXError(.ECONNREFUSED) }
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// Writes; false when the other side has gone.
    @discardableResult
    public func write(_ bytes: [UInt8]) async -> Bool { await besides { self.writeNow(bytes) } }

    private func writeNow(_ bytes: [UInt8]) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress! + written, bytes.count - written, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    /// Writes text.
    @discardableResult
    public func write(_ text: String) async -> Bool { await write(Array(text.utf8)) }

    /// Says that nothing more will be written.
    public func endWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Reads until the other side closes, or until what was read ends the wait.
    public func read(until isEnough: @escaping @Sendable (String) -> Bool = { _ in false }) async -> String {
        await besides { self.readNow(until: isEnough) }
    }

    private func readNow(until isEnough: (String) -> Bool) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !isEnough(String(decoding: bytes, as: UTF8.self)) {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// One exchange on a connection of its own, to its end.
    public static func exchange(_ request: String, port: Int) async throws -> String {
        let connection = try PlainSocket(port: port)
        await connection.write(request)
        return await connection.read()
    }
}

/// Does something that blocks on a thread of its own: the few threads of tasks also carry the gateway under test.
public func besides<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: work()) }
    }
}
