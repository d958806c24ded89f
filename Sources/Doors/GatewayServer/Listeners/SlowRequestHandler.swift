// Drops clients that take too long: to send a request (408), to take its answer, or to say anything more.

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Gives each request a deadline for its head and its body, and each silence an end.
///
/// An idle timeout alone is not enough: a client that drips one byte at a time is never idle. While the gateway itself works on an answer, no
/// deadline runs.
final class SlowRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum Phase {
        case firstHead, body, working, answering, betweenRequests
    }

    private let limit: TimeAmount
    private let silence: TimeAmount
    private var deadline: Scheduled<Void>?
    private var phase = Phase.firstHead
    private var bodyEnds = NIODeadline.distantFuture

    /// - Parameters:
    ///   - limit: How long a request may take to arrive, and each piece of an answer to be taken.
    ///   - silence: How long a client may send nothing in the middle of a body, or between two requests.
    init(limit: TimeAmount, silence: TimeAmount = .seconds(15)) {
        self.limit = limit
        self.silence = min(silence, limit)
    }

    func handlerAdded(context: ChannelHandlerContext) { arm(context, .now() + limit) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            phase = .body
            bodyEnds = .now() + limit
            arm(context, min(.now() + silence, bodyEnds))
        case .body: if phase == .body { arm(context, min(.now() + silence, bodyEnds)) }
        case .end:
            if phase == .body {
                phase = .working
                disarm()
            }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.kind == .informational: break
        case .head, .body:
            // A request that still arrives keeps its own deadline.
            if phase != .body { phase = .answering }
            if phase == .answering { arm(context, .now() + limit) }
        case .end:
            if phase != .body { phase = .betweenRequests }
            if phase == .betweenRequests { arm(context, .now() + silence) }
        }
        context.write(data, promise: promise)
    }

    func handlerRemoved(context: ChannelHandlerContext) { disarm() }

    func channelInactive(context: ChannelHandlerContext) {
        disarm()
        context.fireChannelInactive()
    }

    private func arm(_ context: ChannelHandlerContext, _ instant: NIODeadline) {
        disarm()
        let held = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(deadline: instant) {
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
            context.triggerUserOutboundEvent(RequestFault.tooSlow, promise: nil)
            // Should the answer not be taken either, the connection ends without it.
            arm(context, .now() + silence)
        }
    }
}
