// A TLS connection whose peer's certificates reach the requests made over it.

import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOSSL

/// Wraps an HTTP channel in TLS.
///
/// With `letsAuthorCheckDecide`, any client certificate whose key the peer holds is let through, and the author check judges the chain at the
/// request, where a refusal can be explained; without it, NIOSSL proves the chain against the configured authorities during the handshake.
struct MutualTLSChannel<Base: HTTPChannelHandler>: HTTPChannelHandler {
    struct Value: ServerChildChannelValue {
        let base: Base.Value
        let peer: EventLoopFuture<PeerIdentity?>
        var channel: any Channel { base.channel }
    }

    let base: Base
    let context: NIOSSLContext
    let letsAuthorCheckDecide: Bool
    let handshakeTimeout: TimeAmount
    let framing: RequestFraming.Limits

    var responder: Responder { base.responder }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let peer = channel.eventLoop.makePromise(of: PeerIdentity?.self)
        return channel.eventLoop.makeCompletedFuture {
            let handler =
                letsAuthorCheckDecide
                ? NIOSSLServerHandler(
                    context: context,
                    customVerificationCallbackWithMetadata: { chain, promise in
                        promise.succeed(.certificateVerified(VerificationMetadata(ValidatedCertificateChain(chain))))
                    })
                : NIOSSLServerHandler(context: context)
            try channel.pipeline.syncOperations.addHandlers([LingeringCloseHandler(), handler])
            try channel.pipeline.syncOperations.addHandlers([
                HandshakeObserver(promise: peer, timeout: handshakeTimeout, logger: logger), FramingHandler(limits: framing),
            ])
        }
        .flatMap { base.setup(channel: channel, logger: logger) }
        .map { Value(base: $0, peer: peer.futureResult) }
        .flatMapErrorThrowing { error in
            peer.succeed(nil)
            throw error
        }
    }

    func handle(value: Value, logger: Logger) async {
        let peer = (try? await value.peer.get()) ?? nil
        // The base runs even without a peer: an NIOAsyncChannel that is dropped unread traps.
        await PeerIdentity.$current.withValue(peer) { await base.handle(value: value.base, logger: logger) }
    }
}
