// Waits for the end of a TLS handshake, hands on the peer's certificates, and closes connections that dawdle.

import Logging
import NIOCore
import NIOSSL
import NIOTLS

final class HandshakeObserver: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private var promise: EventLoopPromise<PeerIdentity?>?
    private var deadline: Scheduled<Void>?
    private let timeout: TimeAmount
    private let logger: Logger

    init(promise: EventLoopPromise<PeerIdentity?>, timeout: TimeAmount, logger: Logger) {
        self.promise = promise
        self.timeout = timeout
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let held = NIOLoopBound(context, eventLoop: context.eventLoop)
        // From here outward: what stands behind has no say in a connection that has not begun.
        deadline = context.eventLoop.scheduleTask(in: timeout) { held.value.close(promise: nil) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent {
            deadline?.cancel()
            let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)
            let certificates = handler?.peerValidatedCertificateChain.map(Array.init) ?? handler?.peerCertificate.map { [$0] } ?? []
            promise?.succeed(PeerIdentity(certificates: certificates))
            promise = nil
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// A handshake that fails is told by an alert alone: the log names the reason, such as KEY_USAGE_BIT_INCORRECT for a card's signature certificate.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if promise != nil {
            let reasons = String(describing: error).matches(of: #/OPENSSL_internal:([A-Z0-9_]+)/#).map { String($0.1) }
            logger.info("handshake failed", metadata: ["code": "\(reasons.first ?? "tls.failed")"])
        }
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { finish() }

    private func finish() {
        deadline?.cancel()
        promise?.succeed(nil)
        promise = nil
    }
}
