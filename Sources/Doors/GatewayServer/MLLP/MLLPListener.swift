// The MLLP door: hospital systems connect, send framed messages, and get one acknowledgement for each, in order.

import Foundation
import Gateway
import HL7v2Messages
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import Synchronization

/// What the door grants.
struct MLLPLimits: Sendable {
    /// The largest message, in bytes.
    var messageBytes: Int
    /// How long a message may take to arrive, in seconds.
    var messageSeconds: Int
    /// How long a connection may be silent between messages, in seconds.
    var idleSeconds: Int
    /// Connections at once.
    var connections: Int
}

/// Listens for hospital systems, plain or over TLS with client certificates.
struct MLLPListener: Service {
    let host: String
    let port: Int
    /// The server's certificate; nil listens in plain, for senders on the same machine or behind a tunnel.
    let tls: NIOSSLContext?
    let limits: MLLPLimits
    let conversation: MLLPConversation
    let logger: Logger
    let whenBound: @Sendable (Int) async -> Void

    private typealias Connection = (channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>, peer: EventLoopFuture<PeerIdentity?>)

    func run() async throws {
        let (tls, limits, logger) = (tls, limits, logger)
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: false)
            .bind(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture { () throws -> Connection in
                    let peer = channel.eventLoop.makePromise(of: PeerIdentity?.self)
                    if let tls {
                        let handler = NIOSSLServerHandler(
                            context: tls,
                            customVerificationCallbackWithMetadata: { chain, promise in
                                promise.succeed(.certificateVerified(VerificationMetadata(ValidatedCertificateChain(chain))))
                            })
                        try channel.pipeline.syncOperations.addHandlers([
                            handler, HandshakeObserver(promise: peer, timeout: .seconds(Int64(min(10, limits.messageSeconds))), logger: logger),
                        ])
                    } else {
                        peer.succeed(nil)
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        MessageDeadlineHandler(message: .seconds(Int64(limits.messageSeconds)), silence: .seconds(Int64(limits.idleSeconds))))
                    return (try NIOAsyncChannel(wrappingChannelSynchronously: channel), peer.futureResult)
                }
            }
        await whenBound(server.channel.localAddress?.port ?? 0)
        try await withGracefulShutdownHandler {
            try await serve(server)
        } onGracefulShutdown: {
            // No connection is taken any more; those that are open end with the message they are at.
            server.channel.close(promise: nil)
        }
    }

    private func serve(_ server: NIOAsyncChannel<Connection, Never>) async throws {
        let open = ConnectionCount()
        try await withThrowingDiscardingTaskGroup { group in
            try await server.executeThenClose { connections in
                for try await connection in connections {
                    guard open.enter(limits.connections) else {
                        logger.warning("connection turned away", metadata: ["door": "mllp"])
                        try? await connection.channel.executeThenClose { _, _ in }
                        continue
                    }
                    group.addTask {
                        await cancelWhenGracefulShutdown { await converse(connection) }
                        open.leave()
                    }
                }
            }
        }
    }

    /// One connection to its end; whatever ends it concerns nobody else.
    private func converse(_ connection: Connection) async {
        let peer = (try? await connection.peer.get()) ?? nil
        let (conversation, limits, channel) = (conversation, limits, connection.channel.channel)
        do {
            try await connection.channel.executeThenClose { inbound, outbound in
                try await conversation.run(inbound, outbound, channel: channel, peer: peer, limits: limits)
            }
        } catch {
            logger.debug("connection ended", metadata: ["door": "mllp"])
        }
    }
}

/// How many connections are open.
private final class ConnectionCount: Sendable {
    private let count = Mutex(0)

    /// Counts one more, unless there are so many already.
    func enter(_ limit: Int) -> Bool {
        count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}
