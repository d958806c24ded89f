// Drops clients that take too long: to send a request (408), to take its answer, or to say anything more.

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Gives each request a deadline for its head and its body, each answer one for being taken, and each silence an end.
///
/// An idle timeout alone is not enough: a client that drips one byte at a time is never idle. While the gateway itself works on an answer, no
/// deadline runs.
final class SlowRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limit: TimeAmount
    private let silence: TimeAmount
    private var isReceiving = true
    private var bodyEnds = NIODeadline.distantFuture
    /// Requests whose answers have not been written to their end.
    private var owed = 0
    /// Runs while a request arrives, or while nothing is asked and nothing owed.
    private var arrival: Scheduled<Void>?
    /// Runs while the client does not take what is written.
    private var taking: Scheduled<Void>?

    /// - Parameters:
    ///   - limit: How long a request may take to arrive, and a full connection to be emptied.
    ///   - silence: How long a client may send nothing in the middle of a body, or between two requests.
    init(limit: TimeAmount, silence: TimeAmount = .seconds(15)) {
        self.limit = limit
        self.silence = min(silence, limit)
    }

    func handlerAdded(context: ChannelHandlerContext) { arm(context, .now() + limit) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            owed += 1
            isReceiving = true
            bodyEnds = .now() + limit
            arm(context, min(.now() + silence, bodyEnds))
        case .body: if isReceiving { arm(context, min(.now() + silence, bodyEnds)) }
        case .end:
            isReceiving = false
            rest(context)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            owed = max(0, owed - 1)
            // A request that still arrives keeps its own deadline.
            if !isReceiving { rest(context) }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        taking?.cancel()
        taking = nil
        if !context.channel.isWritable {
            let held = NIOLoopBound(context, eventLoop: context.eventLoop)
            taking = context.eventLoop.scheduleTask(in: limit) { held.value.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    func handlerRemoved(context: ChannelHandlerContext) { disarm() }

    func channelInactive(context: ChannelHandlerContext) {
        disarm()
        context.fireChannelInactive()
    }

    /// Nothing arrives: while an answer is owed the gateway is at work, otherwise the client is silent.
    private func rest(_ context: ChannelHandlerContext) {
        if owed > 0 {
            arrival?.cancel()
            arrival = nil
        } else {
            arm(context, .now() + silence)
        }
    }

    private func arm(_ context: ChannelHandlerContext, _ instant: NIODeadline) {
        arrival?.cancel()
        let held = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        arrival = context.eventLoop.scheduleTask(deadline: instant) {
            let (handler, context) = held.value
            handler.expire(context)
        }
    }

    private func disarm() {
        arrival?.cancel()
        taking?.cancel()
        arrival = nil
        taking = nil
    }

    private func expire(_ context: ChannelHandlerContext) {
        arrival = nil
        guard isReceiving else { return context.close(promise: nil) }
        isReceiving = false
        context.triggerUserOutboundEvent(RequestFault.tooSlow, promise: nil)
        // Should the answer not be taken either, the connection ends without it.
        arm(context, .now() + silence)
    }
}
