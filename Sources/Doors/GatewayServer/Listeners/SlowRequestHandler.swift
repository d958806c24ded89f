// Drops clients that take too long to send a request: 408, then the connection ends.

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Gives each request a deadline for its head and its body.
///
/// An idle timeout alone is not enough: a client that drips one byte at a time is never idle.
final class SlowRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum Phase {
        case firstHead, body, working, answering, betweenRequests
    }

    private let limit: TimeAmount
    private var deadline: Scheduled<Void>?
    private var phase = Phase.firstHead

    init(limit: TimeAmount) { self.limit = limit }

    func handlerAdded(context: ChannelHandlerContext) { arm(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            phase = .body
            arm(context)
        case .body: break
        case .end:
            if phase == .body { phase = .working }
            disarm()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.kind != .informational: phase = .answering
        case .head, .body: break
        case .end:
            phase = .betweenRequests
            arm(context)
        }
        context.write(data, promise: promise)
    }

    func handlerRemoved(context: ChannelHandlerContext) { disarm() }

    func channelInactive(context: ChannelHandlerContext) {
        disarm()
        context.fireChannelInactive()
    }

    private func arm(_ context: ChannelHandlerContext) {
        disarm()
        let held = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: limit) {
            let (handler, context) = held.value
            handler.expire(context)
        }
    }

    private func disarm() {
        deadline?.cancel()
        deadline = nil
    }

    private func expire(_ context: ChannelHandlerContext) {
        deadline = nil
        switch phase {
        case .working: return
        case .answering, .betweenRequests: context.close(promise: nil)
        case .firstHead, .body:
            phase = .answering
            let head = HTTPResponse(status: .requestTimeout, headerFields: [.contentLength: "0", .connection: "close"])
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            let held = NIOLoopBound(context, eventLoop: context.eventLoop)
            context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in held.value.close(promise: nil) }
        }
    }
}
