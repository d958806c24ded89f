// Waits for the end of a TLS handshake, hands on the peer's certificates, and closes connections that dawdle.

import NIOCore
import NIOSSL
import NIOTLS

final class HandshakeObserver: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private var promise: EventLoopPromise<PeerIdentity?>?
    private var deadline: Scheduled<Void>?
    private let timeout: TimeAmount

    init(promise: EventLoopPromise<PeerIdentity?>, timeout: TimeAmount) {
        self.promise = promise
        self.timeout = timeout
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
